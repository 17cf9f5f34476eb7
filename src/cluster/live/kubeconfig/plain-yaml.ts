/**
 * Reads the plain block YAML that kubectl and the tools of the clouds write, and nothing else. It is here for speed: loading and
 * first use of a whole YAML parser take longer than reading the kubeconfig, connecting and asking for the pod.
 * @returns the value in a box; undefined for whatever is not that plain, which is then a matter for a whole parser.
 */
export function plainYaml(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: new Reader(tokens(text)).document() };
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

class NotPlain extends Error {}

/** One `key:`, `- ` or both on a line, which make two. */
interface Token {
  readonly indent: number;
  readonly key?: string;
  /** The scalar after it; empty when a block follows. */
  readonly scalar: string;
}

const line = /^( *)((?:- +)?)(?:([A-Za-z][A-Za-z0-9_./-]{0,200}):(?: +|$))?(.*)$/;

function tokens(text: string): Token[] {
  // Tabs, carriage returns, other scripts and a document's dashes have rules of their own.
  if (/[^\n\x20-\x7e]|^(?:---|\.\.\.|%)/m.test(text)) throw new NotPlain();
  return text.split('\n').flatMap((source) => (/^ *(?:#|$)/.test(source) ? [] : tokensOf(source)));
}

function tokensOf(source: string): Token[] {
  const [, spaces = '', dash = '', key, rest = ''] = line.exec(source) ?? [];
  const scalar = rest.trimEnd();
  const indent = spaces.length;
  if (key === undefined) {
    if (dash === '' || scalar === '') throw new NotPlain();
    return [{ indent, scalar }];
  }
  const entry = { indent: indent + dash.length, key, scalar };
  return dash === '' ? [entry] : [{ indent, scalar: '' }, entry];
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(all: readonly Token[]) {
    this.#tokens = all;
  }

  document(): unknown {
    if (this.#tokens.length === 0) return null;
    const value = this.#block(0);
    if (this.#at < this.#tokens.length) throw new NotPlain();
    return value;
  }

  #block(indent: number): unknown {
    return this.#tokens[this.#at]?.key === undefined ? this.#sequence(indent) : this.#mapping(indent);
  }

  #mapping(indent: number): unknown {
    const entries = new Map<string, unknown>();
    for (let token = this.#next(indent); token?.key !== undefined; token = this.#next(indent)) {
      if (entries.has(token.key) || /^(?:true|false|null)$/i.test(token.key)) throw new NotPlain();
      this.#at += 1;
      entries.set(token.key, token.scalar === '' ? this.#below(indent, true) : scalarValue(token.scalar));
    }
    return Object.fromEntries(entries);
  }

  #sequence(indent: number): unknown[] {
    const items: unknown[] = [];
    for (let token = this.#next(indent); token !== undefined && token.key === undefined; token = this.#next(indent)) {
      this.#at += 1;
      items.push(token.scalar === '' ? this.#below(indent, false) : scalarValue(token.scalar));
    }
    return items;
  }

  /** What hangs under a key or a dash; the items of a key may stand in its own column. */
  #below(indent: number, itemsMayAlign: boolean): unknown {
    const token = this.#tokens[this.#at];
    if (token !== undefined && token.indent > indent) return this.#block(token.indent);
    return itemsMayAlign && token?.indent === indent && token.key === undefined ? this.#sequence(indent) : null;
  }

  #next(indent: number): Token | undefined {
    const token = this.#tokens[this.#at];
    if (token !== undefined && token.indent > indent) throw new NotPlain();
    return token?.indent === indent ? token : undefined;
  }
}

function scalarValue(text: string): unknown {
  if (text === '{}') return {};
  if (text === '[]') return [];
  const quoted = /^(?:"([^"\\]*)"|'([^']*)')$/.exec(text);
  if (quoted !== null) return quoted[1] ?? quoted[2];
  if (!/^[A-Za-z0-9/_.+-][A-Za-z0-9/_.+=@%:,~() -]*$/.test(text) || /: |:$|^- /.test(text)) throw new NotPlain();
  // What is a number, a date or a null is not for this to say.
  if (/^[-+.]?[-+.0-9][0-9a-fox_.:+-]*$/i.test(text) || /^[-+]?\.(?:inf|nan)$/i.test(text) || /^(?:null|-)$/i.test(text))
    throw new NotPlain();
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return text;
}
