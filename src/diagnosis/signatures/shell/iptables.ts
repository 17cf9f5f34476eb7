import { askNodeOwner, edit, nodeOf, recreate, showEvents, showSecurity } from '../remedies.ts';
import type { Signature, SignatureContext } from '../signature.ts';

/** What iptables, ip6tables and nft say: mostly from containers that a mesh injects. */

const isMesh = ({ container }: SignatureContext) => /istio|linkerd|proxy|kuma|consul|envoy|mesh|osm/i.test(container);
const cniPlugin = (context: SignatureContext) =>
  isMesh(context)
    ? 'or use the CNI plugin of the mesh (istio-cni, linkerd-cni), which sets the rules on the node, so that no pod needs the right'
    : 'or have the rules set by a privileged DaemonSet of the node';

export const iptables: readonly Signature[] = [
  {
    id: 'iptables-restore-chain',
    code: 'rerun',
    category: 'idempotency',
    pattern: /(?:iptables|ip6tables)-restore(?: v[\d.]{1,8}(?: \(\w{1,12}\))?)?: line (?<line>[2-9]) failed/,
    in: 'log',
    cause: (groups, context) =>
      `iptables-restore of ${context.container} fails in line ${groups.line}, where its chains are created: they already exist, because it runs again (a second time) in a pod whose network is already set up; its exited container was removed on the node`,
    fixes: (_, context) => [
      showEvents(context, 'see whether it was created once more'),
      recreate(context, 'delete the pod, so that a new one starts with a clean network namespace'),
      askNodeOwner(context, 'not to prune exited containers there: the kubelet runs an init container whose container was removed again'),
    ],
    weight: 3,
    heals: 'no',
    matches: ['iptables-restore: line 2 failed', 'ip6tables-restore v1.8.7 (legacy): line 5 failed'],
    lookAlikes: ['iptables-restore: line 27 failed', 'iptables-restore --noflush /tmp/rules.txt'],
  },
  {
    id: 'iptables-chain-exists',
    code: 'rerun',
    category: 'idempotency',
    pattern:
      /(?:iptables|ip6tables)(?:-\w{1,10})?(?: v[\d.]{1,8}(?: \(\w{1,12}\))?)?: (?:line \d{1,4}: )?Chain already exists|(?:CHAIN_ADD|CHAIN_USER_ADD) failed \(File exists\)|nft(?:ables)?.{0,120}File exists/,
    in: 'log',
    cause: (_, context) =>
      `${context.container} runs again (a second time) in a network namespace that already has its iptables chains: Chain already exists; its exited container was removed on the node, or it was restarted half way`,
    fixes: (_, context) => [
      showEvents(context, 'see whether it was created a second time'),
      recreate(context, 'delete the pod, so that a new one starts with a clean network namespace'),
      askNodeOwner(
        context,
        'not to prune exited containers there (docker system prune, crictl rm): the kubelet runs a removed init container again, and this one is not idempotent',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: ['iptables: Chain already exists.', 'iptables v1.8.7 (nf_tables): CHAIN_ADD failed (File exists): chain ISTIO_REDIRECT'],
    lookAlikes: ['iptables: No chain/target/match by that name.', 'mkdir: /data/x: File exists'],
  },
  {
    id: 'iptables-restore-failed',
    code: 'mesh',
    category: 'mesh',
    pattern:
      /(?:iptables|ip6tables)-restore(?: v[\d.]{1,8}(?: \(\w{1,12}\))?)?: (?:line (?<line>\d{1,5}) failed|unable to initialize table|.{0,60}failed)/,
    in: 'log',
    cause: (groups, context) =>
      `iptables-restore of ${context.container} fails${groups.line ? ` in line ${groups.line}` : ''}: a chain already exists from an earlier run in the same pod, or the kernel lacks a table, match or target`,
    fixes: (_, context) => [
      showEvents(context, 'see whether the container was created again in a pod that already ran'),
      recreate(context, 'delete the pod, so that a new one starts with a clean network namespace'),
      askNodeOwner(context, 'to load the netfilter modules (nat, REDIRECT, owner), and not to prune exited containers there'),
    ],
    weight: 2,
    heals: 'no',
    matches: ['iptables-restore: line 27 failed', 'ip6tables-restore v1.8.7 (legacy): line 17 failed'],
    lookAlikes: ['iptables-restore --noflush /tmp/rules.txt', 'restore of line 2 failed'],
  },
  {
    id: 'iptables-legacy-tables',
    code: 'mesh',
    category: 'mesh',
    pattern:
      /(?:iptables|ip6tables)(?:-\w{1,10})?(?: v[\d.]{1,8} \((?<backend>\w{1,12})\))?: .{0,80}(?:can't initialize|Cannot initialize|unable to initialize)[: ].{0,80}(?:Table does not exist|iptables who\?|do you need to insmod|table '?\w{1,10}'?)|Table does not exist \(do you need to insmod/,
    in: 'log',
    cause: (groups, context) =>
      `iptables${groups.backend ? ` (${groups.backend})` : ''} finds no table in the kernel of ${nodeOf(context)}: the modules ip_tables and iptable_nat of the legacy back end are not loaded (a node with nftables only), or ${context.container} may not load them`,
    fixes: (_, context) => [
      showSecurity(context),
      askNodeOwner(context, 'to load the kernel modules ip_tables, iptable_nat (ip6_tables, ip6table_nat for IPv6) at boot'),
      edit(
        context,
        `or let it use the nft mode of iptables (linkerd: proxyInit.iptablesMode=nft)${isMesh(context) ? `, ${cniPlugin(context)}` : ''}`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "iptables v1.8.7 (legacy): can't initialize iptables table `nat': Table does not exist (do you need to insmod?)",
      'time="2026-05-04T09:00:00Z" level=info msg="iptables-save v1.8.10 (legacy): Cannot initialize: iptables who? (do you need to insmod?)\\n"',
      "ip6tables v1.8.4 (legacy): can't initialize ip6tables table `nat': Table does not exist (do you need to insmod?)",
    ],
    lookAlikes: [
      "iptables v1.8.7 (legacy): can't initialize iptables table `nat': Permission denied (you must be root)",
      'ERROR 1146: Table does not exist',
    ],
  },
  {
    id: 'iptables-not-root',
    code: 'not-permitted',
    category: 'privilege',
    pattern:
      /(?:iptables|ip6tables)(?:-\w{1,10})?(?: v[\d.]{1,8}(?: \(\w{1,12}\))?)?: .{0,160}(?:Permission denied|[Oo]peration not permitted|you must be root)|nft: .{0,80}(?:Operation not permitted|you must be root)|Fatal: can't open lock file \/run\/xtables\.lock: Permission denied|netlink: Error: cache initialization failed: Operation not permitted/,
    in: 'log',
    cause: (_, context) =>
      `${context.container} may not change iptables rules (permission denied): it needs root and the capabilities NET_ADMIN and NET_RAW, or must be privileged on nodes with SELinux`,
    fixes: (_, context) => [
      showSecurity(context),
      edit(
        context,
        `let it run as root with the capabilities NET_ADMIN and NET_RAW (privileged: true on OpenShift or SELinux, with an SCC that allows it), ${cniPlugin(context)}`,
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'iptables v1.8.7 (nf_tables): Could not fetch rule set generation id: Permission denied (you must be root)',
      "iptables v1.6.1: can't initialize iptables table `nat': Permission denied (you must be root)",
      "Fatal: can't open lock file /run/xtables.lock: Permission denied",
    ],
    lookAlikes: [
      "iptables v1.8.7 (legacy): can't initialize iptables table `nat': Table does not exist (do you need to insmod?)",
      'mount: permission denied (are you root?)',
    ],
  },
  {
    id: 'iptables-missing-target',
    code: 'not-permitted',
    category: 'privilege',
    pattern:
      /(?:iptables|ip6tables)(?:-\w{1,10})?(?: v[\d.]{1,8}(?: \(\w{1,12}\))?)?: (?:.{0,40}No chain\/target\/match by that name|.{0,80}Couldn't load (?:target|match) [`'](?<what>[\w-]{1,40})|.{0,60}unknown option "?--to-ports|.{0,80}Extension (?<what2>\w{1,30}) (?:revision \d )?not supported)|Warning: Extension (?<what3>\w{1,30}) (?:revision \d )?not supported, missing kernel module/,
    in: 'log',
    cause: (groups, context) =>
      `the kernel of ${nodeOf(context)} has no module for the iptables ${groups.what ? `target or match ${groups.what}` : 'target, match or chain'} (REDIRECT, owner), and ${context.container} may not load it: NET_ADMIN alone is not enough, as on OpenShift with SELinux`,
    fixes: (_, context) => [
      showSecurity(context),
      askNodeOwner(context, 'to load the netfilter modules at boot (xt_REDIRECT, xt_owner, iptable_nat, nft_compat)'),
      edit(context, `or run ${context.container} privileged (privileged: true, with an SCC that allows it), ${cniPlugin(context)}`),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'iptables: No chain/target/match by that name.',
      "iptables v1.8.4 (legacy): Couldn't load match `owner':No such file or directory",
      'Warning: Extension REDIRECT revision 0 not supported, missing kernel module?',
    ],
    lookAlikes: ['iptables: Chain already exists.', 'unknown option --to-ports of haproxy'],
  },
  {
    id: 'iptables-rule-refused',
    code: 'mesh',
    category: 'mesh',
    pattern:
      /(?:iptables|ip6tables)(?:-\w{1,10})?(?: v[\d.]{1,8}(?: \(\w{1,12}\))?)?: .{0,40}(?<why>(?:RULE|CHAIN|TABLE)_\w{3,8} failed \([^)]{1,40}\))/,
    in: 'log',
    cause: (groups, context) =>
      `the kernel of ${nodeOf(context)} refuses a rule that ${context.container} adds with iptables (${groups.why}): the kernel module of its match or target is not loaded (xt_comment, xt_multiport, xt_owner, nft_compat), or legacy and nft rules are mixed`,
    fixes: (_, context) => [
      showSecurity(context),
      askNodeOwner(context, 'to load these netfilter modules at boot (/etc/modules-load.d) and to use one iptables back end'),
      edit(context, `or let it use the other mode of iptables (legacy or nft)${isMesh(context) ? `, ${cniPlugin(context)}` : ''}`),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'iptables v1.8.10 (nf_tables):  RULE_APPEND failed (No such file or directory): rule in chain PREROUTING',
      'iptables v1.8.7 (nf_tables): CHAIN_ADD failed (Invalid argument): chain PREROUTING',
    ],
    lookAlikes: [
      'iptables v1.8.7 (nf_tables): Could not fetch rule set generation id: Permission denied (you must be root)',
      'alert RULE_APPEND failed (no data)',
    ],
  },
  {
    id: 'iptables-no-ipv6',
    code: 'mesh',
    category: 'mesh',
    pattern:
      /ip6tables(?:-\w{1,10})?(?: v[\d.]{1,8}(?: \(\w{1,12}\))?)?: .{0,120}(?:Address family not supported|Protocol not supported|No such file or directory)/,
    in: 'log',
    cause: (_, context) =>
      `${nodeOf(context)} has IPv6 switched off or lacks the ip6tables modules, but ${context.container} sets IPv6 rules`,
    fixes: (_, context) => [
      showSecurity(context),
      askNodeOwner(context, 'to load ip6_tables and ip6table_nat, or to switch IPv6 on'),
      edit(context, 'or switch IPv6 rules off in the mesh'),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      "ip6tables v1.8.7 (legacy): can't initialize: Address family not supported by protocol",
      'ip6tables-restore v1.8.7 (nf_tables): Could not fetch rule set: Protocol not supported',
    ],
    lookAlikes: ['socket: Address family not supported by protocol', 'ip6tables -t nat -A OUTPUT'],
  },
  {
    id: 'iptables-lock',
    code: 'mesh',
    category: 'mesh',
    pattern: /(?:holding the xtables lock|xtables lock; (?:waiting|still)|[Rr]esource temporarily unavailable.{0,40}xtables)/,
    in: 'log',
    cause: (_, context) =>
      `another program on ${nodeOf(context)} holds the xtables lock, so ${context.container} cannot change iptables rules`,
    fixes: (_, context) => [
      showEvents(context, 'see whether later attempts get through; the lock is mostly free again soon'),
      askNodeOwner(context, 'to find who holds /run/xtables.lock (kube-proxy with many Services)'),
      edit(context, 'use iptables -w, which waits for the lock'),
    ],
    weight: 2,
    heals: 'maybe',
    matches: [
      'Another app is currently holding the xtables lock. Perhaps you want to use the -w option?',
      'Another app is currently holding the xtables lock; still 9s 0us time ahead to have a chance to grab the lock...',
    ],
    lookAlikes: ['could not obtain lock on relation', 'waiting for the changelog lock'],
  },
];
