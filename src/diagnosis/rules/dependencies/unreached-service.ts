import { nearMisses } from '../../../cluster/near-miss.ts';
import { type Target, targetNeeds, targetOf, type Unreached, unreached, waitsKnown } from '../../dependencies/unreached.ts';
import type { Facts } from '../../facts.ts';
import type { Finding } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { roleOf } from '../../runs/failed-run.ts';
import { editContainer } from '../../words/change-container.ts';
import { inspect, showEndpoints } from '../../words/commands.ts';
import { fromObject } from '../../words/evidence.ts';
import { clause, listed } from '../../words/words.ts';

/** The log names a host that cannot be reached; the Service of that name tells why. For programs whose waits no script shows. */
export const unreachedService: Rule = {
  id: 'unreached-service',
  needs(facts) {
    const found = unreached(facts);
    return found ? targetNeeds(facts, found) : [];
  },
  judge(facts) {
    const found = unreached(facts);
    if (!found || waitsKnown(facts)) return [];
    const target = targetOf(facts, found);
    if (target.state === 'missing' && found.how === 'dns') return [missing(facts, found, target)];
    return target.state === 'there' ? notServing(facts, found, target) : [];
  },
};

type Missing = Extract<Target, { state: 'missing' }>;
type There = Extract<Target, { state: 'there' }>;

function missing(facts: Facts, { told, host }: Unreached, { namespace, name, others }: Missing): Finding {
  const near = nearMisses(name, others);
  const meant = near.length > 0 ? `; there is ${listed(near.map((one) => `Service ${one}`))}` : '';
  return {
    ...base(told.step.name),
    code: 'wait-service-missing',
    category: 'dep-service-missing',
    cause: `${roleOf(told.step)} ${told.step.name} cannot resolve ${host}${givenBy(facts)}: namespace ${namespace} has no Service ${name} (it does not exist)${meant}`,
    fixes: [
      editContainer(
        facts,
        told.step.name,
        near[0]
          ? `use the existing Service ${near[0]} as host in ${told.step.name}`
          : `create Service ${name} in namespace ${namespace}, or correct the host (for another namespace: ${name}.NAMESPACE.svc.cluster.local)`,
      ),
      inspect('see which Services there are', 'get', 'services', '-n', namespace),
    ],
    evidence: [told.evidence, fromObject(`Services of namespace ${namespace}`, listed(others, 10) || 'none')],
    confidence: 'certain',
    heals: 'maybe',
  };
}

function notServing(facts: Facts, { told, host, port, how }: Unreached, { namespace, name, service, ready }: There): Finding[] {
  const ports = (service.spec?.ports ?? []).map((one) => one.port);
  const who = `${roleOf(told.step)} ${told.step.name} cannot reach ${host}${port === undefined ? '' : `:${port}`}`;
  const ref = `Service ${namespace}/${name}`;
  if (service.spec?.type === 'ExternalName') return [];
  // A name without ready endpoints does not resolve where the Service is headless; any other resolves as long as it is there.
  if (how === 'dns' && service.spec?.clusterIP !== 'None') return [];
  if (port !== undefined && ports.length > 0 && !ports.includes(port) && service.spec?.clusterIP !== 'None') {
    const wrong = `it has port ${listed(ports.map(String))}, not ${port}`;
    return [
      {
        ...base(told.step.name),
        code: 'wait-wrong-port',
        category: 'dep-wrong-port',
        cause: `${who}: Service ${name} in namespace ${namespace} has no such port; ${wrong}`,
        fixes: [
          editContainer(
            facts,
            told.step.name,
            `connect to port ${ports[0]} of Service ${name} in ${told.step.name}, or add port ${port} to the Service`,
          ),
          inspect('see the ports of the Service', 'get', 'service', name, '-n', namespace),
        ],
        evidence: [told.evidence, fromObject(ref, wrong)],
        confidence: 'certain',
        heals: 'no',
      },
    ];
  }
  if (ready !== 0) return [];
  const selector = Object.entries(service.spec?.selector ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  return [
    {
      ...base(told.step.name),
      code: 'wait-no-endpoints',
      category: 'dep-no-endpoints',
      cause: `${who}: Service ${name} in namespace ${namespace} has no ready endpoint, so nothing accepts the connection ("${clause(told.match.line, 100)}")`,
      fixes: [
        inspect(
          `see why the pods behind Service ${name}${selector ? ` (${selector})` : ''} are not ready, or missing`,
          'get',
          'pods',
          '-n',
          namespace,
          ...(selector ? ['-l', selector] : []),
        ),
        showEndpoints('see the endpoints of the Service', name, namespace),
      ],
      evidence: [told.evidence, fromObject(ref, `selector ${selector || 'none'}, 0 ready endpoints`)],
      confidence: 'certain',
      heals: 'maybe',
    },
  ];
}

/** Where the host stands, when the script does not show it: that is what has to be corrected. */
function givenBy({ waits }: Facts): string {
  const targets = waits.map(({ wait }) => wait.target);
  const source = targets.flatMap((target) => (target.kind === 'host' && target.unknown ? [target.unknown.text] : []))[0];
  return source === undefined ? '' : ` (from ${source})`;
}

const base = (container: string): Pick<Finding, 'severity' | 'container' | 'depth' | 'explains'> => ({
  severity: 'error',
  container,
  depth: 'root',
  explains: ['connection-refused', 'connection-timeout', 'dns-failed', 'exit-code', 'timeout-exit'],
});
