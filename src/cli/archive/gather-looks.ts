import { type Look, makeLook } from '../../archive/look.ts';
import type { Workspace } from '../../config/load-config.ts';
import type { LoadedImage } from '../../files/load-image.ts';
import type { Problem } from '../../problem/problem.ts';
import { chooseTheme } from '../../theme/choose-theme.ts';
import { loadLogo } from '../../theme/load-logo.ts';
import { loadTheme } from '../../theme/load-theme.ts';
import { loadWebStyle } from '../../theme/load-web-style.ts';
import type { Theme } from '../../theme/theme.ts';

/** The themes of an archive, each read once. */
export interface Looks {
  readonly logo: LoadedImage | null;
  /** The theme of a name; undefined when it cannot be used. */
  readonly theme: (name: string) => Promise<Theme | undefined>;
  /** How pages of these themes look; those whose theme cannot be used have the built-in look. */
  readonly gather: (names: readonly string[]) => Promise<ReadonlyMap<string, Look>>;
  readonly problems: readonly Problem[];
}

export async function openLooks({ folder, config }: Workspace): Promise<Looks> {
  const problems: Problem[] = [];
  const logo = await loadLogo({ workspace: folder, folder }, config.logo, 'newsletter.yaml');
  problems.push(...logo.problems);
  const known = new Map<string, Promise<Theme | undefined>>();
  const load = async (name: string): Promise<Theme | undefined> => {
    const loaded = await loadTheme(folder, name);
    problems.push(...loaded.problems);
    return loaded.value;
  };
  const theme = (name: string): Promise<Theme | undefined> => {
    const loading = known.get(name) ?? load(name);
    known.set(name, loading);
    return loading;
  };
  const gather = async (names: readonly string[]): Promise<ReadonlyMap<string, Look>> => {
    const common = await loadWebStyle();
    const standard = (await loadTheme(folder, chooseTheme(null, '', []))).value!;
    const used = [...new Set(names)];
    const looks = used.map(async (name) => [name, makeLook((await theme(name)) ?? standard, logo.value, common)] as const);
    return new Map(used.length > 0 ? await Promise.all(looks) : [['', makeLook(standard, logo.value, common)]]);
  };
  return { logo: logo.value, theme, gather, problems };
}
