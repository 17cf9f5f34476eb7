import type { Rule } from '../../rule.ts';
import { failedRun, lineEvidence, roleOf } from '../../runs/failed-run.ts';
import { quotable } from '../../signatures/lines.ts';
import { changeContainer } from '../../words/change-container.ts';
import { advise } from '../../words/commands.ts';
import { fromSpec } from '../../words/evidence.ts';
import { ofInitContainer, showPod } from '../../words/show-pod.ts';

const setting =
  /sysctl.{0,60}?['"]?(?<key>(?:kernel|vm|net|fs|user|dev)\.[\w./-]{1,120})['"]?.{0,40}(?:[Rr]ead-only file ?system|[Pp]ermission denied|[Oo]peration not permitted)|\/proc\/sys\/(?<path>[\w/.-]{1,120}).{0,60}(?:[Rr]ead-only file ?system|[Pp]ermission denied)|(?:[Rr]ead-only file ?system|[Pp]ermission denied).{0,60}\/proc\/sys\/(?<late>[\w/.-]{1,120})/;

/** A kernel setting is written from a container that may not: /proc/sys is read-only unless it is privileged. */
export const notPermitted: Rule = {
  id: 'not-permitted',
  judge(facts) {
    const failed = failedRun(facts);
    if (!failed) return [];
    const { step, lines } = failed;
    const line = lines
      .slice(-40)
      .map(quotable)
      .findLast((one) => setting.test(one));
    if (line === undefined || step.spec.securityContext?.privileged === true) return [];
    const groups = setting.exec(line)?.groups ?? {};
    const key = groups.key ?? (groups.path ?? groups.late ?? '').replaceAll('/', '.');
    // These belong to the pod's own namespaces, so the pod may ask for them without any privilege.
    const own = /^(?:net\.|kernel\.(?:shm|msg|sem)|fs\.mqueue)/.test(key);
    const node = facts.pod.spec?.nodeName;
    return [
      {
        code: 'not-permitted',
        category: 'privilege',
        severity: 'error',
        container: step.name,
        cause: `${roleOf(step)} ${step.name} writes the kernel setting (sysctl) ${key}, but it is not privileged, so /proc/sys is a read-only file system for it`,
        fixes: [
          changeContainer(
            facts,
            step.name,
            `set securityContext.privileged: true on ${step.name} (the namespace must admit privileged pods), or set ${key} on the node itself and leave the container out`,
            {
              securityContext: { privileged: true, runAsUser: 0 },
            },
          ),
          ...(own
            ? [
                advise(
                  `or declare it without privilege in the pod: securityContext.sysctls: [{name: ${key}, value: ...}] (unsafe ones need allowedUnsafeSysctls of the kubelet)`,
                ),
              ]
            : []),
          showPod(facts, 'see the security context', ofInitContainer(step.name, '.securityContext')),
          ...(node
            ? [advise(`whoever runs node ${node} can set it for good: /etc/sysctl.d, or the node's configuration in the cloud`)]
            : []),
        ],
        evidence: [
          lineEvidence(failed, line),
          fromSpec(`securityContext of ${step.name}`, JSON.stringify(step.spec.securityContext ?? {})),
        ],
        heals: 'no',
        confidence: 'certain',
        depth: 'root',
        explains: ['permission-denied', 'read-only', 'exit-code'],
      },
    ];
  },
};
