import { kinds } from '../../src/cluster/kinds.ts';
import { kubectl } from '../e2e/cluster.ts';

const api = 'rbac.authorization.k8s.io';
export const home = 'sight-rights';

/** One thing that somebody may do. */
export interface Right {
  readonly group: string;
  readonly resource: string;
  readonly verb: 'get' | 'list';
}

const verbs = ['get', 'list'] as const;
const ofKinds = Object.values(kinds).flatMap(({ group, plural }) =>
  verbs.map((verb): Right => ({ group: group === 'core' ? '' : group, resource: plural, verb })),
);

/** All that the program ever asks for. */
export const rights: readonly Right[] = [...ofKinds, { group: '', resource: 'pods/log', verb: 'get' }];

export const nameOf = ({ verb, resource, group }: Right): string => `${verb} ${resource}${group === '' ? '' : `.${group}`}`;

/** Somebody who has these rights everywhere, and no others. */
export interface Reader {
  readonly account: string;
  readonly rights: readonly Right[];
}

/** Makes ServiceAccounts with ClusterRoles of their own. */
export async function makeReaders(readers: readonly Reader[]): Promise<void> {
  const items = readers.flatMap(({ account, rights: given }) => {
    const name = `sight-${account}`;
    const rules = given.map(({ group, resource, verb }) => ({ apiGroups: [group], resources: [resource], verbs: [verb] }));
    return [
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: account, namespace: home } },
      { apiVersion: `${api}/v1`, kind: 'ClusterRole', metadata: { name, labels: { 'made-by': home } }, rules },
      {
        apiVersion: `${api}/v1`,
        kind: 'ClusterRoleBinding',
        metadata: { name, labels: { 'made-by': home } },
        roleRef: { apiGroup: api, kind: 'ClusterRole', name },
        subjects: [{ kind: 'ServiceAccount', name: account, namespace: home }],
      },
    ];
  });
  await kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
}

export const unmakeReaders = (): Promise<string> =>
  kubectl(['delete', 'clusterroles,clusterrolebindings', '-l', `made-by=${home}`, '--wait=false']);

export const userOf = (account: string): string => `system:serviceaccount:${home}:${account}`;
