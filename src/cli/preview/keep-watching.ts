import type { Clock } from '../../clock/clock.ts';
import { repeat } from '../../clock/repeat.ts';
import { watchWorkspace } from '../../preview/watch-workspace.ts';
import { fileMark } from './file-mark.ts';
import type { LiveStudio } from './studio.ts';
import { watchedParts } from './watched-parts.ts';

/** Milliseconds between looks at what no watch tells of: the ledger, and whether the workspace is still the folder that it was. */
const LOOK = 2000;

/** Tells the studio of changes until `close`; what is watched follows `newsletter.yaml`, and a folder that was put in the workspace's place. */
export async function keepWatching(
  folder: string,
  studio: LiveStudio,
  clock: Clock,
): Promise<{ readonly close: () => Promise<void> }> {
  let parts = watchedParts(folder, (await studio.workspace()).config);
  let place = folderMark(folder);
  let watcher = await watchWorkspace(folder, parts, onChange);
  let isClosed = false;
  function onChange(path: string): void {
    studio.changed(path);
    if (path.endsWith('newsletter.yaml')) follow().catch(() => undefined);
  }
  async function follow(): Promise<void> {
    const wanted = watchedParts(folder, (await studio.workspace()).config);
    if (wanted.join('\n') === parts.join('\n')) return;
    parts = wanted;
    await watchAnew();
  }
  async function watchAnew(): Promise<void> {
    const before = watcher;
    watcher = await watchWorkspace(folder, parts, onChange);
    await before.close();
    if (isClosed) await watcher.close();
  }
  async function look(): Promise<void> {
    await studio.lookAtRecord();
    const now = folderMark(folder);
    if (now === place) return;
    place = now;
    if (now !== '') await watchAnew();
    studio.changed(folder);
  }
  const looking = repeat(clock, LOOK, LOOK, () => void look().catch(() => undefined));
  return {
    close: async () => {
      isClosed = true;
      await Promise.all([looking.end(), watcher.close()]);
    },
  };
}

/** Which folder stands there; empty while none does. */
function folderMark(folder: string): string {
  return fileMark(folder).split(' ', 1)[0]!;
}
