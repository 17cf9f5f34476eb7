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
    subjects.push(...(await Promise.all(asked.slice(from, from + atOnce).map((resolution) => subjectOf(examiner, resolution)))));
  }
  return assembleReport(cluster, subjects);
}

async function subjectOf(examiner: Examiner, resolution: Resolution): Promise<Subject> {
  if (resolution.is === 'pod') return podSubject(await examiner.examine(resolution.pod));
  return ownerSubject(await examiner.examineOwner(resolution.workload, resolution.made));
}
