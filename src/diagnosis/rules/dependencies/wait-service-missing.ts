import { missingPeer } from '../../dependencies/own-peers.ts';
import { scriptEvidence, surenessOf, type Waiting, waitsFor, waitsIn } from '../../dependencies/waiting.ts';
import type { Facts } from '../../facts.ts';
import type { Finding, Fix } from '../../finding.ts';
import type { Rule } from '../../rule.ts';
import { editSpec } from '../../words/change-spec.ts';
import { advise, inspect } from '../../words/commands.ts';

type State = 'service-missing' | 'namespace-missing' | 'bad-domain' | 'pod-missing';

/** The name that is waited for leads nowhere: no such Service, namespace, cluster domain, or pod behind a headless Service. */
export const waitServiceMissing: Rule = {
  id: 'wait-service-missing',
  needs: (facts) =>
    facts.workload.kind === 'StatefulSet' && waitsIn(facts, 'pod-missing').length > 0
      ? [{ kind: 'StatefulSet', name: facts.workload.name }]
      : [],
  judge: (facts) =>
    waitsIn<State>(facts, 'service-missing', 'namespace-missing', 'bad-domain', 'pod-missing').map((waiting): Finding => {
      const { cause, category, fix } = words(facts, waiting);
      return {
        code: 'wait-service-missing',
        category,
        severity: 'error',
        container: waiting.step.name,
        cause,
        fixes: [fix, ...lookUps(facts, waiting)],
        evidence: [scriptEvidence(waiting), { from: 'object', ref: `Service ${waiting.wait.subject.name}`, text: 'not found' }],
        heals: 'no',
        ...surenessOf(facts, waiting),

        explains: ['dns-failed', 'connection-refused', 'connection-timeout', 'timeout-exit'],
      };
    }),
};

interface Words {
  readonly cause: string;
  readonly category: Finding['category'];
  readonly fix: Fix;
}

function words(facts: Facts, waiting: Waiting<State>): Words {
  const { outcome, subject, wait } = waiting.wait;
  const start = waitsFor(waiting, facts.namespace);
  const host = wait.target.kind === 'host' ? wait.target.host : subject.name;
  switch (outcome.state) {
    case 'service-missing':
      return missing(facts, waiting, start, outcome);
    case 'namespace-missing':
      return {
        category: 'dep-service-missing',
        cause: `${start}, but namespace ${outcome.namespace} does not exist${meant(outcome.nearMisses ?? [], 'there is namespace')}${meant(outcome.otherNamespaces ?? [], `there is a Service ${subject.name} in namespace`)}`,
        fix: editSpec(
          facts,
          `let ${waiting.step.name} ask for the Service in the namespace where it is${outcome.otherNamespaces?.[0] ? ` (${subject.name}.${outcome.otherNamespaces[0]})` : ''}, not ${outcome.namespace}`,
        ),
      };
    case 'bad-domain':
      return {
        category: 'dns',
        cause: `${waiting.step.name} waits for ${host}, which cannot resolve: ${outcome.suffix} is not the domain of a cluster; ${outcome.suggestion} would be the name`,
        fix: editSpec(facts, `correct the cluster domain: let ${waiting.step.name} ask for ${outcome.suggestion} instead of ${host}`),
      };
    case 'pod-missing': {
      const peer = missingPeer(facts, host);
      if (peer !== undefined)
        return {
          category: 'dep-service-missing',
          cause: `${waiting.step.name} waits for host ${host}, a pod that does not exist yet: ${peer}`,
          fix: editSpec(
            facts,
            `do not wait for later pods in init (let the app look for its peers), or create StatefulSet ${facts.workload.name} anew with podManagementPolicy: Parallel and publishNotReadyAddresses: true on Service ${outcome.service}`,
          ),
        };
      const known = outcome.pods.length > 0 ? `; it knows ${outcome.pods.slice(0, 5).join(', ')}` : '';
      const apart =
        outcome.subdomain === undefined ? '' : `; the pod exists, but its spec.subdomain is ${JSON.stringify(outcome.subdomain)}`;
      return {
        category: 'dep-service-missing',
        cause: `${waiting.step.name} waits for host ${host}, but Service ${outcome.service} has no pod of that host name${known}${apart}`,
        fix: editSpec(
          facts,
          `let ${waiting.step.name} ask for a pod that Service ${outcome.service} has, or make the pod's hostname and subdomain fit`,
        ),
      };
    }
  }
}

function missing(
  facts: Facts,
  { step, wait }: Waiting<State>,
  start: string,
  { nearMisses, otherNamespaces }: { readonly nearMisses: readonly string[]; readonly otherNamespaces: readonly string[] },
): Words {
  const { name, namespace = facts.namespace } = wait.subject;
  const [near] = nearMisses;
  const [elsewhere] = otherNamespaces;
  const hint = elsewhere
    ? `; there is a Service ${name} in namespace ${otherNamespaces.slice(0, 3).join(', ')}`
    : meant(nearMisses, 'a Service of a similar name is');
  const cause = `${start}, but that Service does not exist${hint}`;
  const category = 'dep-service-missing';
  if (elsewhere)
    return {
      cause,
      category,
      fix: editSpec(facts, `let ${step.name} ask for ${name}.${elsewhere}, the Service in namespace ${elsewhere}`),
    };
  if (near)
    return { cause, category, fix: editSpec(facts, `let ${step.name} ask for ${near} instead of ${name}, or create Service ${name}`) };
  return {
    cause,
    category,
    fix: advise(
      `create Service ${name} in namespace ${namespace}, or correct the name that ${step.name} asks for${stores.test(name) && ofHelm(facts) ? ' (a chart whose own database is switched off makes no such Service: give it the host of the one outside)' : ''}`,
    ),
  };
}

const ofHelm = ({ pod }: Facts): boolean =>
  ['helm.sh/chart', 'chart'].some((label) => pod.metadata?.labels?.[label] !== undefined) ||
  ['app.kubernetes.io/managed-by', 'heritage'].some((label) => pod.metadata?.labels?.[label] === 'Helm');

const stores = /postgres|mysql|mariadb|redis|valkey|mongo|rabbitmq|kafka|elasticsearch|opensearch|minio|clickhouse|database|-db$/;

const meant = (names: readonly string[], words: string): string => (names.length > 0 ? `; ${words} ${names.slice(0, 3).join(', ')}` : '');

function lookUps(facts: Facts, { wait }: Waiting<State>): Fix[] {
  const { namespace = facts.namespace } = wait.subject;
  if (wait.outcome.state === 'namespace-missing') return [inspect('list the namespaces', 'get', 'namespaces')];
  if (wait.outcome.state === 'pod-missing')
    return [
      inspect(
        'see the endpoints of the Service',
        'get',
        'endpointslices',
        '-n',
        namespace,
        '-l',
        `kubernetes.io/service-name=${wait.outcome.service}`,
      ),
    ];
  return [inspect(`list the Services of namespace ${namespace}`, 'get', 'services', '-n', namespace)];
}
