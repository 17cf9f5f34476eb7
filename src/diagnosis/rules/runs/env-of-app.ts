import type { Container } from '../../../cluster/kubernetes.ts';
import type { Step } from '../../../init/model.ts';
import { credentialNames, settingsMissingIn } from '../../dependencies/settings.ts';
import { waitsKnown } from '../../dependencies/unreached.ts';
import type { Facts } from '../../facts.ts';
import type { Finding } from '../../finding.ts';
import { readImage } from '../../images/image-reference.ts';
import type { Rule } from '../../rule.ts';
import { failedRun } from '../../runs/failed-run.ts';
import { told } from '../../runs/telling-line.ts';
import { quotable } from '../../signatures/lines.ts';
import { changeContainer, editContainer } from '../../words/change-container.ts';
import { fromLog, fromSpec } from '../../words/evidence.ts';
import { ofAllContainers, showPod } from '../../words/show-pod.ts';
import { clause, listed } from '../../words/words.ts';

type EnvVar = NonNullable<Container['env']>[number];

/** Which server, and as whom: what a program falls back on when nobody says. */
const connects = /(?:HOST|URL|URI|DSN|DATABASE|(?:^|_)DB(?:_|$)|ADDR|ENDPOINT|BROKER|SERVER|BACKEND|DRIVER|STORAGE|CONTACT)/;
const secretish = /PASS|SECRET|TOKEN|KEY|CREDENTIAL/;

/** An app container has a setting in its environment that the init container lacks, and the log complains of just that. */
export const envOfApp: Rule = {
  id: 'env-of-app',
  judge: (facts) => [...namedInLog(facts), ...withoutCredentials(facts), ...fallenBack(facts)].slice(0, 1),
};

/** The log names the variable. */
function namedInLog(facts: Facts): Finding[] {
  const failed = failedRun(facts);
  if (!failed) return [];
  const { step, lines, logRun } = failed;
  const line = lines
    .slice(-30)
    .map(quotable)
    .findLast((one) => lacking(facts, step, one) !== undefined);
  const found = line === undefined ? undefined : lacking(facts, step, line);
  if (line === undefined || !found) return [];
  const { variable, container } = found;
  return [
    {
      ...finding(facts, step, [variable], container),
      cause: `${variable.name} is not set on init container ${step.name}, which needs it ("${clause(line, 110)}"); container ${container.name} has it (${shown(variable)})`,
      evidence: [fromLog(step.name, logRun, line), fromSpec(`env ${variable.name} of ${container.name}`, shown(variable))],
      confidence: 'certain',
    },
  ];
}

function lacking({ pod }: Facts, step: Step, line: string): { variable: EnvVar; container: Container } | undefined {
  const own = new Set((step.spec.env ?? []).map(({ name }) => name));
  const names = settingsMissingIn(line).filter((name) => !own.has(name));
  for (const container of pod.spec?.containers ?? []) {
    const variable = (container.env ?? []).find(({ name }) => names.includes(name));
    if (variable) return { variable, container };
  }
  return undefined;
}

/** Each container has its own environment: the credentials that the app gets are not those of the init container. */
function withoutCredentials(facts: Facts): Finding[] {
  const line = told(facts);
  const names = line && credentialNames(line.match.signature.id);
  if (!line || !names) return [];
  const { step, match, evidence } = line;
  const { env = [], envFrom = [] } = step.spec;
  if (envFrom.length > 0 || env.some(({ name }) => names.test(name))) return [];
  const has = (container: Container) => (container.env ?? []).filter(({ name }) => names.test(name));
  const container = (facts.pod.spec?.containers ?? []).find((one) => has(one).length > 0);
  if (!container) return [];
  const variables = has(container);
  return [
    {
      ...finding(facts, step, variables, container),
      code: match.signature.code,
      category: match.signature.category,
      cause: `init container ${step.name} gets no credentials: container ${container.name} has ${listed(
        variables.map((one) => `${one.name} (${shown(one)})`),
        3,
      )}, the init container has not, and is refused access ("${clause(match.line, 110)}")`,
      evidence: [evidence, fromSpec(`env of ${container.name}, not of ${step.name}`, variables.map(({ name }) => name).join(', '))],
      confidence: 'likely',
    },
  ];
}

/** The same program, without the settings that tell the app which server to use, cannot connect. */
function fallenBack(facts: Facts): Finding[] {
  const line = told(facts);
  if (!line || waitsKnown(facts) || !/^(?:connection-refused|connection-timeout|dns-failed)$/.test(line.match.signature.code)) return [];
  const { step, match, evidence } = line;
  const image = readImage(step.image).name;
  const container = (facts.pod.spec?.containers ?? []).find((one) => one.image && readImage(one.image).name === image);
  const own = new Set((step.spec.env ?? []).map(({ name }) => name));
  const lacks = (container?.env ?? []).filter(({ name }) => !own.has(name) && connects.test(name));
  // A host of its own that the line names is no default.
  const named = match.groups.host;
  const chosen = named !== undefined && (step.spec.env ?? []).some(({ value }) => value?.includes(named));
  if (!container || lacks.length === 0 || chosen) return [];
  return [
    {
      ...finding(facts, step, lacks, container),
      cause: `init container ${step.name} runs the same program as container ${container.name}, but without ${listed(
        lacks.map((one) => `${one.name} (${shown(one)})`),
        3,
      )}, so it uses its default and cannot connect: "${clause(match.line, 110)}"`,
      evidence: [evidence, fromSpec(`env of ${container.name}, not of ${step.name}`, lacks.map(({ name }) => name).join(', '))],
      confidence: 'likely',
    },
  ];
}

function finding(
  facts: Facts,
  step: Step,
  variables: readonly EnvVar[],
  container: Container,
): Omit<Finding, 'cause' | 'evidence' | 'confidence'> {
  const text = `set ${listed(
    variables.map(({ name }) => name),
    3,
  )} on ${step.name} too, as on ${container.name}`;
  return {
    code: 'bad-config',
    category: 'config',
    severity: 'error',
    container: step.name,
    fixes: [
      variables.some(isPrivate) ? editContainer(facts, step.name, text) : changeContainer(facts, step.name, text, { env: variables }),
      showPod(facts, 'compare the environments', ofAllContainers('.env[*].name')),
    ],
    heals: 'no',
    depth: 'root',
    explains: [
      'bad-config',
      'cloud-credentials',
      'connection-refused',
      'connection-timeout',
      'dns-failed',
      'exit-code',
      'running-long',
      'wait-unreadable',
    ],
  };
}

function shown(variable: EnvVar): string {
  const { value, valueFrom } = variable;
  const from = valueFrom?.secretKeyRef ?? valueFrom?.configMapKeyRef;
  if (from) return `from ${valueFrom?.secretKeyRef ? 'Secret' : 'ConfigMap'} ${from.name}`;
  if (value === undefined) return 'from the pod';
  return isPrivate(variable) ? 'a value' : `value ${value.slice(0, 60)}`;
}

/** Passwords written into the spec are not repeated in a report. */
const isPrivate = ({ name, value = '' }: EnvVar): boolean => secretish.test(name) || /:\/\/[^/]{1,200}@/.test(value);
