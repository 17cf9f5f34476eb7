import { segfault } from '../../../../src/diagnosis/rules/runs/segfault.ts';
import { exited, specify } from '../container-facts.ts';

specify(segfault, {
  fires: [
    ['139', exited(139), [/exit code 139/, /SIGSEGV/]],
    ['with a last line', exited(139, ['starting']), [/crashes/]],
    ['by its signal', exited(255, [], { signal: 11 }), [/crashes/]],
    ['an illegal instruction', exited(132), [/newer processor/, /older processor/]],
    ['a bus error', exited(135), [/SIGBUS/, /hugepages-2Mi/, /^(?![\s\S]*segmentation fault)/]],
  ],
  silent: [
    ["SIGABRT is the program's own", exited(134, ['assertion failed'])],
    ['killed', exited(137)],
    ['an exit', exited(1, ['Segmentation fault in my story'])],
  ],
});
