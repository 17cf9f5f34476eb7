import type { Facts } from '../../facts.ts';
import type { Evidence, Fix } from '../../finding.ts';
import { imageHint } from '../../images/image-hint.ts';
import { readImage } from '../../images/image-reference.ts';
import { type PullFailure, pullFailure } from '../../images/pull-failure.ts';
import type { Rule } from '../../rule.ts';
import { roleOf } from '../../runs/failed-run.ts';
import { throughInjector } from '../../words/change-container.ts';
import { editSpec, setImage } from '../../words/change-spec.ts';
import { advise } from '../../words/commands.ts';
import { fromSpec } from '../../words/evidence.ts';

/** The registry answered, and it has no such tag, digest or repository. */
export const imageNotFound: Rule = {
  id: 'image-not-found',
  judge(facts) {
    const failure = pullFailure(facts);
    if (!failure || !isAbsent(failure)) return [];
    const hint = imageHint(facts, failure);
    return [
      {
        code: 'image-not-found',
        category: 'image-not-found',
        severity: 'error',
        container: failure.step.name,
        cause: `image ${failure.image} of ${userOf(facts, failure)} does not exist: ${missing(failure, hint?.sameRepository === true)}${hint ? `; ${hint.text}` : ''}`,
        fixes: fixesFor(facts, failure, hint?.image),
        evidence: [...failure.evidence, ...hintEvidence(hint?.evidence)],
        heals: 'no',
        confidence: failure.cause === 'auth' ? 'likely' : 'certain',
        depth: hint?.evidence ? 'root' : 'cause',
      },
    ];
  },
};

/** Docker Hub says "denied" of official images that do not exist; those are never private. */
export function isAbsent({ cause, image }: PullFailure): boolean {
  if (cause === 'no-tag' || cause === 'no-repository') return true;
  const { registry, repository } = readImage(image);
  return cause === 'auth' && registry === 'docker.io' && repository.startsWith('library/');
}

function missing({ cause, image, text }: PullFailure, repositoryExists: boolean): string {
  const { registry, repository, tag = '', digest } = readImage(image);
  const no = (what: string, name: string): string =>
    `registry ${registry} has no ${image.includes(name) ? `such ${what}` : `${what} ${name}`}`;
  if (cause !== 'no-tag') return no('repository', repository);
  if (digest !== undefined) return no('digest', digest);
  const sure = repositoryExists || /manifest/i.test(text) || registry === 'docker.io';
  return `${no('tag', tag)}${sure ? '' : ', or no such repository (not found)'}`;
}

function fixesFor(facts: Facts, failure: PullFailure, better: string | undefined): Fix[] {
  const { step, image } = failure;
  const { name, registry, repository } = readImage(image);
  const quoted = 'and quote the tag as a string where YAML values hold it';
  const text = better ? `set an existing tag, probably ${better}, ${quoted}` : `set an existing tag of ${name} ${quoted}, or push ${image}`;
  if (failure.cause === 'no-repository' && !better) return [ofRepository(facts, failure)];
  const volume = imageVolume(facts, failure);
  const look = advise(`list the tags that exist: crane ls ${registry}/${repository} (or on the page of the registry)`);
  const injected = throughInjector(facts, step.name, text);
  if (injected) return [injected, look];
  if (volume) return [editSpec(facts, `${text} (spec.volumes, image.reference of ${volume})`), look];
  if (better) return [setImage(facts, text, step.name, better), look];
  return [setImage(facts, `${text}; put an existing tag in place of TAG`, step.name, `${name}:TAG`), look];
}

/** The volume that is an image, where not the container's own is missing. */
const imageVolume = ({ pod }: Facts, { step, image }: PullFailure): string | undefined =>
  image === step.image ? undefined : pod.spec?.volumes?.find((volume) => volume.image?.reference === image)?.name;

function userOf(facts: Facts, failure: PullFailure): string {
  const volume = imageVolume(facts, failure);
  const container = `${roleOf(failure.step)} ${failure.step.name}`;
  return volume ? `volume ${volume}, which ${container} mounts,` : container;
}

/** Another tag of a repository that is not there is no help. */
function ofRepository(facts: Facts, { step, image }: PullFailure): Fix {
  const { registry, repository } = readImage(image);
  const text = `correct the name of the image, or create repository ${repository} at ${registry} and push ${image}`;
  return throughInjector(facts, step.name, text) ?? setImage(facts, `${text}; put the right image in place of IMAGE`, step.name, 'IMAGE');
}

const hintEvidence = (text: string | undefined): Evidence[] => (text ? [fromSpec('images of the pod', text)] : []);
