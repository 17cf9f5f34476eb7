interface ImageParts {
  /** `docker.io` where the image names none. */
  readonly host: string;
  /** With the host, as it was written. */
  readonly repository: string;
  /** `latest` where the image names neither tag nor digest. */
  readonly tag: string;
}

/** Takes an image name apart; never fails, whatever stands there. */
export function imageParts(image: string): ImageParts {
  const [named = '', digest] = image.split('@');
  const slash = named.lastIndexOf('/');
  const colon = named.indexOf(':', slash + 1);
  const repository = colon < 0 ? named : named.slice(0, colon);
  const first = repository.split('/')[0] ?? '';
  const isHost = slash >= 0 && (/[.:]/.test(first) || first === 'localhost');
  return { host: isHost ? first : 'docker.io', repository, tag: digest ?? (colon < 0 ? 'latest' : named.slice(colon + 1)) };
}
