import { basename, dirname, extname } from 'node:path';
import Conf from 'conf';
import type { OpenDocumentFile } from './documentFile.ts';

/** A document written by conf, the base of electron-store. A file that it cannot read makes it throw, never clear. */
export const confDocumentFile: OpenDocumentFile = (path) =>
  new Conf<Record<string, unknown>>({
    cwd: dirname(path),
    configName: basename(path, extname(path)),
    fileExtension: extname(path).slice(1),
    clearInvalidConfig: false,
    accessPropertiesByDotNotation: false,
    configFileMode: 0o600,
    projectName: 'wakeful',
  });
