import type { Command } from '@oclif/core/command';
import { Config } from '@oclif/core/config';
import type { Plugin } from '@oclif/core/interfaces';
import pjson from '../../../package.json' with { type: 'json' };
import { invocation } from '../../name.ts';

const exitCodes = {
  default: 1,
  failedFlagParsing: 1,
  failedFlagValidation: 1,
  invalidArgsSpec: 1,
  nonExistentFlag: 1,
  requiredArgs: 1,
  unexpectedArgs: 1,
};

/**
 * oclif's configuration, without its search for plugins, manifests and a package.json: everything is in one file, and inside a
 * single executable there is nothing on disk to find.
 * @param commands what help lists; a command that only runs needs none
 */
export function oclifConfig(commands: readonly Command.Loadable[] = []): Promise<Config> {
  const oclif = { bin: invocation, dirname: pjson.name, exitCodes, additionalHelpFlags: ['-h'] };
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
