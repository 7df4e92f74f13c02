import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { reasonOf } from '../storage/reason-of.ts';

/** Kinds of file systems, as Linux names them, on which SQLite's locks and flushes are only promises of somebody else's. */
const NETWORK_KINDS: ReadonlySet<string> = new Set(
  'nfs nfs4 cifs smb3 smbfs ncpfs afs ceph glusterfs lustre beegfs gfs2 ocfs2 coda davfs'
    .split(' ')
    .concat(
      'sshfs glusterfs ceph s3fs rclone davfs2 smbnetfs gvfsd-fuse curlftpfs onedriver'.split(' ').map((name) => `fuse.${name}`),
    ),
);

/**
 * The kind of network file system that a path lies on, existing or not; null when it lies on this machine as far as can be told.
 * `mounts` is the table of mounts as Linux writes it (proc(5), mountinfo); on Windows a share shows in the path itself.
 */
export function networkMountOf(path: string, mounts: string): string | null {
  const real = realPath(path);
  if (real.startsWith('\\\\')) return 'UNC';
  let best = { point: '', kind: '' };
  for (const mount of mounts.split('\n').flatMap(parseMount)) {
    if (contains(mount.point, real) && mount.point.length >= best.point.length) best = mount;
  }
  return NETWORK_KINDS.has(best.kind) ? best.kind : null;
}

/** `36 35 98:0 /root /point rw,noatime shared:1 - nfs4 server:/share rw` */
function parseMount(line: string): { point: string; kind: string }[] {
  const [mount = '', source = ''] = line.split(' - ');
  const point = mount.split(' ')[4];
  const [kind] = source.split(' ');
  if (!point || !kind) return [];
  return [{ point: point.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))), kind }];
}

function contains(point: string, path: string): boolean {
  return path === point || path.startsWith(point.endsWith('/') ? point : `${point}/`);
}

/** A path with links resolved, as much of it as there is: a file that two names lead to is one file. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (reasonOf(error) !== 'ENOENT' || path === dirname(path)) return path;
    return `${realPath(dirname(path))}/${path.slice(dirname(path).length).replace(/^[\\/]/, '')}`;
  }
}
