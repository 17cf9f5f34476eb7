import { ConnectionError } from '../../errors.ts';
import type { KubeconfigUser } from '../kubeconfig/kubeconfig-file.ts';

/** Headers that say as whom to act, as client-go sends them. */
export function impersonationHeaders(user: KubeconfigUser): Readonly<Record<string, string | string[]>> {
  const extra = Object.entries(user.impersonateExtra);
  const more = user.impersonateGroups.length > 0 || user.impersonateUid !== undefined || extra.length > 0;
  if (user.impersonateUser === undefined) {
    if (more) throw new ConnectionError('groups, uid or extras are to be impersonated without a user: add --as');
    return {};
  }
  return {
    'Impersonate-User': headerValue(user.impersonateUser),
    ...(user.impersonateGroups.length > 0 && { 'Impersonate-Group': user.impersonateGroups.map(headerValue) }),
    ...(user.impersonateUid !== undefined && { 'Impersonate-Uid': headerValue(user.impersonateUid) }),
    ...Object.fromEntries(extra.map(([key, values]) => [`Impersonate-Extra-${headerKey(key)}`, values.map(headerValue)])),
  };
}

/** Header values are bytes: Node takes each character for one, Go sends UTF-8. */
function headerValue(value: string): string {
  if (/[\0-\x08\n-\x1f\x7f]/.test(value))
    throw new ConnectionError(`${JSON.stringify(value)} cannot be impersonated: it has control characters`);
  return Buffer.from(value, 'utf8').toString('latin1');
}

function headerKey(key: string): string {
  return Buffer.from(key, 'utf8')
    .toString('latin1')
    .replace(/[^!#$&'*+\-.^_`|~0-9A-Za-z]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}
