import { corpus, exec, sh } from './corpus.ts';

const script = 'until nc -z db 5432; do sleep 1; done';
const mounted = {
  volumeMounts: [{ name: 'scripts', mountPath: '/scripts' }],
  pod: { spec: { containers: [], volumes: [{ name: 'scripts', configMap: { name: 'wait-scripts' } }] } },
};

corpus('shells and wrappers', [
  [exec('/bin/sh', '-ec', script), 'tcp db:5432'],
  [exec('bash', '-lc', script), 'tcp db:5432'],
  [exec('bash', '-euo', 'pipefail', '-c', script), 'tcp db:5432'],
  [exec('/bin/bash', '-c', '--', script), 'tcp db:5432'],
  [exec('ash', '-x', '-c', script), 'tcp db:5432'],
  [{ command: ['sh', '-c'], args: [script] }, 'tcp db:5432'],
  [{ command: ['sh'], args: ['-c', script] }, 'tcp db:5432'],
  [{ image: 'busybox', args: ['sh', '-c', script] }, 'tcp db:5432'],
  [{ image: 'postgres:16', args: ['pg_isready', '-h', 'db'] }, 'postgres db:5432 once'],
  [exec('env', 'A=b', 'sh', '-c', script), 'tcp db:5432'],
  [exec('/usr/bin/env', 'HOST=db', 'bash', '-c', 'until nc -z $HOST 1; do sleep 1; done'), 'tcp db:1'],
  [exec('timeout', '60', 'sh', '-c', script), 'tcp db:5432 within 60s'],
  [exec('busybox', 'sh', '-c', script), 'tcp db:5432'],
  [exec('tini', '--', 'sh', '-c', script), 'tcp db:5432'],
  [exec('/usr/bin/dumb-init', '--', '/bin/sh', '-c', script), 'tcp db:5432'],
  [exec('gosu', 'app', 'sh', '-c', script), 'tcp db:5432'],
  [exec('su', '-s', '/bin/sh', 'app', '-c', script), 'tcp db:5432'],
  [exec('su-exec', '1000:1000', 'sh', '-c', script), 'tcp db:5432'],
  [exec('/vault/vault-env', 'sh', '-c', script), 'tcp db:5432'],
  [exec('sh', '-c', 'sh -c \'bash -c "until nc -z db 5432; do sleep 1; done"\''), 'tcp db:5432'],
  [exec('sh', '-c', 'until nc -z "$1" "$2"; do sleep 1; done', '--', 'db', '5432'), 'tcp db:5432'],
  [exec('sh', '-c', 'until nc -z "$0" 5432; do sleep 1; done', 'db'), 'tcp db:5432'],
  [`sh <<'EOF'\n${script}\nEOF`, 'tcp db:5432'],
  [`cat <<EOF | sh\n${script}\nEOF`, 'tcp db:5432'],
  [`cat > /tmp/wait.sh <<'EOF'\n${script}\nEOF\nchmod +x /tmp/wait.sh; /tmp/wait.sh`, 'tcp db:5432'],
  [`eval "${script}"`, 'tcp db:5432'],
  ['echo start; exec sh -c "until nc -z db 5432; do sleep 1; done"', 'tcp db:5432'],
  ['set -eu; trap "exit 1" TERM; until nc -z db 5432; do sleep 1 & wait $!; done', 'tcp db:5432'],
  ['wait_for() { until nc -z "$1" "$2"; do sleep 1; done; }; wait_for db 5432; wait_for cache 6379', 'tcp db:5432', 'tcp cache:6379'],
  [
    'function wait_for { local host=$1 port=${2:-80}; while ! nc -z $host $port; do sleep 1; done; }\nwait_for a\nwait_for b 81',
    'tcp a:80',
    'tcp b:81',
  ],
  ['w() { until nc -z $1 1; do sleep 1; done; }; w a & w b & wait', 'tcp a:1', 'tcp b:1'],
  [
    'retry() { n=$1; shift; i=0; until "$@"; do i=$((i+1)); [ $i -ge $n ] && return 1; sleep 2; done; }; retry 5 nc -z db 5432',
    'tcp db:5432 5 times within 8s',
  ],
  ['check() { nc -z db 5432 >/dev/null 2>&1; return $?; }; until check; do sleep 1; done', 'tcp db:5432'],
  ['main() { for h in "$@"; do until nc -z "$h" 1; do sleep 1; done; done; }; main a b', 'tcp a:1', 'tcp b:1'],
  ['CMD="nc -z db 5432"; until $CMD; do sleep 1; done', 'tcp db:5432'],
  ['until nc -z db 5432; do sleep 1; done # until nc -z commented 1; do :; done', 'tcp db:5432'],
  ['(until nc -z a 1; do sleep 1; done) && (until nc -z b 1; do sleep 1; done)', 'tcp a:1', 'tcp b:1'],
  ['if [ ! -f /data/seeded ]; then until nc -z db 5432; do sleep 1; done; fi', 'tcp db:5432'],
  ['[ "$SKIP" = true ] && exit 0; until nc -z db 5432; do sleep 1; done', 'tcp db:5432'],
  [
    {
      ...mounted,
      command: ['sh', '/scripts/wait.sh', 'db'],
      maps: { 'wait-scripts': { 'wait.sh': '#!/bin/sh\nuntil nc -z "$1" 5432; do sleep 1; done' } },
    },
    'tcp db:5432',
  ],
  [{ ...mounted, command: ['/scripts/wait.sh'], maps: { 'wait-scripts': { 'wait.sh': `#!/bin/bash\n${script}` } } }, 'tcp db:5432'],
  [
    {
      ...mounted,
      ...sh('. /scripts/lib.sh; wait_tcp db 1'),
      maps: { 'wait-scripts': { 'lib.sh': 'wait_tcp() { until nc -z $1 $2; do sleep 1; done; }' } },
    },
    'tcp db:1',
  ],
  [
    {
      ...mounted,
      command: ['python3', '/scripts/wait.py'],
      maps: { 'wait-scripts': { 'wait.py': 'import socket\nsocket.create_connection(("db", 5432))' } },
    },
    'tcp db:5432 once',
  ],
  [{ ...mounted, command: ['sh', '/scripts/wait.sh'] }],
]);
