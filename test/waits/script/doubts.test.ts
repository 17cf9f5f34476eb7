import { corpus, env, exec, sh } from './corpus.ts';

const sidecar = {
  spec: { containers: [], initContainers: [{ name: 'proxy', image: 'proxy', restartPolicy: 'Always' }, { name: 'wait' }] },
};

corpus('doubts', [
  ['until nc -z db 5432 | tee /tmp/log; do sleep 1; done', 'tcp db:5432 once (swallowed-exit)'],
  ['until nc -z db 5432 || true; do sleep 1; done', 'tcp db:5432 once (swallowed-exit)'],
  ['until nc -z db 5432; true; do sleep 1; done', 'tcp db:5432 once (swallowed-exit)'],
  ['until nc -z db 5432; echo $?; do sleep 1; done', 'tcp db:5432 once (swallowed-exit)'],
  ['while ! nc -z db 5432 | cat; do sleep 1; done', 'tcp db:5432 once (swallowed-exit)'],
  ['until nc -z db 5432 & do sleep 1; done', 'tcp db:5432 once (swallowed-exit)'],
  ['set -o pipefail; until nc -z db 5432 | tee /tmp/log; do sleep 1; done', 'tcp db:5432'],
  ['while true; do nc -z db 5432; sleep 1; done', 'tcp db:5432 (swallowed-exit)'],
  ['until nslookup db | grep -v NXDOMAIN; do sleep 1; done', 'dns db (swallowed-exit)'],
  ['until nslookup db | grep -q "Address: 10"; do sleep 1; done', 'dns db (grep-filter)'],
  ['until curl -s http://api/ | egrep "UP|OK"; do sleep 1; done', 'http api:80/ (grep-filter)'],
  ['until nc -z localhost 5432; do sleep 1; done', 'tcp localhost:5432 (localhost)'],
  ['until curl -sf http://127.0.0.1:8080/; do sleep 1; done', 'http 127.0.0.1:8080/ (localhost)'],
  ['./server & until nc -z localhost 80; do sleep 1; done', 'tcp localhost:80'],
  [sh('until nc -z localhost 5432; do sleep 1; done', { pod: sidecar }), 'tcp localhost:5432'],
  [sh('until nc -z localhost 5432; do sleep 1; done', { pod: { spec: { containers: [], hostNetwork: true } } }), 'tcp localhost:5432'],
  ['until wget -q https://api:80; do sleep 1; done', 'https api:80 (wrong-scheme)'],
  [exec('wait4x', 'http', 'http://api:443/'), 'http api:443/ within 10s (wrong-scheme)'],
  [sh('until wget -q $URL/health; do sleep 1; done', { env: env({ URL: '' }) })],
  ['until nc -z $HOST $PORT; do sleep 1; done', 'tcp  (unresolved-variable)'],
]);
