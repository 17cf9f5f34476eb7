import { table } from '../../../cluster/table.ts';
import type { Step } from '../../../init/model.ts';
import { type Code, waitCodes } from '../../codes.ts';
import type { Facts } from '../../facts.ts';
import type { Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { roleOf } from '../../runs/failed-run.ts';
import { quotable } from '../../signatures/lines.ts';
import { changeContainer, editContainer } from '../../words/change-container.ts';
import { fromLog, fromSpec } from '../../words/evidence.ts';
import { ofInitContainer, showPod } from '../../words/show-pod.ts';

const notFound =
  /(?:^|[\s/])(?:ba|da|a|z|k)?sh: (?:line )?(?:\d{1,5}: )?(?<program>[\w.+-]{1,80}): (?:command )?not found|^\S{0,100}: (?:line )?\d{1,5}: (?<other>[\w.+-]{1,80}): (?:command )?not found|(?<applet>[\w.+-]{1,80}): applet not found/;

/** What took the place of a program that images no longer carry, or where to find it. */
const instead = table<string>({
  mysql: 'MariaDB images from version 11 on have mariadb in place of mysql',
  mysqladmin: 'MariaDB images from version 11 on have mariadb-admin in place of mysqladmin',
  mysqldump: 'MariaDB images from version 11 on have mariadb-dump in place of mysqldump',
  mongo: 'MongoDB images from version 6 on have mongosh in place of mongo',
  nc: 'busybox has nc; Debian and Ubuntu images have none unless netcat-openbsd is installed',
  nslookup: 'busybox has nslookup; elsewhere getent hosts does',
  dig: 'getent hosts or nslookup do where dig (bind-utils, dnsutils) is not installed',
  curl: 'busybox and Alpine images have wget in place of curl; curlimages/curl has curl',
  wget: 'curlimages/curl has curl; busybox has wget',
  pg_isready: 'a postgres image has pg_isready',
  psql: 'a postgres image has psql',
  'redis-cli': 'a redis image has redis-cli',
  kubectl: 'an image with kubectl, such as bitnami/kubectl or registry.k8s.io/kubectl, is needed',
  python: 'many images have python3 in place of python',
  'docker-compose': 'docker compose took its place',
});

const waits: readonly Code[] = [...waitCodes, 'running-long'];

/** A loop waits with a program that the image does not have: the wait never ends, whatever its target does. */
export const toolMissing: Rule = {
  id: 'tool-missing',
  judge(facts) {
    const step = facts.blocking;
    const log = step && facts.logs.get(step.name);
    if (!step || !log || (step.state !== 'running' && step.state !== 'failed')) return [];
    const line = log.lines
      .slice(-40)
      .map(quotable)
      .findLast((one) => notFound.test(one));
    const groups = line === undefined ? undefined : notFound.exec(line)?.groups;
    const program = groups?.program ?? groups?.other ?? groups?.applet;
    const script = [...(step.spec.command ?? []), ...(step.spec.args ?? [])].join(' ');
    if (line === undefined || !program || !script.split(/[^\w.+-]+/).includes(program)) return [];
    const loops = step.state === 'running';
    // Kubernetes leaves $(NAME) as it is where the container has no such variable, and the shell takes it for a command.
    const variable = /^[A-Z_][A-Z0-9_]*$/.test(program) && script.includes(`$(${program})`);
    return [
      {
        code: variable ? 'bad-config' : 'command-not-found',
        category: variable ? 'config' : 'command-not-found',
        severity: 'error',
        container: step.name,
        cause: variable
          ? `the environment variable ${program} is not set in ${roleOf(step)} ${step.name}: Kubernetes replaces $(${program}) in its command only by a variable of its own env, so the shell takes it for a command (command not found)`
          : `the image ${step.image} of ${roleOf(step)} ${step.name} has no program ${program} (command not found: the client or binary is not in the image)${loops ? ', so its loop never ends, whatever it waits for' : ''}${instead[program] ? `; ${instead[program]}` : ''}`,
        fixes: variable ? ofVariable(facts, step, program) : fixesFor(facts, step, program),
        evidence: [fromLog(step.name, log.run, line), fromSpec(`command of ${step.name}`, script)],
        heals: 'no',
        confidence: 'certain',
        depth: 'root',
        explains: [...waits, 'exit-code'],
      },
    ];
  },
};

const ofVariable = (facts: Facts, step: Step, name: string): Fix[] => [
  editContainer(
    facts,
    step.name,
    `give ${step.name} the env entry ${name} (init containers do not inherit those of the app), or write \${${name}} where the script itself sets it`,
  ),
  showPod(facts, `see the command and environment of ${step.name}`, ofInitContainer(step.name, '.command', '.args', '.env', '.envFrom')),
];

function fixesFor(facts: Facts, step: Step, program: string): Fix[] {
  const has = others(facts, step, program);
  const use = has
    ? changeContainer(facts, step.name, `use image ${has} for ${step.name}: container of this pod with ${program}`, { image: has })
    : editContainer(
        facts,
        step.name,
        `use an image that has ${program}, pin the release that still has it, or call another program in its place`,
      );
  return [use, showPod(facts, `see the command and image of ${step.name}`, ofInitContainer(step.name, '.image', '.command', '.args'))];
}

/** Another container of the pod whose own command is that program. */
const others = ({ pod }: Facts, step: Step, program: string): string | undefined =>
  [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])].find(
    ({ name, command, image }) => name !== step.name && image !== step.image && command?.[0]?.split('/').at(-1) === program,
  )?.image;
