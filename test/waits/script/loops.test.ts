import { corpus, env, sh } from './corpus.ts';

corpus('limits', [
  ['for i in $(seq 1 30); do nc -z db 5432 && exit 0; sleep 2; done; exit 1', 'tcp db:5432 30 times within 60s'],
  ['for i in {1..10}; do nc -z db 5432 && break; sleep 1; done', 'tcp db:5432 10 times within 10s'],
  ['for i in 1 2 3 4 5; do if nc -z db 5432; then exit 0; fi; sleep 5; done; exit 1', 'tcp db:5432 5 times within 25s'],
  ['for ((i=0; i<12; i++)); do nc -z db 5432 && break; sleep 5; done', 'tcp db:5432 12 times within 60s'],
  ['for i in $(seq 1 7200); do nc -z db 5432 && exit 0; sleep 1; done; exit 1', 'tcp db:5432 7200 times within 7200s'],
  ['n=0; while [ $n -lt 60 ]; do nc -z db 5432 && exit 0; n=$((n+1)); sleep 1; done; exit 1', 'tcp db:5432 60 times within 60s'],
  ['n=0; until nc -z db 5432; do n=`expr $n + 1`; if [ $n -ge 5 ]; then exit 1; fi; sleep 2; done', 'tcp db:5432 5 times within 8s'],
  ['n=0; until nc -z db 5432 || [ $n -ge 5 ]; do n=$((n+1)); sleep 2; done', 'tcp db:5432 6 times within 10s'],
  ['n=0; until nc -z db 5432 || (( n++ >= 5 )); do sleep 2; done', 'tcp db:5432 6 times within 10s'],
  ['let n=0; until nc -z db 5432; do let n++; [[ $n -gt 3 ]] && exit 1; sleep 10; done', 'tcp db:5432 4 times within 30s'],
  [
    'retries=5; until nc -z db 5432; do retries=$((retries-1)); [ "$retries" -eq 0 ] && exit 1; sleep 2; done',
    'tcp db:5432 5 times within 8s',
  ],
  [
    'timeout=60; while ! nc -z db 5432; do timeout=$(($timeout-5)); if [ $timeout -le 0 ]; then exit 1; fi; sleep 5; done',
    'tcp db:5432 12 times within 55s',
  ],
  ['i=0; until nc -z db 5432; do i=$((i+1)); echo "attempt $i"; sleep 1; done', 'tcp db:5432'],
  [
    'end=$((SECONDS+120)); while [ $SECONDS -lt $end ]; do nc -z db 5432 && exit 0; sleep 5; done; exit 1',
    'tcp db:5432 24 times within 120s',
  ],
  [
    'start=$(date +%s); until nc -z db 5432; do now=$(date +%s); if [ $((now-start)) -gt 300 ]; then exit 1; fi; sleep 10; done',
    'tcp db:5432 32 times within 310s',
  ],
  ['timeout 300 sh -c "until nc -z db 5432; do sleep 1; done"', 'tcp db:5432 within 300s'],
  ['timeout 5m bash -c "while ! nc -z db 5432; do sleep 1; done" || exit 1', 'tcp db:5432 within 300s'],
  ['timeout -t 60 sh -c "until nc -z db 5432; do sleep 1; done"', 'tcp db:5432 within 60s'],
  ['timeout -k 5 60 sh -c "until nc -z db 5432; do sleep 1; done"', 'tcp db:5432 within 60s'],
  ['until timeout 3 nc -z db 5432; do sleep 1; done', 'tcp db:5432'],
  [
    sh('for i in $(seq $TRIES); do nc -z db 5432 && exit 0; sleep $PAUSE; done', { env: env({ TRIES: '4', PAUSE: '15' }) }),
    'tcp db:5432 4 times within 60s',
  ],
  ['until nc -z db 5432; do sleep $((RANDOM % 5)); done', 'tcp db:5432'],
  ['set -e\nfor i in 1 2 3; do nc -z db 5432; done', 'tcp db:5432 once'],
  ['for h in a b c; do nc -z $h 80 || exit 1; done', 'tcp a:80 once', 'tcp b:80 once', 'tcp c:80 once'],
  ['for h in a b c; do until nc -z $h 80; do sleep 1; done; done', 'tcp a:80', 'tcp b:80', 'tcp c:80'],
  ['for p in 80 443; do until nc -z web $p; do sleep 1; done; done', 'tcp web:80', 'tcp web:443'],
  [
    'for i in 1 2 3; do for h in a b; do nc -z $h 80 && break 2; done; sleep 5; done',
    'tcp a:80 3 times within 15s',
    'tcp b:80 3 times within 15s',
  ],
  ['w() { nc -z db 5432 || { sleep 1; w; }; }; w', 'tcp db:5432'],
  ['while true; do curl -s http://api/tick; sleep 60; done', 'http api:80/tick (swallowed-exit)'],
]);
