import { edit, tryInPod } from './remedies.ts';
import type { Signature } from './signature.ts';

/** Scripts that install system packages when they start. */
export const packages: readonly Signature[] = [
  {
    id: 'packages-unreachable',
    code: 'connection-timeout',
    category: 'network-blocked',
    pattern:
      /(?:fetch|fetching|WARNING: (?:Ignoring|updating and opening|opening)) (?<url>https?:\/\/[^\s:]{1,200}):? .{0,60}(?:temporary error|network error|DNS lookup error|DNS:|connection refused|operation timed out|remote server returned error)|(?:E|W|Err): ?Failed to fetch (?<url2>\S{1,200})|Some index files failed to download|Temporary failure resolving '(?<url3>[^']{1,200})'|Cannot (?:find a valid baseurl|download repomd|retrieve metalink) for repo/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} installs packages when it starts, and cannot reach the package server${groups.url ? ` ${groups.url}` : ''}: no DNS or way out of the cluster, or a NetworkPolicy or proxy blocks egress`,
    fixes: (_, context) => [
      edit(context, 'use an image that already contains the packages, so that the start needs no network'),
      tryInPod(context, 'see whether the pod gets out', 'busybox:1.36', 'wget', '-q', '-O', '/dev/null', 'http://dl-cdn.alpinelinux.org/'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'WARNING: Ignoring https://dl-cdn.alpinelinux.org/alpine/v3.18/main: temporary error (try again later)',
      "Temporary failure resolving 'deb.debian.org'",
      'E: Failed to fetch http://deb.debian.org/debian/dists/bookworm/InRelease  Could not connect',
    ],
    lookAlikes: ['fetch https://dl-cdn.alpinelinux.org/alpine/v3.18/main/x86_64/APKINDEX.tar.gz', 'temporary error in the scheduler'],
  },
  {
    id: 'packages-missing',
    code: 'dependency-missing',
    category: 'config',
    pattern:
      /E: (?:Unable to locate package |Package '?)(?<name>[\w.+-]{1,80})|ERROR: unable to select packages|No match for argument: (?<name2>\S{1,80})|No package (?<name3>\S{1,80}) available|(?<name4>[\w.+-]{1,80}) \(no such package\)/,
    in: 'log',
    cause: (groups, context) =>
      `the package${groups.name ? ` ${groups.name}` : ''} that ${context.container} installs does not exist in the repositories of the image ${context.image} (other name, other release, or apt-get update is missing)`,
    fixes: (_, context) => [
      edit(context, 'correct the name of the package, run apt-get update first, or use an image that already contains it'),
    ],
    weight: 2,
    heals: 'no',
    matches: ['E: Unable to locate package postgresql-client-99', 'ERROR: unable to select packages:', '  kubectll (no such package):'],
    lookAlikes: ['E: Could not open lock file', 'package main loaded'],
  },
];
