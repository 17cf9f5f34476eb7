import type { Facts } from '../../facts.ts';
import type { Fix } from '../../finding.ts';
import { readImage } from '../../images/image-reference.ts';
import { pullFailure } from '../../images/pull-failure.ts';
import type { Rule } from '../../rule.ts';
import { roleOf } from '../../runs/failed-run.ts';
import { changeContainer } from '../../words/change-container.ts';
import { advise, inspect } from '../../words/commands.ts';

interface Trouble {
  readonly pattern: RegExp;
  readonly what: (host: string) => string;
  readonly fix: (host: string, node: string) => string;
}

/** The first that matches the runtime's words. */
const troubles: readonly Trouble[] = [
  {
    // Go's client repeats the status line of a proxy that refuses CONNECT, and nothing else.
    pattern: /failed to do request: .{1,400}": (?:Forbidden|Proxy Authentication Required|Bad Gateway|Service Unavailable)$/,
    what: (host) => `the proxy that the container runtime uses refuses the way to ${host}`,
    fix: (host, node) =>
      `have ${host} allowed at the proxy (HTTPS_PROXY of the container runtime on ${node}), with the login that it wants, or add ${host} to NO_PROXY and open the direct way`,
  },
  {
    pattern: /proxyconnect/,
    what: () => 'the proxy that the container runtime uses does not answer',
    fix: (host, node) =>
      `correct HTTPS_PROXY/NO_PROXY of the container runtime on ${node} (add ${host} to NO_PROXY if it is inside), then restart the runtime`,
  },
  {
    pattern: /no such host|server misbehaving|temporary failure in name resolution|lookup .{1,200} on /,
    what: (host) => `the node's DNS does not resolve ${host} (no such host)`,
    fix: (host, node) =>
      `correct the registry host in the image name if ${host} is wrong, else the DNS of ${node} (/etc/resolv.conf): the node resolves it, not the cluster's DNS`,
  },
  {
    pattern: /connection refused|no route to host|network is unreachable|connection reset|broken pipe/,
    what: (host) => `${host} cannot be reached from the node (connection refused, reset or no route)`,
    fix: (host, node) =>
      `see that registry ${host} runs and that a firewall or proxy lets ${node} reach it, or set a mirror that it can reach`,
  },
  {
    pattern: /\b50[0-4]\b|registry is unavailable/,
    what: (host) => `registry ${host} answers with a server error (unavailable)`,
    fix: (host) => `wait for registry ${host} to recover (see its status page), or pull from a mirror`,
  },
  {
    pattern: /./,
    what: (host) => `the connection to ${host} times out or breaks off`,
    fix: (host, node) =>
      `let ${node} reach registry ${host} (firewall, NAT, proxy, MTU), set a mirror it can reach, or preload the image on the node`,
  },
];

/** The node cannot reach the registry, or the registry is down. */
export const imageNetwork: Rule = {
  id: 'image-network',
  judge(facts) {
    const failure = pullFailure(facts);
    if (failure?.cause !== 'network') return [];
    const { step, image, text } = failure;
    const host = unreached(text) ?? readImage(image).registry;
    const node = facts.pod.spec?.nodeName;
    const onNode = node ? `node ${node}` : 'the node';
    const trouble = troubles.find(({ pattern }) => pattern.test(text));
    if (!trouble) return [];
    const fixes: Fix[] = [
      advise(trouble.fix(host, onNode)),
      ...(step.spec.imagePullPolicy === 'Always' ? [fromNode(facts, step.name, image)] : []),
      inspect('see whether other pods have the same trouble on their nodes', 'get', 'events', '-A', '--field-selector=reason=Failed'),
      ...(node ? [inspect(`see the conditions of ${node}`, 'describe', 'node', node)] : []),
    ];
    return [
      {
        code: 'image-network',
        category: 'image-network',
        severity: 'error',
        container: step.name,
        cause: `${onNode} cannot pull image ${image} of ${roleOf(step)} ${step.name}: ${trouble.what(host)}`,
        fixes,
        evidence: failure.evidence,
        heals: 'maybe',
        confidence: 'certain',
        depth: 'cause',
      },
    ];
  },
};

/** Offline clusters have their images on the nodes. */
const fromNode = (facts: Facts, container: string, image: string): Fix =>
  changeContainer(
    facts,
    container,
    `if the nodes already have ${image}, set imagePullPolicy: IfNotPresent on ${container} (it is Always)`,
    {
      imagePullPolicy: 'IfNotPresent',
    },
  );

/** The host that did not answer may be the registry's, that of its tokens or of its blobs. */
function unreached(text: string): string | undefined {
  return /lookup ([\w.-]{1,200})/.exec(text)?.[1] ?? /https?:\/\/([\w.:-]{1,200})/.exec(text)?.[1];
}
