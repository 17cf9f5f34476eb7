import type { Wait } from '../../waits/model.ts';
import { quotable } from '../signatures/lines.ts';

/** Clients of stores that can ask for what somebody has to have put there before. */
const clients =
  /^(?:cqlsh|psql|mysql|mariadb|mongo|mongosh|redis-cli|valkey-cli|kafka-topics|zookeeper-shell|zkCli|pulsar|bookkeeper|etcdctl|mc|clickhouse-client|kcat)(?:\.sh)?$/;
/** A statement that fails where the thing is not there. */
const asks = /\bfrom\s+[\w."`[]{2,}|--describe\b|\bdesc(?:ribe)?\s+\w|\bget\s+\/|\bstat\s+\w|\buse\s+\w/i;
/** A statement that lists what there is; what is looked for stands behind the pipe. */
const lists = /\bshow\s+\w|--list\b|-l\b|\blist\b|\bls\b|\bget\b|\bexists\b|\bkeys\b|\\[dl]|\bfrom\b/i;
/** What each server has. */
const everywhere = /\bfrom\s+(?:dual|system\.local|pg_stat_activity|sys\.\w+)\b|select\s+(?:1|version|now)\b(?!.{0,200}\bfrom\b)/i;

/** What a check looks for in a server that may well be up: a table, a keyspace, a topic, a bucket. */
export function soughtIn({ program, text, doubts }: Wait): string | undefined {
  if (!clients.test(program) || everywhere.test(text)) return undefined;
  const filter = doubts.find(({ code }) => code === 'grep-filter')?.text.replace(/^the output of \S+ has to pass /, '');
  if (filter === undefined) return asks.test(text) ? text : undefined;
  return lists.test(text) || asks.test(text) ? `${text} | ${filter}` : undefined;
}

const status =
  /\b(?:HTTP(?:\/[\d.]{1,3})?|status(?: code)?|code|answer(?:ed|s)?|return(?:ed|s)?|got|received|respon(?:se|ded|ds))(?: with)?(?: HTTP)?(?: (?:status|code))?[ :=]{1,3}"?(?<status>[45]\d\d)\b(?! \w{1,20}s\b)/i;

/** The latest line in which a check prints the status that an HTTP server answers with. */
export function answerTold(lines: readonly string[]): { readonly status: string; readonly line: string } | undefined {
  for (const line of lines.slice(-10).map(quotable).toReversed()) {
    const told = status.exec(line)?.groups?.status;
    if (told !== undefined) return { status: told, line };
  }
  return undefined;
}
