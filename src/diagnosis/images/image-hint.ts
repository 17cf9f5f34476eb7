import { distance } from 'fastest-levenshtein';
import type { Facts } from '../facts.ts';
import { readImage } from './image-reference.ts';
import type { PullFailure } from './pull-failure.ts';

/** What was probably meant by an image that does not exist. */
export interface ImageHint {
  readonly text: string;
  /** The image to use instead, where it is plain. */
  readonly image?: string;
  /** What in the pod proves it. */
  readonly evidence?: string;
  /** Another container has pulled from the same repository, so that exists. */
  readonly sameRepository?: boolean;
}

export function imageHint(facts: Facts, failure: PullFailure): ImageHint | undefined {
  return (
    ofOtherContainers(facts, failure) ??
    (failure.cause === 'no-repository' ? undefined : ofTag(failure.image)) ??
    ofRepository(failure.image)
  );
}

/** Another container of the pod has the image that was meant: the same repository with another tag, or a name one slip away. */
function ofOtherContainers({ progress }: Facts, { step, image }: PullFailure): ImageHint | undefined {
  const own = readImage(image);
  const others = [...progress.steps, ...progress.apps].filter((other) => other.name !== step.name && other.image !== image);
  for (const other of others) {
    const theirs = readImage(other.image);
    const off = distance(own.name, theirs.name);
    if (off > 2 || (off > 0 && own.name.length < 5)) continue;
    const evidence = `container ${other.name} uses ${other.image}`;
    if (off > 0)
      return { text: `container ${other.name} uses ${theirs.name}, so ${own.name} looks like a typo`, image: other.image, evidence };
    return {
      text: `container ${other.name} uses tag ${theirs.tag ?? theirs.digest} of the same repository`,
      image: other.image,
      evidence,
      sameRepository: other.state === 'succeeded' || other.state === 'running',
    };
  }
  return undefined;
}

const unset =
  /^(?:undefined|null|none|nil|tag|version|image_?tag|your[-_]?tag|changeme|todo|x\.y\.z|\d{1,12}e\+?\d{1,4}|0x[\da-f]{1,16})$/i;

function ofTag(image: string): ImageHint | undefined {
  const { tag, digest } = readImage(image);
  if (digest !== undefined || tag === undefined) return undefined;
  if (tag === 'latest') return { text: 'the repository publishes no tag latest, so a version has to be named' };
  if (unset.test(tag)) return { text: `the tag ${tag} looks like a variable that was never set or a number that YAML rewrote` };
  if (/^\d{1,4}\.\d$/.test(tag) && !tag.endsWith('0')) {
    return { text: `if ${tag}0 was meant, YAML read the unquoted number ${tag}0 as ${tag}` };
  }
  return undefined;
}

/** Repositories that were closed or moved by their owners. */
const moved: readonly (readonly [RegExp, string])[] = [
  [
    /^docker\.io\/bitnami\/bitnami-shell$/,
    'bitnami-shell was removed in 2025 after it had been renamed os-shell, which is at docker.io/bitnamilegacy/os-shell',
  ],
  [/^docker\.io\/bitnami\//, 'Bitnami moved its versioned tags to docker.io/bitnamilegacy in 2025'],
  [/^(?:k8s\.gcr\.io|gcr\.io\/google[_-]containers)\//, 'this registry is frozen: its images are at registry.k8s.io'],
  [/^gcr\.io\/kubebuilder\//, 'kubebuilder images are no longer published at gcr.io'],
];

/** Where the images of a closed or moved repository are now. */
export const movedTo = (image: string): string | undefined => ofRepository(image)?.text;

function ofRepository(image: string): ImageHint | undefined {
  const { registry, repository } = readImage(image);
  const text = moved.find(([pattern]) => pattern.test(`${registry}/${repository}`))?.[1];
  return text === undefined ? undefined : { text };
}
