import type { PodQuery } from '../../port.ts';
import { shaped } from '../../shape.ts';
import { type JsonAnswer, jsonAnswer, reasonOf, saysAbsent } from '../answers.ts';
import { isPathSegment, listPath, objectPath, watchPath } from '../api-path.ts';
import { fieldsOf, listOf, textOf } from '../json.ts';
import { answersWithin, mostBytes, mostBytesOfAnError } from '../limits.ts';
import { allPages } from '../pages.ts';
import { wholeText } from '../transport/body.ts';
import type { Question, Transport } from '../transport/transport.ts';
import type { ListedPods, OpenedWatch, PodReads, Refusal } from './pod-watch.ts';

/** client-go lets the server end a watch after five to ten minutes, so that load spreads. Seconds. */
const watchFor = 300;

/** What a watch of these pods asks the server. */
export function podReads(transport: Transport, { name, ...query }: PodQuery, signal: AbortSignal): PodReads {
  const byName = name === undefined ? undefined : `metadata.name=${name}`;
  const fieldSelector = [query.fieldSelector, byName].filter((part) => part).join(',');
  const selecting = { ...query, ...(fieldSelector && { fieldSelector }) };
  const ask = async (path: string): Promise<JsonAnswer> => jsonAnswer(await transport.askForText(question(path), mostBytes));
  return {
    list: async () => listed(await allPages((page) => ask(listPath('Pod', selecting, page)))),
    watch: async (resourceVersion) => {
      const seconds = Math.round(watchFor * (1 + Math.random()));
      return opened(await transport.open(question(watchPath('Pod', selecting, resourceVersion, seconds)), signal, answersWithin));
    },
    ...(name !== undefined && isPathSegment(name) && { get: async () => alone(await ask(objectPath('Pod', query.namespace, name)), name) }),
  };
}

const question = (path: string): Question => ({ path, accept: 'application/json', from: 'server' });

function listed(list: Awaited<ReturnType<typeof allPages>>): ListedPods {
  if (list.state === 'stopped') return refusal(list.at);
  return {
    is: 'listed',
    pods: list.pages.flatMap((page) => listOf(fieldsOf(page).items)).map((item) => shaped('Pod', item)),
    resourceVersion: versionOf(list.pages[0]),
  };
}

function alone(answer: JsonAnswer, name: string): ListedPods {
  if (saysAbsent(answer, name)) return { is: 'listed', pods: [], resourceVersion: '' };
  if (answer.status !== 200 || fieldsOf(answer.value).kind !== 'Pod') return refusal(answer);
  return { is: 'listed', pods: [shaped('Pod', answer.value)], resourceVersion: versionOf(answer.value) };
}

/** What came of opening a watch. */
export async function opened(answer: Awaited<ReturnType<Transport['open']>>): Promise<OpenedWatch> {
  const { status, statusText, body } = answer;
  if (status === 200) return { is: 'open', body };
  if (status === 410) {
    body.destroy();
    return { is: 'expired' };
  }
  const text = await wholeText(body, mostBytesOfAnError);
  return refusal(jsonAnswer({ status, statusText, text }));
}

/** Only a 403 says that we may not; whatever else a server says in passing is asked again. */
function refusal(answer: JsonAnswer): Refusal {
  return { is: answer.status === 403 ? 'refused' : 'failed', reason: reasonOf(answer) };
}

const versionOf = (value: unknown): string => textOf(fieldsOf(fieldsOf(value).metadata).resourceVersion) ?? '';
