/**
 * Whether a file is no text of a person by its name: hidden (`._a.md` of macOS, `.#a.md` of Emacs, `.a.md.swp` of Vim), the mark of an
 * office program that has the file open (`~$a.md`), or a backup (`a.md~`).
 */
export function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~$') || name.endsWith('~');
}
