/** An image name, taken apart as the container runtimes do. */
export interface ImageReference {
  /** `docker.io` when the name has none. */
  readonly registry: string;
  /** Without registry: `library/busybox`. */
  readonly repository: string;
  /** As written, registry included, without tag and digest: `busybox`. */
  readonly name: string;
  /** Missing when only a digest is given; `latest` when neither is. */
  readonly tag?: string;
  readonly digest?: string;
}

export function readImage(image: string): ImageReference {
  const [beforeDigest = '', digest] = image.split('@', 2);
  const colon = beforeDigest.indexOf(':', beforeDigest.lastIndexOf('/') + 1);
  const name = colon < 0 ? beforeDigest : beforeDigest.slice(0, colon);
  const tag = colon < 0 ? (digest === undefined ? 'latest' : undefined) : beforeDigest.slice(colon + 1);
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  // A first part with a dot or a port is a host; anything else is an account on Docker Hub.
  const registry = /[.:]/.test(first) || first === 'localhost' ? first : 'docker.io';
  const rest = registry === first ? name.slice(slash + 1) : name;
  const repository = registry === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest;
  return { registry, repository, name, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

/** What is wrong with a name that no runtime accepts, as one clause that names the piece; undefined when it looks right. */
export function imageNameProblem(image: string): string | undefined {
  return placeholderIn(image) ?? characterIn(image) ?? shapeOf(image);
}

const placeholders = [
  /\$\{[^}]{0,80}\}?/,
  /\$\([^)]{0,80}\)?/,
  /\{\{.{0,80}/,
  /\$\w{1,60}/,
  /<[^>]{0,80}>/,
  /%[A-Za-z_]{1,40}%/,
  /__\w{1,40}__/,
];

function placeholderIn(image: string): string | undefined {
  const found = placeholders.map((pattern) => pattern.exec(image)?.[0]).find((piece) => piece !== undefined);
  return found && `${found} is a placeholder that nothing replaced`;
}

const characterNames: Readonly<Record<string, string>> = {
  ' ': 'a space',
  '\n': 'a line end',
  '\r': 'a carriage return',
  '\t': 'a tab',
  '"': 'a quotation mark (")',
  "'": "a quotation mark (')",
  '*': 'the wildcard *: a pattern is no concrete tag',
};

function characterIn(image: string): string | undefined {
  if (image.trim() === '') return 'it is empty';
  if (/^https?:\/\//.test(image)) return `it begins with ${image.slice(0, image.indexOf('//') + 2)}: an image name has no scheme`;
  const bad = /[^\w./:@-]/.exec(image)?.[0];
  return bad && `it holds ${characterNames[bad] ?? `the character ${bad}`}, which an image name may not hold`;
}

function shapeOf(image: string): string | undefined {
  if (image.endsWith(':')) return 'it ends in a colon: the tag is empty';
  if (image.startsWith(':')) return 'it begins with a colon: the repository is empty';
  if (image.endsWith('/')) return 'it ends in a slash';
  const { repository, tag, digest, registry } = readImage(image);
  if (digest !== undefined && !/^sha256:[\da-f]{64}$/.test(digest)) return `its digest ${digest} is not sha256: and 64 hexadecimal digits`;
  if (tag?.includes(':')) return `it has more than one tag (${tag.replace(':', ' and ')})`;
  if (registry === '' || image.startsWith('/')) return 'it begins with a slash: the registry is empty';
  if (/[A-Z]/.test(repository)) return `repository ${repository} has upper-case letters; it must be lower case`;
  if (/\/\/|^\/|[._-](?:\/|$)|(?:^|\/)[._-]/.test(repository))
    return `repository ${repository} has a separator where a letter or digit must stand`;
  if (tag !== undefined && /^[.-]/.test(tag)) return `its tag ${tag} begins with ${tag.slice(0, 1)}`;
  if (tag !== undefined && tag.length > 128) return 'its tag is longer than 128 characters';
  return undefined;
}
