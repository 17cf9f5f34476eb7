import { advise, inspect } from '../../words/commands.ts';
import { askNodeOwner, edit, nodeOf, recreate, showEvents, showMounts } from '../remedies.ts';
import type { Signature, SignatureContext } from '../signature.ts';

/** What DaemonSets that install something on a node, and storage daemons that own its disks, say before they give up. */

const showNeighbours = ({ namespace, node }: SignatureContext) =>
  inspect(
    'see the other pods on that node, also those that are terminating',
    ...['get', 'pods', '-n', namespace, '-o', 'wide', ...(node ? ['--field-selector', `spec.nodeName=${node}`] : [])],
  );

export const nodeDaemons: readonly Signature[] = [
  {
    id: 'node-binary-busy',
    code: 'left-over',
    category: 'node',
    pattern: /(?<path>\/(?:host|hostbin|opt\/cni|rootfs)[\w./-]{0,200})['"’]?: ?(?:[Tt]ext file busy|ETXTBSY)/,
    in: 'log',
    cause: (groups, context) =>
      `${context.container} cannot overwrite ${groups.path ?? 'a program'} on ${nodeOf(context)}: text file busy, so a process there is running that binary (an older copy in use, or one that hangs)`,
    fixes: (_, context) => [
      showNeighbours(context),
      askNodeOwner(
        context,
        'to kill the process that holds the file (fuser, lsof) or to remove the old file from the directory on the host, so that a new one takes its place; a reboot of the node does the same',
      ),
      edit(context, 'upgrade the image: newer releases write a temporary file and rename it in place of writing into the running one'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      'level=error msg="Failed to install /host/opt/cni/bin/portmap" error="open /host/opt/cni/bin/portmap: text file busy"',
      "cp: cannot create regular file '/host/opt/cni/bin/flannel': Text file busy",
    ],
    lookAlikes: ["cp: cannot create regular file '/usr/bin/app': Text file busy", 'installed /host/opt/cni/bin/portmap'],
  },
  {
    id: 'ceph-osd-locked',
    code: 'left-over',
    category: 'idempotency',
    pattern:
      /failed to lock (?<path>\S{1,200}) ?\(is another ceph-(?<daemon>\w{2,8}) still running\?\)|lock_fsid.{0,80}Resource temporarily unavailable/,
    in: 'log',
    cause: (groups, context) =>
      `another ceph-${groups.daemon ?? 'osd'} is still running on ${nodeOf(context)} with the same data and holds the lock${groups.path ? ` ${groups.path}` : ''} (resource temporarily unavailable): an old pod that is terminating, or a process that outlived it`,
    fixes: (_, context) => [
      showNeighbours(context),
      askNodeOwner(
        context,
        'to see with ps and lsof whether an old ceph-osd process is left, and to kill it; a reboot of the node ends it',
      ),
      recreate(context, 'delete the old pod that still holds it, then this one, so that one OSD alone opens the disk'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      '-1 bluestore(/var/lib/ceph/osd/ceph-1) _lock_fsid failed to lock /var/lib/ceph/osd/ceph-1/fsid (is another ceph-osd still running?)(11) Resource temporarily unavailable',
      '-1 bluestore(/var/lib/ceph/osd/ceph-4) _lock_fsid (11) Resource temporarily unavailable',
    ],
    lookAlikes: ['inferring bluefs devices from bluestore path', 'fork: Resource temporarily unavailable'],
  },
  {
    id: 'ceph-device-gone',
    code: 'mount-failed',
    category: 'node',
    pattern:
      /failed to read label for (?<device>\/dev\/\S{1,200}?):? |_read_bdev_label failed to open (?<device2>\/dev\/\S{1,200})|(?:stat|open|readlink) (?<device3>\/dev\/\S{1,200}): no such (?:file|device)|(?:device|block device|disk) (?<device4>\/dev\/\S{1,200}?):? (?:does not exist|not found|is missing)/,
    in: 'log',
    cause: (groups, context) =>
      `the device ${groups.device ?? ''} that ${context.container} uses is not on ${nodeOf(context)}: the disk or its LVM volume did not come back (a reboot, another name, an inactive volume group)`.replace(
        '  ',
        ' ',
      ),
    fixes: (_, context) => [
      showMounts(context),
      showEvents(context, 'see what the node says of its volumes'),
      askNodeOwner(
        context,
        'to look with lsblk and lvs whether the disk is there, and to activate its volume group (vgchange -ay), or to replace the disk',
      ),
      advise('name disks by /dev/disk/by-id, since names like /dev/sdb change with a reboot'),
    ],
    weight: 3,
    heals: 'maybe',
    matches: [
      ' stderr: failed to read label for /dev/ceph-78dc/osd-block-979b: (2) No such file or directory',
      'bluestore(/dev/ceph-1/osd-block-1) _read_bdev_label failed to open /dev/ceph-1/osd-block-1: (2) No such file or directory',
      'stat /dev/nvme1n1: no such file or directory',
    ],
    lookAlikes: ['cannot create /dev/termination-log: Permission denied', 'stat /data/x: no such file or directory'],
  },
];
