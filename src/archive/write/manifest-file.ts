/** What an archive's folder holds of ours, by path. */
export type Manifest = ReadonlyMap<string, ManifestFile>;

/**
 * A file as it was written: its hash, and size and time by which it is known again; `made` is the hash of what it was made of, or empty. `owners` are
 * the paths of pages that an image or a file belongs to.
 */
export interface ManifestFile {
  readonly hash: string;
  readonly size: number;
  readonly time: number;
  readonly made: string;
  readonly owners: readonly string[];
}
