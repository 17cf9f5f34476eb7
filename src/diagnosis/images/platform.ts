import type { Facts, Need } from '../facts.ts';
import type { Evidence } from '../finding.ts';
import { fromObject } from '../words/evidence.ts';

/** What a node can execute. */
export interface Platform {
  /** `linux`, `windows` */
  readonly os: string;
  /** `amd64`, `arm64`, ... as Go names them. */
  readonly arch: string;
}

export const platformNeeds = ({ pod }: Pick<Facts, 'pod'>): Need[] =>
  pod.spec?.nodeName ? [{ kind: 'Node', name: pod.spec.nodeName }] : [];

/** The platform of the pod's node; undefined when the node may not be read or does not say. */
export function platformOf({ pod, around }: Pick<Facts, 'pod' | 'around'>): Platform | undefined {
  const name = pod.spec?.nodeName;
  const read = name ? around.get('Node', name) : undefined;
  if (read?.state !== 'found') return undefined;
  const { metadata, status } = read.value;
  const arch = status?.nodeInfo?.architecture ?? metadata?.labels?.['kubernetes.io/arch'];
  const os = status?.nodeInfo?.operatingSystem ?? metadata?.labels?.['kubernetes.io/os'] ?? 'linux';
  return arch ? { os, arch } : undefined;
}

export function platformEvidence(facts: Pick<Facts, 'pod' | 'around'>): Evidence[] {
  const platform = platformOf(facts);
  return platform ? [fromObject(`Node ${facts.pod.spec?.nodeName}`, `${platform.os}/${platform.arch}`)] : [];
}

const architectures: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[-_./:])(?:arm64v8|arm64|aarch64)(?:$|[-_./:])/, 'arm64'],
  [/(?:^|[-_./:])(?:amd64|x86_64|x86-64)(?:$|[-_./:])/, 'amd64'],
  [/(?:^|[-_./:])(?:arm32v7|armv7|armhf|arm)(?:$|[-_./:])/, 'arm'],
  [/(?:^|[-_./:])ppc64le(?:$|[-_./:])/, 'ppc64le'],
  [/(?:^|[-_./:])s390x(?:$|[-_./:])/, 's390x'],
];

/** The architecture that an image's name or tag speaks of. */
export const architectureIn = (image: string): string | undefined => architectures.find(([pattern]) => pattern.test(image))?.[1];
