import { advise } from '../../words/commands.ts';
import { edit, showCommand, tryInPod } from '../remedies.ts';
import type { Signature } from '../signature.ts';

/** Scripts that install system packages when they start. */
export const packages: readonly Signature[] = [
  {
    id: 'packages-unreachable',
    code: 'connection-timeout',
    category: 'network-blocked',
    pattern:
      /(?:fetch|fetching|WARNING: (?:Ignoring|updating and opening|opening)) (?<url>https?:\/\/[^\s:]{1,200}):? .{0,60}(?:temporary error|network error|DNS lookup error|DNS:|connection refused|operation timed out|remote server returned error)|(?:E|W|Err): ?Failed to fetch (?<url2>\S{1,200})|Some index files failed to download|Temporary failure resolving '(?<url3>[^']{1,200})'|after connection broken by '|satisfies the requirement (?<name>\S{1,100}) \(from versions: none\)|npm (?:ERR!|error) (?:code|errno) (?:ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED)|npm (?:ERR!|error) network request to (?<url4>\S{1,200}) failed|Could not fetch specs from (?<url5>\S{1,200})|Cannot (?:find a valid baseurl|download repomd|retrieve metalink) for repo/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} installs packages${groups.name ? ` (${groups.name})` : ''} when it starts, and cannot reach the package server${groups.url ? ` ${groups.url}` : ' (PyPI, npm, apt, apk or its like)'}: no DNS or way out of the cluster, or a NetworkPolicy or proxy blocks egress`,
    fixes: (_, context) => [
      edit(context, 'use an image that already contains the packages, so that the start needs no network'),
      tryInPod(context, 'see whether the pod gets out', 'busybox:1.36', 'wget', '-q', '-O', '/dev/null', 'http://dl-cdn.alpinelinux.org/'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'WARNING: Ignoring https://dl-cdn.alpinelinux.org/alpine/v3.18/main: temporary error (try again later)',
      "Temporary failure resolving 'deb.debian.org'",
      'ERROR: Could not find a version that satisfies the requirement boto3 (from versions: none)',
      'npm ERR! code EAI_AGAIN',
      'E: Failed to fetch http://deb.debian.org/debian/dists/bookworm/InRelease  Could not connect',
    ],
    lookAlikes: ['fetch https://dl-cdn.alpinelinux.org/alpine/v3.18/main/x86_64/APKINDEX.tar.gz', 'temporary error in the scheduler'],
  },
  {
    id: 'packages-missing',
    code: 'dependency-missing',
    category: 'config',
    pattern:
      /E: (?:Unable to locate package |Package '?)(?<name>[\w.+-]{1,80})|ERROR: unable to select packages|No match for argument: (?<name2>\S{1,80})|No package (?<name3>\S{1,80}) available|satisfies the requirement (?<name5>\S{1,100}) \(from versions: \d|(?<name4>[\w.+-]{1,80}) \(no such package\)/,
    in: 'log',
    cause: (groups, context) =>
      `the package${groups.name ? ` ${groups.name}` : ''} that ${context.container} installs does not exist in the repositories of the image ${context.image} (other name, other release, or apt-get update is missing)`,
    fixes: (_, context) => [
      edit(context, 'correct the name of the package, run apt-get update first, or use an image that already contains it'),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'ERROR: Could not find a version that satisfies the requirement shop==9 (from versions: 1.0, 1.1)',
      'E: Unable to locate package postgresql-client-99',
      'ERROR: unable to select packages:',
      '  kubectll (no such package):',
    ],
    lookAlikes: ['E: Could not open lock file', 'package main loaded'],
  },
  {
    id: 'packages-lock-file',
    code: 'bad-config',
    category: 'config',
    pattern:
      /(?<command>npm ci)`? can only install (?:packages )?(?:when|with)|(?<command2>yarn) was run with `--frozen-lockfile`|YN0028|ERR_(?<command3>PNPM)_(?:OUTDATED_LOCKFILE|FROZEN_LOCKFILE_WITH_OUTDATED_LOCKFILE|NO_LOCKFILE)|lock file (?:is not up to date|does not contain a compatible set)|pyproject\.toml changed significantly since (?<command4>poetry)\.lock|Pipfile\.lock \(\S{1,20}\) out of date|(?:frozen|deployment) mode after changing your Gemfile|lock file \S{1,200} needs to be updated but --locked/,
    in: 'log',
    cause: (groups, context) =>
      `the lock file of ${context.container} does not fit its list of packages (package.json and package-lock.json or their like are not in sync)${groups.command ? `, which ${groups.command.toLowerCase()} refuses` : ''}: it was not committed with the change, or an image or volume holds one of another state`,
    fixes: (_, context) => [
      showCommand(context),
      advise(
        'update the lock file where the sources are (npm install, yarn install, pnpm install, bundle lock, poetry lock) and commit it',
      ),
      edit(context, 'use the image or revision that holds both; better install packages when the image is built than in an init container'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'npm error `npm ci` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync.',
      'error Your lockfile needs to be updated, but yarn was run with `--frozen-lockfile`.',
      ' ERR_PNPM_OUTDATED_LOCKFILE  Cannot install with "frozen-lockfile" because pnpm-lock.yaml is not up to date with package.json',
      'pyproject.toml changed significantly since poetry.lock was last generated. Run `poetry lock` to fix the lock file.',
    ],
    lookAlikes: ['npm ci finished in 12s', 'package-lock.json already exists', 'success Already up-to-date.'],
  },
  {
    id: 'packages-plugin-version',
    code: 'bad-config',
    category: 'config',
    pattern:
      /[Pp]lugin (?<name>[\w.-]{1,80}):\S{1,40} (?:\(via [^)]{1,120}\) )?depends on (?<wanted>[\w.:-]{1,120}), but there is an older version defined on the top level - (?<has>[\w.-]{1,80}:[\w.-]{1,60})/,
    in: 'log',
    cause: (groups, context) =>
      `the plugins that ${context.container} installs do not fit together: ${groups.name} depends on ${groups.wanted}, but the list names an older version, ${groups.has}`,
    fixes: (groups, context) => [
      showCommand(context),
      edit(
        context,
        `raise ${groups.has?.split(':')[0] ?? 'the older plugin'} to ${groups.wanted?.split(':')[1] ?? 'the version that is asked for'} or newer in the list of plugins (Jenkins chart: controller.installPlugins), or pin ${groups.name ?? 'the plugin'} to the older release that fits`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'Plugin kubernetes:1.31.3 (via credentials:1087.v16065d268466) depends on configuration-as-code:1414.v878271fc496f, but there is an older version defined on the top level - configuration-as-code:1.55.1,',
      'Plugin workflow-aggregator:2.6 depends on workflow-job:2.40, but there is an older version defined on the top level - workflow-job:2.39',
    ],
    lookAlikes: ['Will install new plugin workflow-api 1192.v2d0deb_19d212', 'Plugin git depends on nothing'],
  },
  {
    id: 'packages-plugins',
    code: 'dependency-missing',
    category: 'dep-not-found',
    pattern:
      /Some plugins could not be downloaded: (?<name>.{1,160})|Unable to (?:resolve plugin URL|download plugin) ?(?<url>https?:\/\/[^\s,]{1,200})?|Failed (?:to (?:download|install)|downloading|installing) plugin:? (?<name2>\S{1,100})|[Pp]lugin (?<name3>[\w.@:-]{1,100}) (?:not found|could not be (?:found|downloaded|installed))|[Pp]lugin prerequisites? not met|(?<name4>\S{1,80}) requires a greater version of Jenkins/,
    in: 'log',
    cause: (groups, context) =>
      `a plugin that ${context.container} downloads when it starts cannot be had${groups.name ? `: ${groups.name}` : groups.url ? ` from ${groups.url}` : ''}: that name or version is not found on the update site (404), or does not fit the release of the image`,
    fixes: (_, context) => [
      showCommand(context),
      edit(
        context,
        'correct name and version of the plugin in the chart values (installPlugins, GF_INSTALL_PLUGINS), raise the image to the release that the plugin requires, or use an image with the plugins built in, so that the start needs no network',
      ),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'Some plugins could not be downloaded: credentials-binding:1.19',
      'Unable to resolve plugin URL https://updates.test/download/plugins/x/1/x.hpi, or download plugin x to file: status code: 404, reason phrase: Not Found',
      'ERROR: Plugin prerequisite not met',
      'Error: Plugin grafana-x not found',
    ],
    lookAlikes: ['Installing plugin x', 'all plugins are up to date'],
  },
];
