import type { PodColumns, PrintedPod } from '../port.ts';
import { shaped } from '../shape.ts';
import { fieldsOf, listOf } from './json.ts';

/** Asks for kubectl's columns; a server that does no tables answers with the objects. */
export const tableAccept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

/** The pods of a Table that carries its objects, or of what came in its place: a PodList or one Pod. */
export function printedPodsFrom(answer: unknown): PrintedPod[] {
  const fields = fieldsOf(answer);
  if (fields.kind === 'Table') return podsOfTable(fields);
  const items = fields.kind === 'Pod' ? [answer] : listOf(fields.items);
  return items.map((item) => ({ pod: shaped('Pod', item) }));
}

function podsOfTable(table: Readonly<Record<string, unknown>>): PrintedPod[] {
  const names = listOf(table.columnDefinitions).map((definition) => fieldsOf(definition).name);
  const [ready, status, restarts] = ['Ready', 'Status', 'Restarts'].map((name) => names.indexOf(name));
  return listOf(table.rows).map((row) => {
    const { cells, object } = fieldsOf(row);
    const columns = { ready: cell(cells, ready), status: cell(cells, status), restarts: cell(cells, restarts) };
    return isComplete(columns) ? { pod: shaped('Pod', object), columns } : { pod: shaped('Pod', object) };
  });
}

/** Older servers print RESTARTS as a number. */
function cell(cells: unknown, index = -1): string | undefined {
  const value = listOf(cells)[index];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function isComplete(columns: { readonly [Name in keyof PodColumns]: string | undefined }): columns is PodColumns {
  return columns.ready !== undefined && columns.status !== undefined && columns.restarts !== undefined;
}
