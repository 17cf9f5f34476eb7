/** Names of settings, as environments have them: `DATABASE_URL`. */
const name = /\b[A-Z][A-Z0-9]{1,40}(?:_[A-Z0-9]{1,40}){1,8}\b/g;
const missing =
  /not (?:set|defined|found|specified|provided|given|configured|present)|missing|required|must (?:be|set|specify|provide)|unset|undefined|empty|no value|KeyError|unbound|unspecified|null\b/i;

/** The settings that a line says are missing or empty. */
export const settingsMissingIn = (line: string): string[] => (missing.test(line) ? [...line.matchAll(name)].map(([word]) => word) : []);
