import { admissionDenied } from '../../../../src/diagnosis/rules/refused/admission-denied.ts';
import { fires, owner, refusedPod, silent } from '../around-facts.ts';

const denied = (name: string, why: string) => `Error creating: admission webhook "${name}" denied the request: ${why}`;

fires(admissionDenied, {
  Gatekeeper: [
    owner(
      denied(
        'validation.gatekeeper.sh',
        '[psp-privileged] Privileged container is not allowed: setup, securityContext: {"privileged": true}',
      ),
    ),
    {
      cause: /Gatekeeper constraint psp-privileged denied the pod for its init container setup: Privileged container/,
      container: 'setup',
      category: 'admission',
    },
  ],
  Kyverno: [
    owner(
      denied(
        'validate.kyverno.svc-fail',
        "\n\nresource Pod/shop/web was blocked due to the following policies \n\ndisallow-latest-tag:\n  validate-image-tag: 'validation error: Using a mutable image tag is not allowed. rule validate-image-tag failed at path /spec/initContainers/0/image/'",
      ),
    ),
    {
      cause: /Kyverno policy disallow-latest-tag denied .*setup: validate-image-tag: 'validation error: Using a mutable/,
      container: 'setup',
      command: /clusterpolicy disallow-latest-tag/,
    },
  ],
  'an image without a signature': [
    owner(
      denied(
        'mutate.kyverno.svc-fail',
        "\n\nresource Pod/shop/web was blocked due to the following policies \n\nverify-images:\n  check: 'failed to verify image ghcr.io/acme/tools:1.4: .attestors[0].entries[0].keys: no signatures found'",
      ),
    ),
    { cause: /Kyverno policy verify-images denied .*no signatures found/, fix: /cosign sign/ },
  ],
  'a validating policy': [
    owner(
      refusedPod(
        "ValidatingAdmissionPolicy 'no-root' with binding 'no-root-all' denied request: failed expression: object.spec.initContainers.all(c, c.securityContext.runAsNonRoot)",
      ),
    ),
    { cause: /ValidatingAdmissionPolicy no-root denied the pod: failed expression/ },
  ],
  'GKE Autopilot': [
    owner(
      denied(
        'warden-validating.common-webhooks.networking.gke.io',
        'GKE Warden rejected the request because it violates one or more constraints.\nViolations details: {"[denied by autogke-disallow-privilege]":["container setup is privileged; not allowed in Autopilot"]}\nRequested by user: \'system:serviceaccount:kube-system:replicaset-controller\'',
      ),
    ),
    {
      cause:
        /^GKE Autopilot \(GKE Warden\) denied the pod for its init container setup: denied by autogke-disallow-privilege:container setup is privileged; not allowed in Autopilot$/,
      container: 'setup',
      fix: /node\.store\.allow_mmap: false/,
    },
  ],
  'some webhook': [
    owner(denied('images.acme.io', 'image docker.io/library/busybox:1 is not from an allowed registry')),
    { cause: /admission webhook images.acme.io denied the pod: image docker.io/ },
  ],
  'without an explanation': [
    owner('Error creating: admission webhook "x.acme.io" denied the request without explanation'),
    { cause: /it gave no reason/ },
  ],
  'a priority class that is not there': [
    owner(refusedPod('no PriorityClass with name urgent was found')),
    { cause: /PriorityClass urgent does not exist/, command: /get priorityclasses/ },
  ],
  'a namespace that is going': [
    owner(refusedPod('unable to create new content in namespace shop because it is being terminated')),
    { cause: /namespace shop because it is being terminated/ },
  ],
});

silent(admissionDenied, {
  'the webhook did not answer': owner(
    'Error creating: Internal error occurred: failed calling webhook "x.acme.io": failed to call webhook: Post "https://x.acme.svc:443/?timeout=10s": context deadline exceeded',
  ),
  'pod security': owner(refusedPod('violates PodSecurity "baseline:latest": privileged (container "setup" must not)')),
  'a quota': owner(refusedPod('exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1')),
  'a LimitRange': owner(refusedPod('maximum memory usage per Container is 1Gi, but limit is 2Gi')),
  'no account': owner(refusedPod('error looking up service account shop/a: serviceaccount "a" not found')),
});
