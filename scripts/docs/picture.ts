/** Colours of a terminal, as GitHub has them. */
interface Theme {
  readonly paper: string;
  readonly ink: string;
  /** By the number of the SGR code. */
  readonly colours: Readonly<Record<string, string>>;
}

const light: Theme = {
  paper: '#ffffff',
  ink: '#1f2328',
  colours: { 31: '#cf222e', 32: '#1a7f37', 33: '#9a6700', 34: '#0969da', 35: '#8250df', 36: '#1b7c83' },
};
const dark: Theme = {
  paper: '#0d1117',
  ink: '#e6edf3',
  colours: { 31: '#ff7b72', 32: '#3fb950', 33: '#d29922', 34: '#58a6ff', 35: '#bc8cff', 36: '#39c5cf' },
};
export const themes = { light, dark };

const [columns, charWidth, lineHeight, margin] = [80, 8.4, 16.5, 16];

/**
 * Draws what a program printed on a terminal of 80 columns as an SVG.
 * @param printed text with SGR codes for bold, dim and colours
 */
export function picture(printed: string, { paper, ink, colours }: Theme): string {
  const lines = printed.trimEnd().split('\n');
  const [width, height] = [Math.ceil(columns * charWidth) + 2 * margin, lines.length * lineHeight + 2 * margin];
  let style = new Set<string>();
  const drawn = lines.map((line, index) => {
    const spans: string[] = [];
    let column = 0;
    // Every second part is the number of a code.
    for (const [at, part] of line.split(/\u001b\[(\d{0,3})m/).entries()) {
      if (at % 2 === 1) style = after(style, part);
      else for (const { 0: text, index: within } of part.matchAll(/\S+(?: \S+)*/g)) spans.push(span(text, column + within, style, colours));
      column += at % 2 === 1 ? 0 : part.length;
    }
    return spans.length === 0 ? '' : `<text y="${margin + (index + 0.75) * lineHeight}">${spans.join('')}</text>\n`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" \
font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="${ink}">
<rect width="100%" height="100%" rx="8" fill="${paper}" stroke="${ink}" stroke-opacity="0.2"/>
${drawn.join('')}</svg>
`;
}

function after(style: ReadonlySet<string>, code: string): Set<string> {
  if (code === '' || code === '0') return new Set();
  const dropped = code === '22' ? ['1', '2'] : code === '39' ? [...style].filter((each) => each.startsWith('3')) : [];
  const kept = [...style].filter((each) => !dropped.includes(each));
  return new Set(code === '22' || code === '39' ? kept : [...kept, code]);
}

/** Words at their column, as wide as they are on a terminal, whatever font there is. */
function span(text: string, column: number, style: ReadonlySet<string>, colours: Theme['colours']): string {
  const colour = [...style].flatMap((code) => colours[code] ?? [])[0];
  const attributes = [
    ` x="${(margin + column * charWidth).toFixed(1)}" textLength="${(text.length * charWidth).toFixed(1)}"`,
    ...(style.has('1') ? [' font-weight="bold"'] : []),
    ...(style.has('2') ? [' fill-opacity="0.6"'] : []),
    ...(colour ? [` fill="${colour}"`] : []),
  ].join('');
  return `<tspan${attributes}>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</tspan>`;
}
