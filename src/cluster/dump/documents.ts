import type { Documents } from './item.ts';
import { readJson } from './json.ts';
import { readYaml } from './yaml.ts';

/** Reads objects and lists of objects in JSON or YAML, one or several. Never throws. */
export const readDocuments = async (text: string): Promise<Documents> => {
  const trimmed = text.trimStart();
  if (trimmed === '') return { documents: [], damage: 'is empty' };
  const json = trimmed.startsWith('{') || trimmed.startsWith('[') ? readJson(trimmed) : undefined;
  return json ?? readYaml(text);
};
