import { corpus, env, exec, fromSecret, sh } from './corpus.ts';

const fromField = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
const fromMap = (name: string, map: string, key: string) => ({ name, valueFrom: { configMapKeyRef: { name: map, key } } });
const wait = 'until nc -z "$HOST" "$PORT"; do sleep 1; done';

corpus('variables', [
  [sh(wait, { env: env({ HOST: 'db', PORT: '5432' }) }), 'tcp db:5432'],
  [sh('until nc -z $(HOST) $(PORT); do sleep 1; done', { env: env({ HOST: 'db', PORT: '5432' }) }), 'tcp db:5432'],
  [{ ...exec('nc', '-z', '$(HOST)', '$(PORT)'), env: env({ HOST: 'db', PORT: '5432' }) }, 'tcp db:5432 once'],
  [
    { ...exec('nc', '-z', '$(HOST).$(NS)', '80'), env: [...env({ HOST: 'db' }), fromField('NS', 'metadata.namespace')] },
    'tcp db.shop:80 once',
  ],
  [sh('until nc -z $TARGET 1; do sleep 1; done', { env: env({ A: 'db', TARGET: '$(A).data' }) }), 'tcp db.data:1'],
  [
    sh('until nc -z $TARGET 1; do sleep 1; done', { env: env({ TARGET: '$(LATER).data', LATER: 'db' }) }),
    'tcp $(LATER).data:1 (unresolved-variable)',
  ],
  [sh(wait, { env: [fromSecret('HOST', 'db', 'host'), ...env({ PORT: '5432' })] }), 'tcp ${HOST}:5432 <- key host of Secret db'],
  [sh(wait, { env: [fromSecret('PORT', 'db', 'port'), ...env({ HOST: 'db' })] }), 'tcp db'],
  [sh(wait, { env: [fromMap('HOST', 'app', 'db.host'), ...env({ PORT: '1' })], maps: { app: { 'db.host': 'db' } } }), 'tcp db:1'],
  [sh(wait, { env: [fromMap('HOST', 'app', 'db.host'), ...env({ PORT: '1' })] }), 'tcp ${HOST}:1 <- key db.host of ConfigMap app'],
  [sh(wait, { envFrom: [{ configMapRef: { name: 'app' } }], maps: { app: { HOST: 'db', PORT: '5432' } } }), 'tcp db:5432'],
  [
    sh('until nc -z $DB_HOST 1; do sleep 1; done', {
      envFrom: [{ prefix: 'DB_', configMapRef: { name: 'app' } }],
      maps: { app: { HOST: 'db' } },
    }),
    'tcp db:1',
  ],
  [sh('until nc -z $DB_HOST 1; do sleep 1; done', { envFrom: [{ secretRef: { name: 'db' } }] }), 'tcp ${DB_HOST}:1 <- Secret db'],
  [sh('until nc -z $IP 80; do sleep 1; done', { env: [fromField('IP', 'status.podIP')] }), 'tcp ${IP}:80 <- field status.podIP of the pod'],
  [
    sh('until nc -z $N 80; do sleep 1; done', {
      env: [fromField('N', "metadata.labels['peer']")],
      pod: { metadata: { labels: { peer: 'left' } } },
    }),
    'tcp left:80',
  ],
  ['until nc -z $HOST 5432; do sleep 1; done', 'tcp :5432 (unresolved-variable)'],
  [sh('until nc -z "$HOST" 5432; do sleep 1; done', { env: env({ HOST: '' }) }), 'tcp :5432 (unresolved-variable)'],
  ['until nc -z db $PORT; do sleep 1; done', 'tcp db (unresolved-variable)'],
  ['until nslookup $(DB_HOST); do sleep 1; done', 'dns  (unresolved-variable)'],
  [exec('nc', '-z', '$(HOST)', '80'), 'tcp $(HOST):80 once (unresolved-variable)'],
  ['until nc -z ${HOST:-db} ${PORT:=5432}; do sleep 1; done', 'tcp db:5432'],
  ['until nc -z ${HOST-db} 1; do sleep 1; done', 'tcp db:1'],
  [sh('until nc -z ${HOST:-db} 1; do sleep 1; done', { env: env({ HOST: '' }) }), 'tcp db:1'],
  [sh('until nc -z ${URL%%:*} ${URL##*:}; do sleep 1; done', { env: env({ URL: 'db:5432' }) }), 'tcp db:5432'],
  [sh('H=${URL#*://}; H=${H%%/*}; until nc -z ${H%:*} ${H#*:}; do sleep 1; done', { env: env({ URL: 'tcp://db:5432/x' }) }), 'tcp db:5432'],
  [
    sh('H=$(echo $URL | cut -d: -f1); P=$(echo $URL | cut -d: -f2); until nc -z $H $P; do sleep 1; done', { env: env({ URL: 'db:5432' }) }),
    'tcp db:5432',
  ],
  [sh("H=$(echo $URL | awk -F: '{print $1}'); until nc -z $H 1; do sleep 1; done", { env: env({ URL: 'db:5432' }) }), 'tcp db:1'],
  [sh("H=$(echo $URL | sed 's|http://||'); until nc -z $H 1; do sleep 1; done", { env: env({ URL: 'http://db' }) }), 'tcp db:1'],
  [
    sh('for h in $(echo $HOSTS | tr "," " "); do until nc -z $h 1; do sleep 1; done; done', { env: env({ HOSTS: 'a,b' }) }),
    'tcp a:1',
    'tcp b:1',
  ],
  [sh('IFS=,; for h in $HOSTS; do until nc -z $h 1; do sleep 1; done; done', { env: env({ HOSTS: 'a,b' }) }), 'tcp a:1', 'tcp b:1'],
  ['for t in a:1 b:2; do h=${t%%:*}; p=${t##*:}; until nc -z "$h" "$p"; do sleep 1; done; done', 'tcp a:1', 'tcp b:2'],
  ['while IFS=: read -r h p; do until nc -z $h $p; do sleep 1; done; done <<EOF\na:1\nb:2\nEOF', 'tcp a:1', 'tcp b:2'],
  [
    sh('until nc -z $(echo $BROKERS | cut -d, -f1 | tr ":" " "); do sleep 1; done', { env: env({ BROKERS: 'k-0.k:9092,k-1.k:9092' }) }),
    'tcp k-0.k:9092',
  ],
  ['apk add --no-cache curl && until curl -sf http://api/; do sleep 1; done', 'http api:80/'],
  ['IFS=: read h p <<< "db:5432"; until nc -z $h $p; do sleep 1; done', 'tcp db:5432'],
  ['echo "a 1" | while read h p; do until nc -z $h $p; do sleep 1; done; done', 'tcp a:1'],
  ['hosts=(a b); for h in "${hosts[@]}"; do until nc -z "$h" 1; do sleep 1; done; done', 'tcp a:1', 'tcp b:1'],
  [
    'for i in 0 1 2; do HOSTS="$HOSTS k-$i.k"; done; for h in $HOSTS; do until nc -z $h 1; do sleep 1; done; done',
    'tcp :1 (unresolved-variable)',
    'tcp k-0.k:1',
    'tcp k-1.k:1',
    'tcp k-2.k:1',
  ],
  ['export HOST=db; until nc -z $HOST 1; do sleep 1; done', 'tcp db:1'],
  ['if [ "$MODE" = dev ]; then HOST=a; else HOST=b; fi; until nc -z $HOST 1; do sleep 1; done', 'tcp b:1'],
  [sh('case $MODE in dev) H=a;; *) H=b;; esac; until nc -z $H 1; do sleep 1; done', { env: env({ MODE: 'dev' }) }), 'tcp a:1'],
  ['until nc -z $REDIS_SERVICE_HOST $REDIS_SERVICE_PORT; do sleep 1; done', 'tcp redis'],
  ['until nc -z ${MY_DB_SERVICE_HOST} 5432; do sleep 1; done', 'tcp my-db:5432'],
  [
    sh('until nc -z $REDIS_SERVICE_HOST 1; do sleep 1; done', { pod: { spec: { containers: [], enableServiceLinks: false } } }),
    'tcp :1 (unresolved-variable)',
  ],
  [
    'until curl -k https://$KUBERNETES_SERVICE_HOST:$KUBERNETES_SERVICE_PORT/healthz; do sleep 1; done',
    'https kubernetes.default.svc:443/healthz',
  ],
  ['until nc -z ${HOSTNAME%-*}-1.peers 1; do sleep 1; done', 'tcp web-1.peers:1'],
]);
