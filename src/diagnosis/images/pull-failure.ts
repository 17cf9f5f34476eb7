import type { PodEvent, Step } from '../../init/model.ts';
import type { Facts } from '../facts.ts';
import type { Evidence } from '../finding.ts';
import { roleOf } from '../runs/failed-run.ts';
import { fromEvent, fromStatus } from '../words/evidence.ts';
import { withoutRpcCode } from '../words/words.ts';

/** Why an image was not pulled; `silent` when nothing says why, `unknown` when the words are not known. */
export type PullCause =
  | 'name'
  | 'never'
  | 'rate-limit'
  | 'arch'
  | 'disk'
  | 'content'
  | 'policy'
  | 'tls'
  | 'network'
  | 'expired'
  | 'auth'
  | 'no-repository'
  | 'no-tag'
  | 'unknown'
  | 'silent';

export interface PullFailure {
  readonly step: Step;
  /** The image that was asked for: mostly the container's, but an image volume fails the same way. */
  readonly image: string;
  readonly cause: PullCause;
  /** The runtime's words without the kubelet's frame; empty when `silent`. */
  readonly text: string;
  readonly evidence: readonly Evidence[];
}

const reasons = /^(?:ErrImagePull|ImagePullBackOff|RegistryUnavailable|SignatureValidationFailed|ImageInspectError)$/;

/** The failure to get the image of a container (the blocking one unless given); undefined when its image is not the trouble. */
export function pullFailure(facts: Facts, step: Step | undefined = facts.blocking): PullFailure | undefined {
  if (!step || (step.state !== 'waiting' && step.state !== 'not-started')) return undefined;
  const { reason = '', message = '' } = step;
  const status = fromStatus(`status of ${roleOf(step)} ${step.name}, waiting ${reason}`, message || reason);
  if (reason === 'InvalidImageName') return { step, image: step.image, cause: 'name', text: message, evidence: [status] };
  if (reason === 'ErrImageNeverPull') return { step, image: step.image, cause: 'never', text: message, evidence: [status] };
  const event = failedPull(facts.events, step);
  const known = reasons.test(reason);
  if (!known && !(event && (reason === '' || reason === 'PodInitializing'))) return undefined;
  // Before 1.32 ImagePullBackOff does not say why; then the event does, as long as it is kept.
  const fromMessage = frameless(message);
  const text = fromMessage || frameless(event?.message ?? '');
  const image = quotedImage(message) ?? quotedImage(event?.message ?? '') ?? step.image;
  const evidence = [...(known ? [status] : []), ...(event && !fromMessage ? [fromEvent(event)] : [])];
  return { step, image, cause: text === '' ? 'silent' : causeOf(text), text, evidence };
}

const pullEvent = /^(?:\(combined from similar events\): )?Failed to pull image "/;

/** The latest failed pull for this container that no successful one followed. */
function failedPull(events: readonly PodEvent[], { name, image }: Step): PodEvent | undefined {
  const own = events.filter(({ container, message }) => container === name || (container === undefined && message.includes(`"${image}"`)));
  const failed = own.findLast(({ reason, message }) => reason === 'Failed' && pullEvent.test(message));
  return failed && !own.some(({ reason, at }) => reason === 'Pulled' && at > failed.at) ? failed : undefined;
}

const quotedImage = (text: string): string | undefined => /(?:pulling|pull|Pulling) image "([^"]{1,300})"/.exec(text)?.[1];

/** Takes the kubelet's frame off: `Back-off pulling image "x": ErrImagePull: rpc error: code = NotFound desc = `. */
function frameless(message: string): string {
  const words = message
    .slice(0, 4000)
    .replace(/^\(combined from similar events\): /, '')
    .replace(/^(?:Back-off pulling|Failed to pull) image "[^"]{0,300}"(?:: )?/, '')
    .replace(/^(?:ErrImagePull|RegistryUnavailable|SignatureValidationFailed|ImageInspectError): /, '');
  return withoutRpcCode(words).trim();
}

/** The first that matches counts: a platform that is missing is also `not found`, a time-out of the token server also `failed to authorize`. */
const texts: readonly (readonly [PullCause, RegExp])[] = [
  [
    'name',
    /short-name .{1,300}(?:did not resolve|resolution)|short name .{1,300}(?:ambiguous|did not resolve)|unqualified-search registries/i,
  ],
  [
    'rate-limit',
    /\b429\b.{0,30}(?:Too Many Requests|toomanyrequests)|toomanyrequests|too many requests|pull rate limit|rate limit exceeded|rate exceeded|pull QPS exceeded/i,
  ],
  [
    'arch',
    /no match for platform|no matching manifest for|no image found in (?:manifest list|image index) for|does not match the specified platform|operating system "?\w{1,10}"? cannot be used|container operating system does not match|does not match the host operating system|no child with platform|image's architecture/i,
  ],
  ['disk', /no space left on device|not enough disk space|disk quota exceeded/i],
  [
    'content',
    /failed to get reader from content store|content digest sha256:\w{1,64}: not found|unexpected commit digest|failed size validation/,
  ],
  [
    'policy',
    /412 Precondition Failed|PROJECTPOLICYVIOLATION|cannot be pulled due to configured policy|is quarantined|signature validation failed|Source image rejected/i,
  ],
  [
    'tls',
    /x509:|http: server gave HTTP response to HTTPS client|certificate (?:signed by unknown authority|has expired|is not valid|verify failed)|tls: (?!.{0,10}handshake timeout)|unknown authority|remote error: tls|first record does not look like a TLS handshake|malformed HTTP response/i,
  ],
  [
    'network',
    /no such host|dial tcp|dial udp|i\/o timeout|connection refused|connection reset by peer|TLS handshake timeout|context deadline exceeded|Client\.Timeout|request canceled|network is unreachable|no route to host|proxyconnect|server misbehaving|temporary failure in name resolution|unexpected EOF|: EOF|registry is unavailable|status code(?: from registry)?:? 50[0-4]\b|50[0-4] (?:Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out)|http2: |broken pipe|failed to do request: .{1,400}": (?:Forbidden|Proxy Authentication Required|Bad Gateway|Service Unavailable)$/i,
  ],
  ['expired', /authorization token has expired|token (?:has |is )?expired|ExpiredToken/i],
  [
    'no-repository',
    /name unknown|NAME_UNKNOWN|NAME_INVALID|repository (?:with )?name .{1,200}(?:does not exist|not known)|repository .{1,200} not found|project .{1,200} not found|repository name not known|RepositoryNotFoundException/i,
  ],
  [
    'auth',
    /unauthori[sz]ed|40[13] (?:Unauthorized|Forbidden)|status code(?: from registry)?:? 40[13]|denied|authentication (?:is )?required|no basic auth credentials|insufficient_scope|authorization failed|failed to authorize|invalid username\/password|incorrect username or password|not authorized|does not have permission|bad credentials|login attempt|failed to fetch (?:anonymous|oauth) token/i,
  ],
  [
    'no-tag',
    /manifest unknown|MANIFEST_UNKNOWN|manifest for .{1,300} not found|manifest tagged by|not found|404 \(?Not Found|does not exist/i,
  ],
];

export const causeOf = (text: string): PullCause => texts.find(([, pattern]) => pattern.test(text))?.[0] ?? 'unknown';
