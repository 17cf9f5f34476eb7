/** What the failures are made of. */
export const image = process.env.INITDOCTOR_E2E_IMAGE ?? 'busybox:1.36';
/** The same repository, a tag that is not there. */
export const missingImage = `${image.replace(/:[^:/]*$/, '')}:no-such-tag`;

export const shell = (name: string, script: string, more: object = {}): object => ({
  name,
  image,
  command: ['sh', '-c', script],
  ...more,
});

const app = (more: object = {}): object => shell('app', 'trap exit TERM; sleep 86400 & wait', more);

/** A pod of init containers and an app that runs, unless `spec` says otherwise. */
export const pod = (name: string, initContainers: readonly object[], spec: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels: { app: name } },
  spec: podSpec(initContainers, spec),
});

export const deployment = (name: string, initContainers: readonly object[], spec: object = {}): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: podSpec(initContainers, spec) },
  },
});

export const service = (name: string, port: number, selector: object = { app: name }): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector, ports: [{ port }] },
});

export const secret = (name: string, stringData: object): object => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData });

export const quota = (name: string, hard: object): object => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name },
  spec: { hard },
});

/** Deployments that wait for one another in this order; the image of the last one's app does not exist. */
export function chain(...names: readonly string[]): object[] {
  return names.flatMap((name, index) => {
    const next = names[index + 1];
    const waiting = shell(`wait-${next}`, `until wget -q -T 2 -O /dev/null http://${next}:8080/; do echo "no ${next} yet"; sleep 3; done`);
    return [service(name, 8080), next ? deployment(name, [waiting]) : deployment(name, [], { containers: [app({ image: missingImage })] })];
  });
}

const podSpec = (initContainers: readonly object[], spec: object): object => ({
  terminationGracePeriodSeconds: 0,
  initContainers,
  containers: [app()],
  ...spec,
});

const rbac = 'rbac.authorization.k8s.io';

/** A ServiceAccount with these rights and no others. */
export const reader = (namespace: string, name: string, verbs: readonly string[], resources: readonly string[]): object[] => [
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } },
  { apiVersion: `${rbac}/v1`, kind: 'Role', metadata: { name }, rules: [{ apiGroups: [''], resources, verbs }] },
  {
    apiVersion: `${rbac}/v1`,
    kind: 'RoleBinding',
    metadata: { name },
    roleRef: { apiGroup: rbac, kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  },
];
