import { advise } from '../../words/commands.ts';
import { askNodeOwner, edit, nodeOf, showField } from '../remedies.ts';
import { showSecretKeys } from '../settings.ts';
import type { Signature } from '../signature.ts';

/** Credentials of clouds that have no table of their own: Oracle, OpenStack, Alibaba, IBM, DigitalOcean, Hetzner. */
export const clouds: readonly Signature[] = [
  {
    id: 'cloud-login-refused',
    code: 'cloud-credentials',
    category: 'cloud-credentials',
    pattern:
      /"code": "(?<why>NotAuthenticated|NotAuthorizedOrNotFound|SignatureNotValid)"|(?<why2>required information to complete authentication was not provided)|(?<why3>request you have made requires authentication)\. \(HTTP 401\)|(?<why4>InvalidAccessKeyId\.(?:NotFound|Inactive))|(?<why5>Provided API key could not be found)|(?<why6>Unable to authenticate you)\b|(?<why7>unable to authenticate)\s{0,2}\(unauthorized|\(keystoneauth1?\.[^)]{0,80}Unauthorized\)/,
    in: 'log',
    cause: (groups, context) =>
      `the cloud does not accept the credentials of ${context.container}${groups.why ? ` (${groups.why})` : ''}: no valid API key, token or instance principal, or they lack the right (401)`,
    fixes: (_, context) => [
      showField(context, 'see where its credentials come from', '.env', '.envFrom', '.volumeMounts'),
      showSecretKeys(context),
      edit(
        context,
        'give it the configuration file and key of the cloud (a Secret mounted where the program looks, or its env), or let it log in by instance or workload principal (OCI: OCI_CLI_AUTH=instance_principal)',
      ),
      advise('ask the owner of the cloud account whether the key still exists and which policies its user or group has'),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      '    "code": "NotAuthenticated",',
      'The request you have made requires authentication. (HTTP 401) (Request-ID: req-1)',
      'ErrorCode: InvalidAccessKeyId.NotFound Recommend: https://next.api.aliyun.com/troubleshoot',
    ],
    lookAlikes: ['"code": "NotFound"', 'HTTP 401 Unauthorized', 'vault: * permission denied'],
  },
  {
    id: 'cloud-clock',
    code: 'cloud-credentials',
    category: 'cloud-credentials',
    pattern:
      /clock skew (?:detected|too (?:large|great))|[Dd]ate header.{0,60}(?:too (?:old|far)|skew|not within)|[Cc]lock is (?:out of sync|skewed)/,
    in: 'log',
    cause: (_, context) =>
      `the clock of ${nodeOf(context)} differs too much from the server's (clock skew), so the signed requests of ${context.container} are refused`,
    fixes: (_, context) => [askNodeOwner(context, 'to set its clock by NTP (chrony)')],
    weight: 2,
    heals: 'maybe',
    matches: ['Error: clock skew detected, current time differs from server time by 7m', 'Date header is too old'],
    lookAlikes: ['clock synchronized', 'monclock: no skew'],
  },
];
