/** kubectl's global flags, and ours that say where to look: each takes a value. */
export const valueFlags: ReadonlySet<string> = new Set(
  '-n --namespace --kubeconfig --context --cluster --user -s --server --token --as --as-group --as-uid --as-user-extra --request-timeout --certificate-authority --client-certificate --client-key --tls-server-name -v --v --from'.split(
    ' ',
  ),
);
export const switches: ReadonlySet<string> = new Set(['--insecure-skip-tls-verify']);

/** The words with the command in front, where flags that are the same for all commands stand before it, as kubectl takes them. */
export function verbFirst(words: readonly string[]): readonly string[] {
  let at = 0;
  for (let word = words[at]; word?.startsWith('-'); word = words[at]) {
    const [name = ''] = word.split('=');
    if (valueFlags.has(word)) at += 2;
    else if (switches.has(name) || valueFlags.has(name)) at += 1;
    else return words;
  }
  const verb = words[at];
  return verb === undefined ? [] : [verb, ...words.slice(0, at), ...words.slice(at + 1)];
}
