import type { NamedFile } from '@muster/contracts/kit/endpoint';

/** The newest uploaded file, to read another sheet of it; it stays in this browser and goes with the page. */
let last: { readonly id: string; readonly file: NamedFile } | undefined;

/** Keeps the file of an import while the page is open. */
export function keepFile(id: string, file: NamedFile): void {
  last = { id, file };
}

/** The file of an import, if it was uploaded in this page. */
export function fileOf(id: string): NamedFile | undefined {
  return last?.id === id ? last.file : undefined;
}
