import type { Fix } from '../../finding.ts';
import { platformEvidence, platformNeeds, platformOf } from '../../images/platform.ts';
import { pullFailure } from '../../images/pull-failure.ts';
import { injectorOf } from '../../owners/injector.ts';
import type { Rule } from '../../rule.ts';
import { roleOf } from '../../runs/failed-run.ts';
import { changePod } from '../../words/change-spec.ts';
import { advise, inspect } from '../../words/commands.ts';

/** The image has no build for the node's processor or operating system. */
export const imageArch: Rule = {
  id: 'image-arch',
  needs: (facts) => (pullFailure(facts)?.cause === 'arch' ? platformNeeds(facts) : []),
  judge(facts) {
    const failure = pullFailure(facts);
    if (failure?.cause !== 'arch') return [];
    const { step, image } = failure;
    const platform = platformOf(facts);
    const node = facts.pod.spec?.nodeName ?? 'the node';
    const injector = injectorOf(facts, step.name);
    const windows = platform?.os === 'windows';
    const other = platform?.arch === 'arm64' ? 'amd64' : 'arm64';
    const needed = platform ? `${platform.os}/${platform.arch}` : 'the platform of that node';
    const by = injector ? `, injected by ${injector.by},` : '';
    const keepOut: Fix[] =
      windows && injector
        ? [
            advise(
              `do not inject pods on Windows nodes: annotate the pod template with ${injector.off ?? 'the opt-out of the webhook'} (inject disabled)`,
            ),
          ]
        : [];
    const select = windows ? { 'kubernetes.io/os': 'linux' } : { 'kubernetes.io/arch': other };
    const [label = '', value = ''] = Object.entries(select)[0] ?? [];
    return [
      {
        code: 'image-arch',
        category: 'image-arch',
        severity: 'error',
        container: step.name,
        cause: `image ${image} of ${roleOf(step)} ${step.name}${by} has no build for ${needed}, the platform (architecture and system) of node ${node}${windows ? ': it exists for Linux only' : ''}`,
        fixes: [
          ...keepOut,
          changePod(
            facts,
            `let the pod run where the image does: nodeSelector ${label}=${value} (if it is built for ${value}), or use a multi-arch image`,
            { nodeSelector: select },
          ),
          inspect('see the platform of every node', 'get', 'nodes', '-L', 'kubernetes.io/arch,kubernetes.io/os'),
          ...(windows ? [] : [advise(`build ${image} for ${needed} too: docker buildx build --platform linux/amd64,linux/arm64`)]),
        ],
        evidence: [...failure.evidence, ...platformEvidence(facts)],
        heals: 'no',
        confidence: 'certain',
        depth: platform ? 'root' : 'cause',
      },
    ];
  },
};
