import type { Step } from '../../init/model.ts';
import type { Facts } from '../facts.ts';
import type { Fix } from '../finding.ts';
import { changeContainer, throughInjector } from '../words/change-container.ts';
import { mutate, workloadName } from '../words/commands.ts';

const byCommand = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'CronJob']);

/** Doubles the memory limit of a container, by the command where the workload can be changed by one. @param limit undefined: it has none of its own */
export function raiseMemory(facts: Facts, step: Step, limit: string | undefined): Fix {
  const { namespace, workload } = facts;
  const more = limit === undefined ? '512Mi' : twice(limit);
  const text = `raise the memory limit of ${step.name} to ${more}, say`;
  const through = throughInjector(facts, step.name, text);
  if (through) return through;
  return byCommand.has(workload.kind)
    ? mutate(text, 'set', 'resources', workloadName(workload), '-n', namespace, '-c', step.name, `--limits=memory=${more}`)
    : changeContainer(facts, step.name, text, { resources: { limits: { memory: more } } });
}

/** `200Mi` → `400Mi`; a quantity of an unknown shape stays. */
export function twice(quantity: string): string {
  const [, number = '', unit = ''] = /^(\d{1,15}(?:\.\d{1,6})?)([A-Za-z]{0,2})$/.exec(quantity) ?? [];
  return number === '' ? quantity : `${Number(number) * 2}${unit}`;
}
