import { notPermitted } from '../../../../src/diagnosis/rules/files/not-permitted.ts';
import { exited, specify } from '../container-facts.ts';

specify(notPermitted, {
  fires: [
    [
      'BusyBox',
      exited(1, ["sysctl: error setting key 'vm.max_map_count': Read-only file system"]),
      [/sysctl\) vm\.max_map_count/, /"privileged":true/],
    ],
    [
      'procps',
      exited(255, ['sysctl: setting key "net.core.somaxconn": Read-only file system']),
      [/net\.core\.somaxconn/, /securityContext\.sysctls/],
    ],
    [
      'no root',
      exited(1, ['sysctl: permission denied on key "vm.swappiness"', 'sysctl: vm.swappiness: Permission denied']),
      [/vm\.swappiness/],
    ],
    ['a redirection', exited(1, ['sh: 1: cannot create /proc/sys/vm/max_map_count: Read-only file system']), [/vm\.max_map_count/]],
    ['tee', exited(1, ['tee: /proc/sys/net/ipv4/ip_forward: Read-only file system']), [/net\.ipv4\.ip_forward/]],
  ],
  silent: [
    [
      'privileged',
      { ...exited(1, ["sysctl: error setting key 'vm.x': Read-only file system"]), container: { securityContext: { privileged: true } } },
    ],
    ['a file', exited(1, ['tee: /etc/x: Read-only file system'])],
    ['an unknown key', exited(1, ['sysctl: cannot stat /proc/sys/vm/nothing: No such file or directory'])],
  ],
});
