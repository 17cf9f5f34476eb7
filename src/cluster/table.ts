/** A table to look words of a cluster up in: it has its own entries alone, no `constructor` and no `__proto__`. */
export const table = <T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> => Object.assign(Object.create(null), entries);
