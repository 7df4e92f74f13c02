/** Text as a quoted value of YAML that reads as that text: double quotation marks, or single ones around double ones and backslashes. */
export function quoteYaml(text: string): string {
  if (!/["\\]/.test(text)) return `"${text}"`;
  return text.includes("'") ? `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : `'${text}'`;
}
