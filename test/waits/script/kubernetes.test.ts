import { corpus, exec } from './corpus.ts';

corpus('kubectl', [
  [exec('kubectl', 'wait', '--for=condition=complete', 'job/migrations', '--timeout=60s'), 'Job migrations: complete within 60s'],
  [
    exec('kubectl', 'wait', '--for=condition=Complete', '--timeout', '10m', '-n', 'data', 'job', 'seed'),
    'Job seed in data: complete within 600s',
  ],
  [exec('kubectl', 'wait', 'pod', '-l', 'app=db', '--for', 'condition=Ready'), 'Pod -l app=db: ready within 30s'],
  [
    exec('kubectl', 'wait', '--for=condition=ready', 'pod', '--selector=app.kubernetes.io/name=db,tier=data', '--timeout=-1s'),
    'Pod -l app.kubernetes.io/name=db,tier=data: ready within 604800s',
  ],
  [
    exec('kubectl', 'wait', '--for=condition=Available=true', 'deploy/api', 'deployment/web'),
    'Deployment api: available within 30s',
    'Deployment web: available within 30s',
  ],
  [exec('kubectl', 'wait', '--for=delete', 'pod/old', '--timeout=30s'), 'Pod old: delete within 30s'],
  [exec('kubectl', 'wait', '--for=jsonpath={.status.phase}=Running', 'pod/db-0'), 'Pod db-0: running within 30s'],
  [exec('kubectl', 'wait', "--for=jsonpath='{.status.readyReplicas}'=3", 'sts/db', '--timeout=5m'), 'StatefulSet db: ready within 300s'],
  [exec('kubectl', 'wait', '--for=create', 'secret/tls', '--timeout=2m'), 'Secret tls: exists within 120s'],
  [
    exec('kubectl', '--namespace=data', 'rollout', 'status', 'statefulset/db', '--timeout=5m'),
    'StatefulSet db in data: rolled out within 300s',
  ],
  [exec('kubectl', 'rollout', 'status', 'deploy', 'api'), 'Deployment api: rolled out'],
  ['until kubectl get secret tls -n shop; do sleep 2; done', 'Secret tls in shop: exists'],
  ['until kubectl get crd certificates.cert-manager.io; do sleep 2; done', 'CustomResourceDefinition certificates.cert-manager.io: exists'],
  ['until kubectl get svc/db >/dev/null 2>&1; do sleep 2; done', 'Service db: exists'],
  ['until kubectl get pods -l app=db | grep Running; do sleep 2; done', 'Pod -l app=db: running'],
  ['until kubectl get pod db-0 --no-headers | grep -q "1/1"; do sleep 2; done', 'Pod db-0: ready'],
  ['while [ "$(kubectl get pod db-0 -o jsonpath=\'{.status.phase}\')" != "Running" ]; do sleep 2; done', 'Pod db-0: running'],
  ['until [ "$(kubectl get job seed -o jsonpath=\'{.status.succeeded}\')" = "1" ]; do sleep 2; done', 'Job seed: complete'],
  [
    'until [[ $(kubectl get job seed -o \'jsonpath={..status.conditions[?(@.type=="Complete")].status}\') == True ]]; do sleep 2; done',
    'Job seed: complete',
  ],
  [
    'while [[ $(kubectl get pods db-0 -o \'jsonpath={..status.conditions[?(@.type=="Ready")].status}\') != "True" ]]; do sleep 1; done',
    'Pod db-0: ready',
  ],
  ['while kubectl get pod old-0 >/dev/null 2>&1; do sleep 2; done', 'Pod old-0: delete'],
  [
    'STATUS=""; while [ "$STATUS" != "Succeeded" ]; do STATUS=$(kubectl get pod seed -o jsonpath="{.status.phase}"); sleep 2; done',
    'Pod seed: complete',
  ],
  ['kubectl get configmap app -n shop -o yaml > /out/app.yaml', 'ConfigMap app in shop: exists once'],
  ['until kubectl get endpoints db -o jsonpath="{.subsets[*].addresses[*].ip}" | grep -q .; do sleep 1; done', 'Endpoints db: exists'],
  [
    'for d in api web; do kubectl rollout status deploy/$d --timeout=60s; done',
    'Deployment api: rolled out within 60s',
    'Deployment web: rolled out within 60s',
  ],
  ['until oc get route web; do sleep 1; done', 'route web: exists'],
  ['oc wait --for=condition=ready pod -l app=db --timeout=1m', 'Pod -l app=db: ready within 60s'],
  [{ image: 'bitnami/kubectl:1.31', args: ['wait', '--for=condition=complete', 'job/migrate'] }, 'Job migrate: complete within 30s'],
  [{ image: 'ghcr.io/groundnuty/k8s-wait-for:v2.0', args: ['job', 'migrate'] }, 'Job migrate: complete'],
  [{ image: 'groundnuty/k8s-wait-for:v1.6', args: ['pod', '-lapp=db', '-n', 'data'] }, 'Pod -l app=db in data: ready'],
  [{ image: 'groundnuty/k8s-wait-for:no-root-v1.7', args: ['job-wr', 'migrate-{{ rev }}'] }, 'Job migrate-{{ rev }}: complete'],
  [{ image: 'groundnuty/k8s-wait-for:v1.6', args: ['service', 'db'] }, 'Service db: ready'],
  [{ image: 'groundnuty/k8s-wait-for:v1.6', command: ['wait_for.sh', 'pod-we', '-l', 'app=db'] }, 'Pod -l app=db: ready'],
  ['wait_for.sh job migrate && wait_for.sh pod -lapp=db', 'Job migrate: complete', 'Pod -l app=db: ready'],
]);
