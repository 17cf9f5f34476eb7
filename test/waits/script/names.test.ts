import { corpus, sh } from './corpus.ts';

const on = (image: string, script: string) => sh(script, { image });

corpus('names', [
  ['until nslookup db; do echo waiting for db; sleep 2; done', 'dns db'],
  ['until nslookup db.shop.svc.cluster.local; do sleep 2; done', 'dns db.shop.svc.cluster.local'],
  ['until nslookup db.shop.svc.cluster.local.; do sleep 2; done', 'dns db.shop.svc.cluster.local'],
  [
    'until nslookup db.$(cat /var/run/secrets/kubernetes.io/serviceaccount/namespace).svc.cluster.local; do sleep 2; done',
    'dns db.shop.svc.cluster.local',
  ],
  ['NS=`cat /var/run/secrets/kubernetes.io/serviceaccount/namespace`; until nslookup db.$NS.svc; do sleep 2; done', 'dns db.shop.svc'],
  ['for i in 1 2 3; do nslookup db && exit 0 || sleep 3; done; exit 1', 'dns db 3 times within 9s'],
  [
    'for i in $(seq 0 2); do until nslookup es-$i.es-headless; do sleep 1; done; done',
    'dns es-0.es-headless',
    'dns es-1.es-headless',
    'dns es-2.es-headless',
  ],
  ['until nslookup db 10.96.0.10; do sleep 2; done', 'dns db'],
  ['until nslookup -type=srv _ldap._tcp.corp.example.com; do sleep 2; done', 'dns _ldap._tcp.corp.example.com'],
  ['until getent hosts db; do sleep 2; done', 'dns db'],
  ['while ! getent ahosts db >/dev/null; do sleep 2; done', 'dns db'],
  ['until host db; do sleep 2; done', 'dns db'],
  ['until host -t A db.shop; do sleep 2; done', 'dns db.shop'],
  ['until [ -n "$(dig +short db.shop.svc.cluster.local)" ]; do sleep 2; done', 'dns db.shop.svc.cluster.local'],
  ['while [ -z "$(dig +short @10.96.0.10 db.shop.svc.cluster.local A)" ]; do sleep 2; done', 'dns db.shop.svc.cluster.local'],
  ['until nslookup db | grep -q "Address"; do sleep 2; done', 'dns db (grep-filter)'],
  ['[ "$(getent hosts db | wc -l)" -ge 1 ] || exit 1', 'dns db once'],
  ['while [ $(getent hosts peers | wc -l) -lt 3 ]; do sleep 2; done', 'dns peers'],
  ['IP=""; while [ -z "$IP" ]; do IP=$(getent hosts db | awk \'{print $1}\'); sleep 1; done', 'dns db'],
  [on('busybox:1.28', 'until nslookup db; do sleep 2; done'), 'dns db'],
  [on('busybox:1.28.4', 'until nslookup db.shop; do sleep 2; done'), 'dns db.shop'],
  [on('busybox:1.36', 'until nslookup db; do sleep 2; done'), 'dns db (short-name-nslookup)'],
  [on('busybox', 'until nslookup db.shop; do sleep 2; done'), 'dns db.shop (short-name-nslookup)'],
  [on('docker.io/library/busybox:latest', 'until nslookup db.shop.svc; do sleep 2; done'), 'dns db.shop.svc (short-name-nslookup)'],
  [on('busybox:1.36', 'until nslookup db.shop.svc.cluster.local; do sleep 2; done'), 'dns db.shop.svc.cluster.local'],
  [on('busybox:1.36', 'until nc -z db 5432; do sleep 2; done'), 'tcp db:5432'],
  [on('alpine:3.20', 'until nslookup db; do sleep 2; done'), 'dns db (short-name-nslookup)'],
  [on('alpine:3.8', 'until nslookup db; do sleep 2; done'), 'dns db'],
  [on('busybox:1.36', 'until nslookup www.eu.example.com; do sleep 2; done'), 'dns www.eu.example.com'],
]);
