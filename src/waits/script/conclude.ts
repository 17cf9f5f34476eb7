import type { Doubt, HostTarget, ObjectTarget, Wait, WaitTarget } from '../model.ts';
import type { Finding } from './ledger.ts';
import { oneLine, withoutCredentials } from './text.ts';
import type { Unknown, Unknowns } from './unknowns.ts';

/** Where the checks are made. */
export interface Place {
  readonly unknowns: Unknowns;
  readonly image: string;
  /** Something may listen on localhost while the script runs: a sidecar, the node, or what the script started itself. */
  readonly hasLocalServer: boolean;
}

/** The waits that the checks amount to. */
export function conclude(findings: Iterable<Finding>, place: Place): readonly Wait[] {
  const waits: Wait[] = [];
  for (const finding of findings) {
    const wait = asWait(finding, place);
    if (wait && !waits.some((other) => JSON.stringify(other.target) === JSON.stringify(wait.target))) waits.push(wait);
  }
  return waits;
}

function asWait(finding: Finding, place: Place): Wait | undefined {
  const { unknowns } = place;
  const { check, repeated, gates, limit } = finding;
  if (check.guard && !repeated && !gates) return undefined;
  const asked = finding.inverted ? goneAway(check.target) : expecting(check.target, finding.expected);
  if (!asked) return undefined;
  const target = shown(asked, unknowns);
  if (!repeated && target.kind === 'host' && isLocal(target.host) && !finding.text.includes(target.host)) return undefined;
  const doubts = [...finding.doubts, ...targetDoubts(asked, target, check.program, place)];
  return {
    target,
    program: check.program,
    text: oneLine(unknowns.show(finding.text).replace(/^!\s+/, '')),
    ...(limit ? { limit } : {}),
    repeated,
    doubts,
  };
}

/** Waiting for something to go away; of a host there is no saying it. */
function goneAway(target: WaitTarget): WaitTarget | undefined {
  if (target.kind === 'file') return { ...target, test: 'absent' };
  return target.kind === 'object' ? { ...target, condition: 'delete' } : undefined;
}

/** What is looked for in the output of `kubectl get` is the condition. */
function expecting(target: WaitTarget, expected: string | undefined): WaitTarget {
  if (target.kind !== 'object' || expected === undefined) return target;
  const condition = conditionOf(expected, target);
  return condition === undefined ? target : { ...target, condition };
}

function conditionOf(expected: string, { condition, resource }: ObjectTarget): string | undefined {
  if (/^\^?\s?(?:Running|Completed?|Succeeded|Available|Ready|Bound|Active|Healthy|Failed)\b/i.test(expected)) {
    const word = expected.replace(/^\^?\s?/, '').toLowerCase();
    if (/^(?:completed?|succeeded)/.test(word)) return 'complete';
    return /^[a-z]{1,20}/.exec(word)?.[0];
  }
  if (/^(\d{1,3})\/\1$/.test(expected)) return resource === 'Job' ? 'complete' : 'ready';
  return /^true$/i.test(expected) && condition === 'exists' ? 'ready' : undefined;
}

function shown(target: WaitTarget, unknowns: Unknowns): WaitTarget {
  const show = (text: string) => withoutCredentials(unknowns.show(text));
  if (target.kind === 'file') return { ...target, path: show(target.path) };
  if (target.kind === 'object') {
    const { name, labelSelector, namespace } = target;
    return {
      ...target,
      resource: show(target.resource),
      ...(name === undefined ? {} : { name: show(name) }),
      ...(labelSelector === undefined ? {} : { labelSelector: show(labelSelector) }),
      ...(namespace === undefined ? {} : { namespace: show(namespace) }),
    };
  }
  return shownHost(target, unknowns, show);
}

function shownHost({ port: written, ...target }: HostTarget, unknowns: Unknowns, show: (text: string) => string): HostTarget {
  const port = portOf(written, unknowns);
  const unknown = unknowns.within(target.host).find((candidate) => candidate.kind !== 'unset');
  return {
    ...target,
    host: show(target.host).replace(/\.$/, ''),
    ...(port === undefined ? {} : { port }),
    ...(target.path === undefined ? {} : { path: show(target.path) }),
    ...(unknown ? { unknown: sourceOf(unknown) } : {}),
  };
}

function sourceOf(unknown: Unknown): NonNullable<HostTarget['unknown']> {
  return unknown.kind === 'elsewhere' ? unknown.value : { source: 'output', text: `output of ${unknown.name}` };
}

function portOf(port: number | string | undefined, unknowns: Unknowns): number | string | undefined {
  if (typeof port !== 'string') return port;
  if (unknowns.within(port).length > 0 || port.trim() === '') return undefined;
  return /^\d{1,5}$/.test(port.trim()) ? Number(port) : port.trim();
}

function targetDoubts(asked: WaitTarget, target: WaitTarget, program: string, place: Place): readonly Doubt[] {
  if (asked.kind !== 'host' || target.kind !== 'host') return [];
  const doubts = [
    unresolved(asked, target, place.unknowns),
    place.hasLocalServer ? undefined : localhost(target),
    scheme(target),
    shortName(target, program, place.image),
  ];
  return doubts.filter((doubt) => doubt !== undefined);
}

function unresolved(asked: HostTarget, target: HostTarget, unknowns: Unknowns): Doubt | undefined {
  const unset = unknowns.within(`${asked.host} ${asked.port ?? ''}`).find((unknown) => unknown.kind === 'unset');
  if (unset) return { code: 'unresolved-variable', text: `${unset.name} is set neither in env nor in the script` };
  const left = /\$\(([^)]{1,100})\)/.exec(`${target.host} ${target.port ?? ''}`)?.[1];
  if (left) return { code: 'unresolved-variable', text: `$(${left}) names no variable of env, so Kubernetes leaves it as it is` };
  return target.host === '' ? { code: 'unresolved-variable', text: 'the host is empty' } : undefined;
}

function isLocal(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|::1|0\.0\.0\.0|ip6-localhost)$/.test(host);
}

function localhost({ host }: HostTarget): Doubt | undefined {
  if (!isLocal(host)) return undefined;
  return { code: 'localhost', text: `${host} is this pod itself, whose containers start only when init is done` };
}

function scheme({ check, port }: HostTarget): Doubt | undefined {
  if (check === 'https' && (port === 80 || port === 8080))
    return { code: 'wrong-scheme', text: `https on port ${port}, which is usually plain http` };
  if (check === 'http' && (port === 443 || port === 8443))
    return { code: 'wrong-scheme', text: `http on port ${port}, which is usually https` };
  return undefined;
}

// The nslookup of busybox 1.29 and later brings its own resolver: it asks for a name with a dot as it is, and for one without
// in each search domain, and fails unless all of them answer (docker-library/busybox#48).
function shortName({ host, check }: HostTarget, program: string, image: string): Doubt | undefined {
  if (program !== 'nslookup' || check !== 'dns' || host === '' || /\.svc\.[a-z]/.test(host) || !hasNewBusybox(image)) return undefined;
  if (host.split('.').length > 3 || /^[\d.:]+$/.test(host)) return undefined;
  const how = host.includes('.') ? 'asks for it without the search domains' : 'fails unless every search domain knows it';
  return { code: 'short-name-nslookup', text: `nslookup of busybox after 1.28 cannot find ${host}: it ${how}; the full name works` };
}

function hasNewBusybox(image: string): boolean {
  const match = /(?:^|\/)(busybox|alpine)(?::([^@]{0,60}))?(?:@|$)/.exec(image.slice(0, 512));
  if (!match) return false;
  const version = /^(\d{1,3})\.(\d{1,3})/.exec(match[2] ?? '');
  if (!version) return true;
  const [major, minor] = [Number(version[1]), Number(version[2])];
  // Alpine built the new resolver in from 3.11.3 on.
  return match[1] === 'busybox' ? major > 1 || minor > 28 : major > 3 || minor > 11;
}
