const LONGEST = 240;

/** A piece of a script on one line, with passwords masked and a bounded length. */
export function oneLine(text: string): string {
  const flat = text
    .slice(0, 4096)
    .replace(/\\?\s*\n\s*/g, ' ')
    .trim();
  const masked = withoutCredentials(flat);
  return masked.length > LONGEST ? `${masked.slice(0, LONGEST - 1)}…` : masked;
}

/** What a variable stands for is no secret in itself: `$PASS` stays. */
export function withoutCredentials(text: string): string {
  return text
    .replace(/(:\/\/[^\s:/@'"]{0,100}):[^\s/'"]{1,200}@/g, '$1:***@')
    .replace(/(\b[\w.-]{1,64}):[^\s:@/'"]{1,200}@(?=tcp\(|udp\()/g, '$1:***@')
    .replace(/\b([A-Za-z_]{0,30}?(?:PASSWORD|PASSWD|PASS|PWD|TOKEN|SECRET|AUTH))=(?!["']?\$)[^\s;&]{1,200}/gi, '$1=***')
    .replace(/(--?(?:password|pass|token|authorization)\s)(?!["']?\$)[^\s-][^\s]{0,200}/g, '$1***')
    .replace(/(\b(?:mysql|mysqladmin|mariadb|mariadb-admin)\b[^|;&]{0,300}?\s-p)(?!["']?\$)[^\s"';|&]{1,100}/g, '$1***')
    .replace(/(\b(?:redis-cli|valkey-cli)\b[^|;&]{0,300}?\s-a\s?)(?!["']?\$)[^\s;|&]{1,100}/g, '$1***')
    .replace(/(\bcurl\b[^|;&]{0,300}?\s(?:-u|--user)\s?["']?[^\s:"'$]{1,100}):(?!\$)[^\s"']{1,100}/g, '$1:***')
    .replace(/((?:Authorization|X-[A-Za-z-]{1,30}Token):\s?(?:Basic|Bearer)?\s?)(?!\$)[A-Za-z0-9+/=._-]{4,400}/gi, '$1***');
}

/** Arguments as they would be typed into a shell. */
export function asTyped(argv: readonly string[]): string {
  return argv.map((argument) => (/^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`)).join(' ');
}
