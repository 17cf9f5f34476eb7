import { corpus, exec, sh } from './corpus.ts';

corpus('http', [
  ['until wget -q -T 2 -O /dev/null http://api:8080/healthz; do echo "api is not up"; sleep 3; done', 'http api:8080/healthz'],
  ['until wget -qO- http://api; do sleep 3; done', 'http api:80'],
  ['until wget --spider --timeout=2 http://api:8080/; do sleep 3; done', 'http api:8080/'],
  ['until wget --no-check-certificate -q --spider https://search:9200; do sleep 3; done', 'https search:9200'],
  ['until wget -q api:8080/ready -O -; do sleep 3; done', 'http api:8080/ready'],
  ['until curl -sf http://api:8080/health; do sleep 3; done', 'http api:8080/health'],
  ['until curl -fs -m 3 http://gateway:8080/health; do sleep 3; done', 'http gateway:8080/health'],
  [
    'until curl --silent --fail --output /dev/null https://vault.infra.svc:8200/v1/sys/health?standbyok=true; do sleep 3; done',
    'https vault.infra.svc:8200/v1/sys/health?standbyok=true',
  ],
  [
    'until curl -k -X GET -H "Accept: application/json" -u admin:hunter2 https://search:9200/_cluster/health; do sleep 3; done',
    'https search:9200/_cluster/health',
  ],
  ['until curl -v --telnet-option BOGUS=1 --connect-timeout 2 telnet://db:5432; do sleep 2; done', 'tcp db:5432'],
  ['until curl --proxy-user u:p --keepalive-time 2 --local-port 4000 http://api:3000/ready; do sleep 3; done', 'http api:3000/ready'],
  ['until curl --connect-timeout 2 --max-time 5 api:3000; do sleep 3; done', 'http api:3000'],
  ['until [ "$(curl -s -o /dev/null -w "%{http_code}" http://api:8080/health)" = "200" ]; do sleep 5; done', 'http api:8080/health'],
  ["while [ $(curl -sw '%{http_code}' http://api:8080/health -o /dev/null) -ne 200 ]; do sleep 5; done", 'http api:8080/health'],
  ['while [[ "$(curl -s -o /dev/null -w \'\'%{http_code}\'\' api:9000)" != "200" ]]; do sleep 5; done', 'http api:9000'],
  ['while [ "$code" != "200" ]; do code=$(curl -s -o /dev/null -w "%{http_code}" http://api/); sleep 1; done', 'http api:80/'],
  [
    'STATUS=$(curl -s -o /dev/null -w "%{http_code}" http://api/); while [ "$STATUS" -ne 200 ]; do sleep 1; STATUS=$(curl -s -o /dev/null -w "%{http_code}" http://api/); done',
    'http api:80/',
  ],
  [
    'until curl -s http://search:9200/_cluster/health | grep -q \'"status":"green"\'; do sleep 5; done',
    'http search:9200/_cluster/health (grep-filter)',
  ],
  ['until curl -s http://connect:8083/connectors | jq -e ".[0]"; do sleep 5; done', 'http connect:8083/connectors'],
  ['res=""; while [ "$res" != "ok" ]; do res=$(curl -s http://api/state | jq -r .state); sleep 2; done', 'http api:80/state'],
  ['while true; do case "$(curl -s -o /dev/null -w "%{http_code}" http://api/)" in 2*) break;; *) sleep 2;; esac; done', 'http api:80/'],
  [
    exec('curl', '--retry', '10', '--retry-delay', '5', '--retry-connrefused', 'http://api:8080/health'),
    'http api:8080/health 11 times within 50s',
  ],
  [
    exec('curl', '--retry', '30', '--retry-all-errors', '--retry-max-time', '120', '-fsS', 'https://api/'),
    'https api:443/ 31 times within 120s',
  ],
  [{ image: 'curlimages/curl:8.10.1', args: ['-f', 'http://api:8080/health'] }, 'http api:8080/health once'],
  [exec('curl', '-fsS', 'http://api:8080/health'), 'http api:8080/health once'],
  [
    'wget -T 3 -O /tmp/seed.sql http://artifacts.build.svc.cluster.local/seed.sql',
    'http artifacts.build.svc.cluster.local:80/seed.sql once',
  ],
  ['curl -sSLo /plugins/x.jar https://repo.example.com/x.jar', 'https repo.example.com:443/x.jar once'],
  ['curl -sf http://a/ && curl -sf http://b/', 'http a:80/ once', 'http b:80/ once'],
  ['until curl -sf "http://${HOST:-api}:${PORT:-8080}${PREFIX:-/api}/health"; do sleep 1; done', 'http api:8080/api/health'],
  [sh('until curl -sf http://user:hunter2@api/; do sleep 1; done'), 'http api:80/'],
  ['until curl -sf http://[fd00::12]:8080/; do sleep 1; done', 'http fd00::12:8080/'],
  ['until curl -sf https://api:80/; do sleep 1; done', 'https api:80/ (wrong-scheme)'],
  ['until curl -sf http://api:443/; do sleep 1; done', 'http api:443/ (wrong-scheme)'],
  ['until curl -sf http://api:8443/; do sleep 1; done', 'http api:8443/ (wrong-scheme)'],
]);
