import { edit, patchContainer, patchPod, showField, showMounts, showSecurity } from '../remedies.ts';
import type { Signature } from '../signature.ts';

/** Programs that say in words of their own that they may not write, or not run what they unpacked. */
export const notWritable: readonly Signature[] = [
  {
    id: 'files-not-writable',
    code: 'permission-denied',
    category: 'permission',
    pattern:
      /(?:[Cc]an't|[Cc]an ?not|[Cc]ould not|[Uu]nable to) write (?:in|on|to|into) (?:the )?(?:(?:directory|folder|path) )?['"]?(?<path>\/[\w@.+/-]{1,200})['"]?.{0,80}(?:permission|rights)|(?:^|[\s='"])(?<path2>\/[\w@.+/-]{1,200})['"]? (?:is not|isn't|must be|should be|needs to be|is NOT) writ(?:e)?able|[Cc]an ?not write into ['"](?<path3>[\w./-]{1,100})['"] directory|[Yy]our data directory is not writable|(?:not have|lacks?|[Nn]o|insufficient|missing) (?:write )?(?:permissions?|access) (?:on|for|to|in) (?:the )?(?:(?:directory|folder|path|file) )?['"]?(?<path4>\/[\w@.+/-]{1,200})|(?:[Dd]irectory|[Ff]older|[Ff]ile):? ['"]?(?<path5>\/[\w@.+/-]{1,200})['"]? has (?:bad|wrong|incorrect|insufficient) permissions/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} may not write to ${groups.path ?? 'the directory that the line names'}: it belongs to another user than the one the container runs as (permission), or is read-only`,
    fixes: (groups, context) => [
      showSecurity(context),
      showMounts(context),
      patchPod(
        context,
        `set fsGroup, if a volume is mounted at ${groups.path ?? 'that path'} (1000 stands for the uid or gid of the app)`,
        {
          securityContext: { fsGroup: 1000 },
        },
      ),
      edit(
        context,
        `or mount an emptyDir there, run ${context.container} as the user that owns the path (runAsUser), or give the directory to that uid when the image is built`,
      ),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'Error: Can\'t write to /app/node_modules/@prisma/engines please make sure you install "prisma" with the right permissions.',
      'Error: directory /var/lib/grafana is not writable',
      'You do not have write permission to the directory /opt/app/data',
      'Directory /var/opt/jfrog/artifactory has bad permissions for user artifactory',
      'Can not write to /var/jenkins_home/copy_reference_file.log. Wrong volume permissions?',
      "GF_PATHS_DATA='/var/lib/grafana' is not writable.",
      'Cannot write into "config" directory!',
    ],
    lookAlikes: [
      'warning Skipping preferred cache folder "/nonexistent/.cache/yarn" because it is not writable.',
      'the directory /data is writable',
      'User web does not have permission to list pods',
    ],
  },
  {
    // A single-file program of .NET or PyInstaller unpacks itself before it runs.
    id: 'files-self-extract',
    code: 'read-only',
    category: 'permission',
    pattern:
      /(?<variable>DOTNET_BUNDLE_EXTRACT_BASE_DIR) is not set|[Ff]ailed to determine location for extracting embedded (?<variable2>files)|Could not extract contents of the (?<variable3>bundle)|Failure processing application (?<variable4>bundle)|\[PYI-\d{1,8}:ERROR\]|(?:could not|cannot) create temporary directory!|_MEI\w{0,12}.{0,60}(?:[Pp]ermission denied|[Rr]ead-only)/,
    in: 'log',
    cause: (_, context) =>
      `the program of ${context.container} unpacks itself into a directory of its own before it runs, and finds none that it may write to: HOME and /tmp are read-only (readOnlyRootFilesystem) or belong to another user`,
    fixes: (groups, context) => [
      groups.variable
        ? patchContainer(context, 'let it unpack where it may write: DOTNET_BUNDLE_EXTRACT_BASE_DIR=/tmp', {
            env: [{ name: 'DOTNET_BUNDLE_EXTRACT_BASE_DIR', value: '/tmp' }],
          })
        : edit(context, 'let it unpack where it may write (DOTNET_BUNDLE_EXTRACT_BASE_DIR for .NET, TMPDIR for PyInstaller)'),
      edit(context, 'mount an emptyDir volume at /tmp, so that it is writable with readOnlyRootFilesystem too'),
      showSecurity(context),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      "DOTNET_BUNDLE_EXTRACT_BASE_DIR is not set, and a read-write cache directory couldn't be created.",
      'Failed to determine location for extracting embedded files.',
      '[PYI-7:ERROR] Could not create temporary directory!',
    ],
    lookAlikes: ['extracting embedded files to /tmp/.net', 'bundle install complete'],
  },
  {
    id: 'files-no-exec',
    code: 'permission-denied',
    category: 'permission',
    pattern: /(?<path>\/[^\s:'"]{1,200}):? failed to map segment from shared object(?:: Operation not permitted)?/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} may not execute ${groups.path}, which it unpacked there: the directory is mounted noexec (a volume of memory, or an option of the storage)`,
    fixes: (_, context) => [
      showMounts(context),
      showField(context, 'see its environment', '.env'),
      edit(
        context,
        'let it unpack on a volume that allows execution (an ordinary emptyDir): TMPDIR, -Djava.io.tmpdir or the setting of the program',
      ),
    ],
    weight: 3,
    heals: 'no',
    matches: [
      'java.lang.UnsatisfiedLinkError: /tmp/libnetty_tcnative.so: /tmp/libnetty_tcnative.so: failed to map segment from shared object: Operation not permitted',
      'ImportError: /tmp/_MEI1234/libz.so.1: failed to map segment from shared object',
    ],
    lookAlikes: ['open /tmp/x: permission denied', 'error while loading shared libraries: libpq.so.5: cannot open shared object file'],
  },
];
