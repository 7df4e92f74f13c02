import { dirname, join } from 'node:path';
import type { Composition } from '../compose/compose.ts';
import type { Problem } from '../problem/problem.ts';
import { hashFile, hashInputs } from './hash-inputs.ts';
import { makeFolder } from '../storage/make-folder.ts';
import { readBelow } from '../storage/read-below.ts';
import { replaceFile } from '../storage/replace-file.ts';

/** What an issue came to when it was composed: in each of its languages, its own first, and what was said of it. */
export interface ComposedBuild {
  readonly compositions: readonly Composition[];
  readonly problems: readonly Problem[];
  /** What was said of the workspace. */
  readonly workspaceProblems: readonly Problem[];
  /** ISO; empty when the issue has none. */
  readonly date: string;
}

/** Earlier builds of a workspace's issues, each as long as nothing changed that it was made of. */
export interface BuildCache {
  readonly recall: (slug: string) => ComposedBuild | undefined;
  /** What an issue is made of now; to be asked before any of it is read. */
  readonly inputs: (slug: string) => string | undefined;
  /** `others`: files that it was made of wherever they lie. Nothing is kept of a build in which a file was changed. */
  readonly remember: (slug: string, inputs: string | undefined, build: ComposedBuild, others: readonly string[]) => void;
}

/** Keeps builds in `dist/.cache/`; whatever cannot be read, or was made of something else, is as good as not there. */
export function buildCache(workspace: string, env: Readonly<Record<string, string | undefined>>): BuildCache {
  const pathOf = (slug: string): string => join(workspace, 'dist', '.cache', `${slug}.json`);
  return {
    recall: (slug) => {
      try {
        const [head = '', body = ''] = readBelow(workspace, pathOf(slug)).toString().split('\n');
        const { hash, others } = JSON.parse(head) as Head;
        const isSame = hash === hashInputs(workspace, slug, env) && others.every(([path, written]) => hashFile(path) === written);
        return isSame ? thaw(JSON.parse(body) as Frozen) : undefined;
      } catch {
        return undefined;
      }
    },
    inputs: (slug) => hashInputs(workspace, slug, env),
    remember: (slug, hash, build, others) => {
      if (hash === undefined || build.date === '' || hash !== hashInputs(workspace, slug, env)) return;
      const head: Head = { hash, others: others.map((path) => [path, hashFile(path)]) };
      try {
        makeFolder(dirname(pathOf(slug)), workspace);
        replaceFile(workspace, pathOf(slug), `${JSON.stringify(head)}\n${JSON.stringify(freeze(build))}`);
      } catch {
        // The next build composes again.
      }
    },
  };
}

interface Head {
  readonly hash: string;
  readonly others: readonly (readonly [path: string, hash: string | null])[];
}

/** A build as JSON has it: files in base64. */
interface Frozen extends Omit<ComposedBuild, 'compositions'> {
  readonly compositions: readonly {
    readonly template: Composition['template'];
    readonly published: readonly { readonly filename: string; readonly url: string; readonly base64: string }[];
    readonly sections: Composition['sections'];
  }[];
}

function freeze({ compositions, ...rest }: ComposedBuild): Frozen {
  return {
    ...rest,
    compositions: compositions.map(({ template, published, sections }) => ({
      template,
      sections,
      published: published.map(({ filename, url, bytes }) => ({ filename, url, base64: Buffer.from(bytes).toString('base64') })),
    })),
  };
}

function thaw({ compositions, ...rest }: Frozen): ComposedBuild {
  return {
    ...rest,
    compositions: compositions.map(({ template, published, sections }) => ({
      template,
      sections,
      published: published.map(({ filename, url, base64 }) => ({ filename, url, bytes: Buffer.from(base64, 'base64') })),
    })),
  };
}
