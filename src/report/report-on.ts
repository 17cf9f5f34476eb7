import type { Cluster } from '../cluster/port.ts';
import type { Resolution } from '../cluster/targets.ts';
import { Examiner } from '../diagnosis/examine.ts';
import { assembleReport, ownerSubject, podSubject } from './assemble.ts';
import type { Report, Subject } from './document.ts';
import { withoutHistory } from './init-trouble.ts';

/** How many pods are examined at a time. */
const atOnce = 8;

/** Examines what was asked for, in its order. */
export async function reportOn(cluster: Cluster, asked: readonly Resolution[]): Promise<Report> {
  const examiner = new Examiner(cluster);
  const subjects: Subject[] = [];
  const present = withoutHistory(cluster, asked);
  for (let from = 0; from < present.length; from += atOnce) {
    const examined = await Promise.all(present.slice(from, from + atOnce).map((resolution) => subjectsOf(examiner, resolution)));
    subjects.push(...examined.flat());
  }
  return assembleReport(cluster, answersFirst(subjects), examiner.sight);
}

/** Nothing for a workload that has too few pods, unless something is wrong with it: the next pod may just be on its way. */
async function subjectsOf(examiner: Examiner, resolution: Resolution): Promise<Subject[]> {
  if (resolution.is === 'pod') return [podSubject(await examiner.examine(resolution.pod))];
  const { workload, made, lacks } = resolution;
  const examination = await examiner.examineOwner(workload, made);
  if (!lacks) return [ownerSubject(examination)];
  const findings = examination.findings.filter(({ severity }) => severity === 'error');
  return findings.length > 0 ? [ownerSubject({ ...examination, findings }, lacks)] : [];
}

/** Pods of one workload, and the workload itself where it lacks some: those in trouble come first, pods before their workload. */
function answersFirst(subjects: readonly Subject[]): Subject[] {
  const groups = new Map<string, Subject[]>();
  for (const subject of subjects) groups.set(workloadOf(subject), [...(groups.get(workloadOf(subject)) ?? []), subject]);
  return [...groups.values()].flatMap((group) => group.sort((one, other) => Number(isTroubled(other)) - Number(isTroubled(one))));
}

const workloadOf = ({ kind, namespace, name, owner }: Subject): string => JSON.stringify([namespace, owner ?? { kind, name }]);
const isTroubled = ({ findings }: Subject): boolean => findings.some(({ severity }) => severity === 'error');
