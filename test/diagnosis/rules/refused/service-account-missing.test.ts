import { serviceAccountMissing } from '../../../../src/diagnosis/rules/refused/service-account-missing.ts';
import { fires, owner, refusedPod, silent } from '../around-facts.ts';

const account = (name: string) => ({ kind: 'ServiceAccount', metadata: { name } });

fires(serviceAccountMissing, {
  'a Deployment': [
    owner(refusedPod('error looking up service account shop/migrator: serviceaccount "migrator" not found')),
    {
      cause: /ServiceAccount migrator does not exist in namespace shop/,
      category: 'admission',
      command: /create serviceaccount migrator -n shop/,
    },
  ],
  'a slip of the pen': [
    owner(refusedPod('error looking up service account shop/migratr: serviceaccount "migratr" not found'), {
      objects: [account('default'), account('migrator')],
    }),
    {
      cause: /there is default and migrator/,
      fix: /set serviceAccountName to migrator/,
      command: /serviceAccountName","value":"migrator"/,
    },
  ],
  'a Job': [
    owner(refusedPod('error looking up service account shop/batch: serviceaccount "batch" not found'), { kind: 'Job' }),
    { cause: /ServiceAccount batch/ },
  ],
  'a StatefulSet': [
    owner(
      'create Pod web-0 in StatefulSet web failed error: pods "web-0" is forbidden: error looking up service account shop/db: serviceaccount "db" not found',
      { kind: 'StatefulSet' },
    ),
    { cause: /ServiceAccount db/ },
  ],
  'a DaemonSet, accounts not readable': [
    owner(refusedPod('error looking up service account shop/node: serviceaccount "node" not found'), {
      kind: 'DaemonSet',
      denied: ['ServiceAccount'],
    }),
    { cause: /so no pod can be created$/ },
  ],
});

silent(serviceAccountMissing, {
  'another account may not': owner(refusedPod('User "system:serviceaccount:shop:default" cannot create resource')),
  nothing: owner(undefined),
});
