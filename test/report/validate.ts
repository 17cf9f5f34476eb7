import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import type { Report } from '../../src/report/document.ts';
import schema from '../../src/report/schema.json' with { type: 'json' };

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

function validator(of: AnySchema): (report: unknown) => string[] {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  ajv.addFormat('date-time', (text: string) => rfc3339.test(text) && !Number.isNaN(Date.parse(text)));
  const validate = ajv.compile(of);
  return (report) => (validate(report) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`));
}

/** What the published schema has against a report; nothing when it is valid. */
export const schemaErrors = validator(schema);

/** The same, and every property that the schema does not name. */
export const strictSchemaErrors = validator(closed(schema));

/** Reads what the program printed; throws when it is no JSON. */
export function parseReport(json: string): { readonly report: Report; readonly errors: readonly string[] } {
  const report = JSON.parse(json);
  return { report, errors: strictSchemaErrors(report) };
}

function closed<T>(part: T): T {
  if (Array.isArray(part)) return part.map(closed) as T;
  if (typeof part !== 'object' || part === null) return part;
  const inner = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, closed(value)]));
  return ('properties' in part ? { ...inner, additionalProperties: false } : inner) as T;
}
