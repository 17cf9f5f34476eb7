import { edit, showField, showNode } from '../remedies.ts';
import type { Signature, SignatureContext } from '../signature.ts';

/** Memory that ran out, as the program or its parent saw it. */

const moreMemory = (context: SignatureContext, besides: string) => [
  showField(context, 'see its limits', '.resources'),
  edit(context, `raise resources.limits.memory of ${context.container} (a LimitRange may set a low one by default)${besides}`),
];

export const memory: readonly Signature[] = [
  {
    id: 'memory-killed',
    code: 'oom-killed',
    category: 'oom',
    pattern:
      /^Killed$|signal: killed|\bKilled: 9\b|: line \d{1,5}: +\d{1,8} Killed\b|exited with (?:code|status) (?:137|-9)\b|was killed by signal 9|SIGKILL\b.{0,40}(?:memory|oom)?|Worker \(pid:\d{1,8}\) was sent SIGKILL! Perhaps out of memory|oom-kill(?:er)?\b|signal 9 \(SIGKILL\)/,
    in: 'log',
    cause: (_, context) =>
      `a process of ${context.container} was killed (signal 9), mostly by the kernel because the memory limit of the container is too low`,
    fixes: (_, context) => [...moreMemory(context, ''), showNode(context, 'see whether the node itself ran out of memory (SystemOOM)')],
    weight: 2,
    heals: 'no',
    matches: [
      'Killed',
      '/scripts/build.sh: line 12:    47 Killed                  npm run build',
      'Error: signal: killed',
      '[ERROR] Worker (pid:12) was sent SIGKILL! Perhaps out of memory?',
    ],
    lookAlikes: ['Killed 3 stale sessions', 'signal: terminated', 'Backup job was killed by its owner'],
  },
  {
    id: 'memory-java-heap',
    code: 'oom-killed',
    category: 'oom',
    pattern:
      /java\.lang\.OutOfMemoryError: (?<what>[\w ]{1,80})|OutOfMemoryError: (?<what2>Java heap space|Metaspace)|There is insufficient memory for the Java Runtime|Could not reserve enough space for (?:\d{1,12}KB )?object heap|Initial heap size set to a larger value than the maximum/,
    in: 'log',
    cause: (groups, context) =>
      `Java in ${context.container} runs out of memory${groups.what ? ` (${groups.what})` : ''}: its heap or the memory limit of the container is too small`,
    fixes: (_, context) => moreMemory(context, ', and set the heap to a share of it (-XX:MaxRAMPercentage=75 in JAVA_TOOL_OPTIONS)'),
    weight: 3,
    heals: 'no',
    matches: [
      'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space',
      'Error: Could not reserve enough space for 2097152KB object heap',
      '# There is insufficient memory for the Java Runtime Environment to continue.',
    ],
    lookAlikes: ['heap dump written', 'Insufficient memory on 3 nodes'],
  },
  {
    id: 'memory-node-heap',
    code: 'oom-killed',
    category: 'oom',
    pattern: /FATAL ERROR: .{0,120}(?:JavaScript heap out of memory|Allocation failed)|JavaScript heap out of memory/,
    in: 'log',
    cause: (_, context) => `Node.js in ${context.container} runs out of heap memory (JavaScript heap out of memory)`,
    fixes: (_, context) =>
      moreMemory(context, ', and the heap with it (NODE_OPTIONS=--max-old-space-size=, in MiB, about three quarters of the limit)'),
    weight: 3,
    heals: 'no',
    matches: [
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
      'FATAL ERROR: Ineffective mark-compacts near heap limit Allocation failed - JavaScript heap out of memory',
    ],
    lookAlikes: ['FATAL ERROR: Could not allocate port', 'out of memory tables'],
  },
  {
    id: 'memory-cannot-allocate',
    code: 'oom-killed',
    category: 'oom',
    pattern:
      /[Cc]annot allocate memory|\bMemoryError\b|std::bad_alloc|[Oo]ut of memory\b|memory allocation of \d{1,20} bytes failed|NoMemoryError|System\.OutOfMemoryException|fatal error: runtime: out of memory|virtual memory exhausted|Allowed memory size of \d{1,15} bytes exhausted|ENOMEM\b/,
    in: 'log',
    cause: (_, context) =>
      `${context.container} gets no more memory: its memory limit is too small for what it does (or the node has none left)`,
    fixes: (_, context) => [
      ...moreMemory(context, ', or let it work in smaller portions'),
      showNode(context, 'see MemoryPressure of the node'),
    ],
    weight: 2,
    heals: 'no',
    matches: [
      'fork: Cannot allocate memory',
      'MemoryError',
      "terminate called after throwing an instance of 'std::bad_alloc'",
      'fatal error: runtime: out of memory',
      'PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes)',
    ],
    lookAlikes: ['Failed to parse memory size', 'memory limit set to 512Mi'],
  },
  {
    id: 'memory-no-process',
    code: 'bad-config',
    category: 'node',
    pattern:
      /(?:can't fork|fork: (?:retry: )?|[Cc]annot fork|pthread_create.{0,60}|clone\(\).{0,40}|failed to create new OS thread).{0,60}[Rr]esource temporarily unavailable|unable to create (?:new )?native thread|can't start new thread|runtime: failed to create new OS thread|fork\/exec [^\s:]{1,80}: resource temporarily/,
    in: 'log',
    cause: (_, context) =>
      `${context.container} may start no more processes or threads: the limit of processes of the pod (podPidsLimit) or of its node is reached`,
    fixes: (_, context) => [
      showNode(context, 'see PIDPressure of the node'),
      edit(context, 'start fewer workers or threads at once; ask whoever runs the node to raise podPidsLimit'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      "/bin/sh: can't fork: Resource temporarily unavailable",
      'runtime: failed to create new OS thread (have 12 already; errno=11)',
      "RuntimeError: can't start new thread",
    ],
    lookAlikes: ['wget: error getting response: Resource temporarily unavailable', 'thread pool created'],
  },
  {
    id: 'memory-bus-error',
    code: 'segfault',
    category: 'app-exit',
    pattern: /\bBus error\b|\bSIGBUS\b/,
    in: 'log',
    cause: (_, context) =>
      `a program of ${context.container} dies of a bus error (SIGBUS): memory that it was promised is not there; PostgreSQL does so where the node has huge pages and the pod has no limit hugepages-2Mi, others where /dev/shm (64Mi), a memory volume or the disk below a mapped file is full`,
    fixes: (_, context) => [
      showNode(context, 'see whether the node offers huge pages (hugepages-2Mi under Allocatable) and how full its disk is'),
      edit(
        context,
        `give ${context.container} a limit hugepages-2Mi, or switch huge pages off (PostgreSQL: huge_pages = off; initdb: -c huge_pages=off, or vm.nr_hugepages=0 on the node)`,
      ),
      edit(context, 'for shared memory mount an emptyDir with medium: Memory at /dev/shm'),
    ],
    weight: 3,
    heals: 'no',
    matches: ['running bootstrap script ... Bus error (core dumped)', '[signal SIGBUS: bus error code=0x2 addr=0x7f pc=0x4a]'],
    lookAlikes: ['message bus error handler registered', 'Segmentation fault (core dumped)'],
  },
  {
    id: 'memory-segfault',
    code: 'segfault',
    category: 'app-exit',
    pattern: /\b(?:[Ss]egmentation fault|SIGSEGV)\b/,
    in: 'log',
    cause: (_, context) =>
      `a program of ${context.container} crashes with a segmentation fault: a fault in the program or its libraries, or an image that does not fit this CPU or kernel`,
    fixes: (_, context) => [
      showField(context, 'see image and command', '.image', '.command', '.args'),
      edit(context, 'try another release of the image (a glibc build in place of musl, or the reverse)'),
    ],
    weight: 2,
    heals: 'no',
    matches: ['Segmentation fault (core dumped)', '[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x4a1b2c]'],
    lookAlikes: ['segment 3 written', 'message bus error handler registered'],
  },
];
