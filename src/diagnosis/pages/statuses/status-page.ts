import type { NamedPage } from '../page.ts';

export interface StatusPage extends NamedPage {
  /** Other spellings of the same, beside the name itself in any case. */
  readonly also?: RegExp;
}
