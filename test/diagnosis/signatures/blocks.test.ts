import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { withBlocksJoined } from '../../../src/diagnosis/signatures/blocks.ts';

describe('errors over several lines', () => {
  it('stand in the first of their lines', () => {
    const lines = [
      '[WARN] (view) vault.read(kv/web): vault.read(kv/web): Error making API request.',
      '',
      'URL: GET https://vault/v1/kv/web',
      'Code: 403. Errors:',
      '',
      '* 1 error occurred:',
      '\t* permission denied',
      '',
      ' (retry attempt 1 after "250ms")',
      '[INFO] next',
    ];
    const joined = withBlocksJoined(lines);
    assert.equal(
      joined[0],
      '[WARN] (view) vault.read(kv/web): vault.read(kv/web): Error making API request. URL: GET https://vault/v1/kv/web Code: 403. Errors: * 1 error occurred: * permission denied (retry attempt 1 after "250ms")',
    );
    assert.deepEqual(joined.slice(1, 9), Array(8).fill(''));
    assert.equal(joined[9], '[INFO] next');
  });

  it('leave other logs as they are', () => {
    const lines = ['an error=', 'with nothing', '* a list'];
    assert.deepEqual(withBlocksJoined(lines), lines);
  });

  it('keep the number of lines', () => {
    const line = fc.constantFrom('  error=', '  | * permission denied', '', 'Error making API request.', 'other', '  | URL: x');
    fc.assert(fc.property(fc.array(line), (lines) => withBlocksJoined(lines).length === lines.length));
  });
});
