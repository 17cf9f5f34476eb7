import type { Command } from '@oclif/core/command';
import { Config } from '@oclif/core/config';
import type { Plugin } from '@oclif/core/interfaces';
import pjson from '../../package.json' with { type: 'json' };
import { invocation } from '../../src/name.ts';

/** What oclif's help asks for, without its search for plugins, manifests and a package.json. */
export function oclifConfig(commands: readonly Command.Loadable[]): Promise<Config> {
  const oclif = { bin: invocation, dirname: pjson.name, additionalHelpFlags: ['-h'] };
  const self: Plugin = {
    _base: pjson.name,
    alias: pjson.name,
    commandIDs: commands.map(({ id }) => id),
    commands: [...commands],
    commandsDir: undefined,
    findCommand: async (id: string) => {
      const command = commands.find((candidate) => candidate.id === id);
      if (!command) throw new Error(`no command ${id}`);
      return command.load();
    },
    hasManifest: false,
    hooks: {},
    isRoot: true,
    load: async () => {},
    moduleType: 'commonjs',
    name: pjson.name,
    options: { root: '/' },
    pjson: { ...pjson, oclif },
    root: '/',
    tag: undefined,
    topics: [],
    type: 'core',
    valid: true,
    version: pjson.version,
  };
  return Config.load({ root: '/', plugins: new Map([[pjson.name, self]]) });
}
