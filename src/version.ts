import pjson from '../package.json' with { type: 'json' };

/** Put in by the build; missing when run from source. */
declare const INITDOCTOR_COMMIT: string | undefined;

/** `0.1.0 (1a2b3c4) linux-x64 node-v24.1.0` */
export function version(): string {
  const commit = typeof INITDOCTOR_COMMIT === 'string' ? INITDOCTOR_COMMIT : 'source';
  const runtime = process.versions.bun ? `bun-${process.versions.bun}` : `node-${process.version}`;
  return `${pjson.version} (${commit}) ${process.platform}-${process.arch} ${runtime}`;
}
