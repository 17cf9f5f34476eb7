import { webhookPatch } from '../../../../src/diagnosis/rules/refused/webhook-patch.ts';
import { fires, owner, refusedPod, silent } from '../around-facts.ts';

const internal = (why: string) => `Error creating: Internal error occurred: ${why}`;

fires(webhookPatch, {
  'it adds to a list that is not there': [
    owner(internal('add operation does not apply: doc is missing path: "/spec/initContainers/0": missing value')),
    {
      cause:
        /no pod of Deployment web can be created, as a mutating webhook injects something by a JSON patch that does not fit \(add \/spec\/initContainers\/0\): the pod has no init containers yet/,
      category: 'admission',
      fix: /find the mutating webhook/,
      command: /get mutatingwebhookconfigurations/,
      depth: 'root',
    },
  ],
  'it replaces what is not there': [
    owner(internal('jsonpatch replace operation does not apply: doc is missing key: /metadata/annotations/inject: missing value')),
    { cause: /\(replace \/metadata\/annotations\/inject\): the pod has no annotations yet/ },
  ],
  'its test fails': [
    owner(internal('testing value /spec/dnsPolicy failed: test failed')),
    { cause: /\(test \/spec\/dnsPolicy\): testing value/ },
  ],
});

silent(webhookPatch, {
  'it does not answer': owner(
    internal(
      'failed calling webhook "x.acme.io": failed to call webhook: Post "https://x.acme.svc:443/?timeout=10s": context deadline exceeded',
    ),
  ),
  'a quota': owner(refusedPod('exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1')),
  nothing: owner(undefined),
});
