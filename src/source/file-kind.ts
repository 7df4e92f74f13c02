import type { FileKind } from '../problem/problem-details.ts';

/**
 * What a file is that is no text, by its first octets and names further on; undefined where it may be text. `isList` decides where a ZIP or
 * OLE file does not say which program it is of: a list is a workbook then, any other text a document.
 */
export function fileKindOf(octets: Uint8Array, isList: boolean): FileKind | undefined {
  const bytes = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
  if (begins(bytes, [0x50, 0x4b, 0x03, 0x04])) return kindOfZip(bytes, isList);
  if (begins(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return kindOfOle(bytes, isList);
  if (bytes.subarray(0, 5).equals(Buffer.from('%PDF-'))) return 'pdf';
  return bytes.subarray(0, 5).equals(Buffer.from('{\\rtf')) ? 'rtf' : undefined;
}

/** Whether octets that are no UTF-8 are no text of an older encoding either, which never has a NUL. */
export function isBinary(octets: Uint8Array): boolean {
  return octets.includes(0);
}

/** A ZIP file (PKWARE APPNOTE 4.3.7) has the names of its files as they are. */
function kindOfZip(bytes: Buffer, isList: boolean): FileKind {
  if (bytes.includes('xl/')) return 'excel';
  if (bytes.includes('word/')) return 'word';
  if (bytes.includes('opendocument.spreadsheet')) return 'spreadsheet';
  if (bytes.includes('opendocument.text')) return 'document';
  if (bytes.includes('[Content_Types].xml')) return isList ? 'excel' : 'word';
  return isList ? 'spreadsheet' : 'document';
}

/** The names in an OLE file ([MS-CFB] 2.6.1) are in UTF-16. */
function kindOfOle(bytes: Buffer, isList: boolean): FileKind {
  if (bytes.includes(Buffer.from('WordDocument', 'utf16le'))) return 'word';
  if (bytes.includes(Buffer.from('Workbook', 'utf16le'))) return 'excel';
  return isList ? 'excel' : 'word';
}

function begins(bytes: Buffer, signature: readonly number[]): boolean {
  return signature.every((octet, index) => bytes[index] === octet);
}
