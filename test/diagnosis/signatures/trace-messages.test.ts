import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tables } from '../../../src/diagnosis/signatures/index.ts';
import { bestMatch, matchLines } from '../../../src/diagnosis/signatures/match.ts';

/** A log, the signature that tells, and a part of the line that is quoted for it. */
const cases: readonly (readonly [name: string, log: string, id: string, line: string])[] = [
  [
    'a database that cannot be opened, told in two lines',
    `Microsoft.Data.SqlClient.SqlException (0x80131904): Cannot open database "Shop" requested by the login. The login failed.
Login failed for user 'orders_app'.
   at Microsoft.Data.SqlClient.SqlInternalConnection.OnError(SqlException exception)
   at Microsoft.EntityFrameworkCore.Migrations.Internal.Migrator.Migrate(String targetMigration)
ClientConnectionId:4c1d1f8e-7a5f-4f0e-9d0f-0a1b2c3d4e5f`,
    'sql-server-database',
    'Cannot open database',
  ],
  [
    'a login that is refused',
    `Microsoft.Data.SqlClient.SqlException (0x80131904): Login failed for user 'orders_app'.
   at Microsoft.Data.SqlClient.SqlInternalConnection.OnError(SqlException exception)`,
    'sql-server',
    'Login failed',
  ],
  [
    'an error that follows from another one is none of its lines',
    `com.acme.Failed: Cannot open database "Shop" requested by the login. The login failed.
Caused by: com.acme.Refused: Login failed for user 'orders_app'.
	at com.acme.Shop.main(Shop.java:10)`,
    'sql-server',
    'Login failed',
  ],
];

describe('errors of several lines', () => {
  for (const [name, log, id, part] of cases)
    it(name, () => {
      const lines = log.split('\n');
      const match = bestMatch(matchLines(lines, 'log', tables), lines);
      assert.equal(match?.signature.id, id);
      assert.ok(match.line.includes(part), match.line);
    });
});
