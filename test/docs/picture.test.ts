import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { picture, themes } from '../../scripts/docs/picture.ts';

const words = (printed: string): string[] =>
  [...picture(printed, themes.light).matchAll(/<tspan[^>]*>[^<]*<\/tspan>/g)].map(([all]) => all);

describe('a picture of what was printed', () => {
  it('puts words at their column, each character as wide as the next', () => {
    assert.deepEqual(words('  one two   three'), [
      '<tspan x="32.8" textLength="58.8">one two</tspan>',
      '<tspan x="116.8" textLength="42.0">three</tspan>',
    ]);
  });

  it('shows bold, dim and colours until they end', () => {
    assert.deepEqual(words('\u001b[1m\u001b[31ma\u001b[39mb\u001b[22mc \u001b[2md\u001b[0me'), [
      '<tspan x="16.0" textLength="8.4" font-weight="bold" fill="#cf222e">a</tspan>',
      '<tspan x="24.4" textLength="8.4" font-weight="bold">b</tspan>',
      '<tspan x="32.8" textLength="8.4">c</tspan>',
      '<tspan x="49.6" textLength="8.4" fill-opacity="0.6">d</tspan>',
      '<tspan x="58.0" textLength="8.4">e</tspan>',
    ]);
  });

  it('keeps a style over the end of a line', () => assert.match(words('\u001b[1ma\nb')[1] ?? '', /bold/));

  it('is no markup of what was printed', () => assert.match(words('<script>&')[0] ?? '', /&lt;script&gt;&amp;</));
});
