import { toolMissing } from '../../../../src/diagnosis/rules/runs/tool-missing.ts';
import { exited, specify } from '../container-facts.ts';

const loop = (script: string, ...lines: string[]) => ({
  container: { command: ['sh', '-c', script] },
  running: '2026-06-01T11:00:00Z',
  logs: { setup: { run: 'current' as const, lines } },
});

specify(toolMissing, {
  fires: [
    [
      'mysql in a MariaDB image',
      loop('until mysql -h db; do sleep 5; done', '/bin/bash: line 1: mysql: command not found', 'not ready'),
      [/no program mysql/, /never ends/, /mariadb in place of mysql/],
    ],
    ['BusyBox', loop('until curl -f http://api; do sleep 1; done', 'sh: curl: not found'), [/no program curl/, /wget/]],
    ['dash', loop('while ! nc -z db 5432; do sleep 1; done', '/bin/sh: 1: nc: not found'), [/no program nc/]],
    [
      'a run that failed',
      { ...exited(127, ['/bin/sh: 1: psql: not found']), container: { command: ['sh', '-c', 'psql -c "select 1"'] } },
      [/no program psql/, /postgres image/],
    ],
    [
      'a variable that Kubernetes does not know, which the shell takes for a command',
      { ...exited(1, ['sh: DB_HOST: not found']), container: { command: ['sh', '-c', 'nc -z "$(DB_HOST)" 5432'] } },
      [/environment variable DB_HOST is not set/, /env entry DB_HOST/],
    ],
    [
      'another container of the pod has it',
      {
        ...loop('until redis-cli ping; do sleep 1; done', 'sh: redis-cli: not found'),
        spec: { containers: [{ name: 'tools', image: 'redis:7', command: ['redis-cli'] }] },
      },
      [/use image redis:7/],
    ],
  ],
  silent: [
    ['a host that is not found', loop('until nslookup db; do sleep 1; done', "** server can't find db: NXDOMAIN")],
    ['a word that is not in the command', loop('until ./wait.sh; do sleep 1; done', 'sh: jq: not found')],
    ['no log', { running: '2026-06-01T11:00:00Z' }],
  ],
});
