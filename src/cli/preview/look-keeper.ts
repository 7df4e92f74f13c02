import { gatherLook } from '../gather-issue.ts';

/** Reads looks as `gatherLook` does, each once until they are dropped. */
export interface LookKeeper {
  readonly load: typeof gatherLook;
  readonly drop: () => void;
}

export function lookKeeper(): LookKeeper {
  const kept = new Map<string, ReturnType<typeof gatherLook>>();
  return {
    load: (folder, name, config) => {
      const found = kept.get(name) ?? gatherLook(folder, name, config);
      kept.set(name, found);
      return found;
    },
    drop: () => kept.clear(),
  };
}
