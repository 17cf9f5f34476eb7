import type { Container } from '../../../cluster/kubernetes.ts';
import type { Facts, Need } from '../../facts.ts';
import type { Rule } from '../../rule.ts';
import { commandText } from '../../runs/command-text.ts';
import { editSpec } from '../../words/change-spec.ts';
import { inspect } from '../../words/commands.ts';
import { fromObject, fromSpec } from '../../words/evidence.ts';

const tools =
  /\b(?:flyway (?:-\S{1,200} )*migrate|liquibase\b.{0,200}\bupdate|alembic\b.{0,80}\bupgrade|manage\.py migrate|django-admin migrate|(?:rails|rake) db:(?:migrate|prepare|setup)|prisma migrate deploy|prisma db push|knex migrate|sequelize(?:-cli)? db:migrate|typeorm migration:run|goose\b.{0,200}\bup\b|(?:golang-)?migrate\b.{0,300}\bup\b|dbmate\b.{0,80}\bup\b|dotnet ef database update|artisan migrate|doctrine:migrations:migrate|atlas migrate apply|sqlx migrate run|diesel migration run)/;
/** The image alone says that it migrates. */
const images = /(?:^|\/)(?:flyway\/flyway|flyway|liquibase\/liquibase|liquibase|migrate\/migrate)(?::|@|$)/;

const migrating = ({ pod, workload }: Facts): Container | undefined =>
  workload.kind === 'Deployment'
    ? pod.spec?.initContainers?.find((container) => tools.test(commandText(container)) || images.test(container.image ?? ''))
    : undefined;

/** Several replicas whose init containers all migrate the same database at once. */
export const concurrentMigration: Rule = {
  id: 'concurrent-migration',
  needs: (facts): Need[] =>
    facts.blocking && facts.blocking.name === migrating(facts)?.name ? [{ kind: 'Deployment', name: facts.workload.name }] : [],
  judge(facts) {
    const migration = migrating(facts);
    const { workload, namespace, blocking, pod } = facts;
    if (!migration || blocking?.name !== migration.name) return [];
    const read = facts.around.get('Deployment', workload.name);
    const replicas = read.state === 'found' ? (read.value.spec?.replicas ?? 1) : 1;
    if (replicas < 2) return [];
    const index = (pod.spec?.initContainers ?? []).indexOf(migration);
    return [
      {
        code: 'concurrent-migration',
        category: 'db-migration',
        severity: 'warning',
        container: migration.name,
        cause: `Deployment ${workload.name} has ${replicas} replicas, and ${migration.name} migrates the database in each of them at the same time: they wait for each other's lock or break each other's work`,
        fixes: [
          editSpec(
            facts,
            `take the migration out of ${migration.name} and run it once, as a Job before the rollout (a Helm hook, an Argo CD PreSync hook), and let the init container only wait for it`,
          ),
          inspect('see which replicas migrate now', 'get', 'pods', '-n', namespace),
        ],
        evidence: [
          fromObject(`Deployment ${namespace}/${workload.name}`, `spec.replicas: ${replicas}`),
          fromSpec(`spec.initContainers[${index}].command`, commandText(migration).slice(0, 200) || (migration.image ?? '')),
        ],
        heals: 'maybe',
        confidence: 'possible',
        depth: 'cause',
      },
    ];
  },
};
