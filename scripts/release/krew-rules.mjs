// What krew and its reviewers ask of a manifest, as far as it can be seen without the archives.
import { binOf, platforms } from './platforms.mjs';

/**
 * The rules that a manifest breaks, each as a sentence; none when it is fit.
 * @param {any} manifest whatever the YAML holds
 */
export function brokenKrewRules(manifest) {
  const { apiVersion, kind, metadata = {}, spec = {} } = manifest ?? {};
  return [
    apiVersion === 'krew.googlecontainertools.github.com/v1alpha2' || 'apiVersion is not krew.googlecontainertools.github.com/v1alpha2',
    kind === 'Plugin' || 'kind is not Plugin',
    /^[a-z][a-z0-9-]*$/.test(metadata.name ?? '') || 'metadata.name is not lower-case words with hyphens',
    /^v\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(spec.version ?? '') || 'spec.version is not a semantic version with a v',
    /^https:\/\/\S+$/.test(spec.homepage ?? '') || 'spec.homepage is not an address',
    ...shortDescription(spec.shortDescription ?? ''),
    ...description(spec.description ?? ''),
    ...platforms.map((platform) => havingOne(spec.platforms ?? [], platform)),
    ...(spec.platforms ?? []).flatMap(platformRules),
  ].filter((rule) => rule !== true);
}

function shortDescription(text) {
  return [
    (text !== '' && !text.includes('\n')) || 'spec.shortDescription is not one line',
    text.length <= 50 || `spec.shortDescription has ${text.length} characters; 50 are allowed`,
    !/kubectl|kubernetes|plugin/i.test(text) || 'spec.shortDescription says kubectl, Kubernetes or plugin, as all of them could',
  ];
}

function description(text) {
  return [text !== '' || 'spec.description is missing', text.split('\n').every(fits) || 'spec.description has lines over 80 characters'];
}

const fits = (line) => line.length <= 80;

function havingOne(entries, platform) {
  const { os, arch } = platform;
  const matching = entries.filter(({ selector }) => selector?.matchLabels?.os === os && selector.matchLabels.arch === arch);
  if (matching.length !== 1) return `${os}/${arch} has ${matching.length} entries in spec.platforms, not one`;
  return matching[0].bin === binOf(platform) || `bin of ${os}/${arch} is not ${binOf(platform)}`;
}

function platformRules({ selector, uri = '', sha256 = '', files }) {
  const { os, arch } = selector?.matchLabels ?? {};
  return [
    /^https:\/\/\S+\.(?:tar\.gz|zip)$/.test(uri) || `uri of ${os}/${arch} is not the address of a .tar.gz or .zip`,
    /^[0-9a-f]{64}$/.test(sha256) || `sha256 of ${os}/${arch} is not 64 lower-case hexadecimal digits`,
    files === undefined || `${os}/${arch} names files; without, krew installs the whole archive`,
  ];
}
