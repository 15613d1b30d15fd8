import { basename, dirname, extname } from 'node:path';
import Store from 'electron-store';
import type { OpenDocumentFile } from '../adapters/documents/documentFile.ts';

/** A document written by electron-store. A file that it cannot read makes it throw, never clear. */
export const electronDocumentFile: OpenDocumentFile = (path) =>
  new Store<Record<string, unknown>>({
    cwd: dirname(path),
    name: basename(path, extname(path)),
    fileExtension: extname(path).slice(1),
    clearInvalidConfig: false,
    accessPropertiesByDotNotation: false,
    configFileMode: 0o600,
  });
