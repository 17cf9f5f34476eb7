import { concurrentMigration } from '../../../../src/diagnosis/rules/runs/concurrent-migration.ts';
import { fires, running, silent } from '../around-facts.ts';

const replicas = (count: number) => ({ objects: [{ kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: count } }] });
const migrating = (container: object, count = 3) => running('2026-06-01T11:58:00Z', { name: 'migrate', ...container }, replicas(count));
const sh = (script: string) => ({ command: ['sh', '-c', script] });

fires(concurrentMigration, {
  Alembic: [
    migrating(sh('alembic upgrade head')),
    {
      cause: /Deployment web has 3 replicas, and migrate migrates the database in each of them/,
      severity: 'warning',
      container: 'migrate',
      category: 'db-migration',
    },
  ],
  Django: [migrating(sh('python manage.py migrate --noinput')), { cause: /3 replicas/ }],
  'Flyway, by its image': [migrating({ image: 'flyway/flyway:10', args: ['migrate'] }, 2), { cause: /2 replicas/ }],
  Rails: [migrating(sh('bundle exec rails db:migrate')), { cause: /migrates/ }],
  'golang-migrate': [migrating({ image: 'migrate/migrate:v4', args: ['-path', '/m', '-database', '$(URL)', 'up'] }), { cause: /migrates/ }],
  Prisma: [migrating(sh('npx prisma migrate deploy')), { cause: /migrates/ }],
});

silent(concurrentMigration, {
  'one replica': migrating(sh('alembic upgrade head'), 1),
  'no migration': migrating(sh('cp /a /b')),
  'a wait for it': migrating(sh('until python manage.py showmigrations; do sleep 1; done')),
  'the Deployment may not be read': running('2026-06-01T11:58:00Z', sh('alembic upgrade head'), { denied: ['Deployment'] }),
});
