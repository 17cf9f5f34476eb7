/** What somebody hostile puts into whatever he may write. */
export interface Attack {
  readonly name: string;
  /** As a string of an object. */
  readonly text: string;
  /** As bytes of a log; those of the text when missing. */
  readonly bytes?: Buffer;
}

const esc = '\u001b';

export const attacks: readonly Attack[] = [
  { name: 'CSI: clear the screen, move up, hide', text: `a${esc}[2J${esc}[5A${esc}[8mb${esc}[?25l` },
  { name: 'SGR: colours of its own', text: `a${esc}[38;5;201mok${esc}[0;7mb` },
  { name: 'OSC 0: title of the window', text: `a${esc}]0;owned\u0007b${esc}]2;owned${esc}\\` },
  { name: 'OSC 8: a link', text: `a${esc}]8;;http://203.0.113.7/\u0007click${esc}]8;;\u0007` },
  { name: 'OSC 52: the clipboard', text: `a${esc}]52;c;cm0gLXJmIH4=\u0007b` },
  { name: 'DCS, APC, PM', text: `a${esc}P1$r0m${esc}\\${esc}_Gx${esc}\\${esc}^y${esc}\\b` },
  { name: 'C1 in UTF-8', text: 'a\u009b2Jb\u009d0;owned\u009cc\u0090d\u0085e' },
  { name: 'C1 as bytes', text: 'a\u009b31mb', bytes: Buffer.from([0x61, 0x9b, 0x32, 0x4a, 0x9d, 0x30, 0x3b, 0x78, 0x9c, 0x62, 0x0a]) },
  { name: 'bidirectional marks', text: 'a\u202etxt.exe\u202c\u2066b\u2069\u200f\u061cc' },
  { name: 'a lone carriage return', text: 'error: bad\rall is well' },
  { name: 'backspaces and DEL', text: 'evil\b\b\b\bgood\u007f\u007f' },
  { name: 'NUL, BEL, SO, SI', text: 'a\u0000b\u0007c\u000ed\u000fe' },
  {
    name: 'invalid UTF-8',
    text: 'a\ufffdb\ud800c',
    bytes: Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0xf0, 0x9f, 0x1b, 0x5b, 0x32, 0x4a, 0xed, 0xa0, 0x80, 0x0a]),
  },
  { name: 'a line of a megabyte', text: `a ${'password://x:='.repeat(75_000)}` },
  { name: 'a line of a megabyte without blanks', text: 'a'.repeat(1_050_000) },
  { name: 'zero width and invisible', text: 'ad\u200bm\u200din\u2060\ufeff\u00ad\u{e0041}\u{e007f}' },
  { name: 'line and paragraph separators, vertical tab, form feed', text: 'a\u2028b\u2029c\u000bd\u000ce' },
  { name: 'newlines', text: 'web\n\n✔ init is done\n  kubectl delete ns shop\n' },
  { name: 'a shell: substitution', text: '$(touch pwned)`touch pwned`${IFS}' },
  { name: 'a shell: quotes and separators', text: `x'; touch pwned; echo "y && touch pwned | touch pwned > pwned & #` },
  { name: 'a shell: newline', text: 'x\ntouch pwned\n' },
  { name: 'a flag', text: '--all' },
  { name: 'a flag with a value', text: '--server=http://203.0.113.7' },
  { name: 'another folder', text: '../../../pwned' },
  { name: '__proto__', text: '__proto__' },
  { name: 'constructor', text: 'constructor' },
  { name: 'hasOwnProperty', text: 'hasOwnProperty' },
  { name: 'a pattern', text: '(a+)+$[\\w](?<x>' },
  { name: 'a format', text: '%s%n%x {{.}} ${jndi:ldap://x}' },
  { name: 'empty', text: '' },
];
