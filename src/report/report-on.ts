import type { Cluster } from '../cluster/port.ts';
import type { Resolution } from '../cluster/targets.ts';
import { Examiner } from '../diagnosis/examine.ts';
import { assembleReport, ownerSubject, podSubject } from './assemble.ts';
import type { Report, Subject } from './document.ts';

/** How many pods are examined at a time. */
const atOnce = 8;

/** Examines what was asked for, in its order. */
export async function reportOn(cluster: Cluster, asked: readonly Resolution[]): Promise<Report> {
  const examiner = new Examiner(cluster);
  const subjects: Subject[] = [];
  for (let from = 0; from < asked.length; from += atOnce) {
    const examined = await Promise.all(asked.slice(from, from + atOnce).map((resolution) => subjectsOf(examiner, resolution)));
    subjects.push(...examined.flat());
  }
  return assembleReport(cluster, answersFirst(subjects));
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

/** A workload comes after its pods, unless nothing is wrong with any of those: then what keeps the next one away is the answer. */
function answersFirst(subjects: readonly Subject[]): Subject[] {
  const ordered: Subject[] = [];
  for (const subject of subjects) {
    const first = ordered.findIndex((other) => isPodOf(subject, other));
    const pods = ordered.filter((other) => isPodOf(subject, other));
    const isAnswer = first >= 0 && !pods.some(({ findings }) => findings.some(({ severity }) => severity === 'error'));
    ordered.splice(isAnswer ? first : ordered.length, 0, subject);
  }
  return ordered;
}

const isPodOf = ({ kind, namespace, name }: Subject, { owner, namespace: other }: Subject): boolean =>
  owner?.kind === kind && owner.name === name && namespace === other;
