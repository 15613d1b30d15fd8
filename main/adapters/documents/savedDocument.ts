import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { TextDecoder } from 'node:util';
import type { Instant } from '../../core/time/instant.ts';
import { keepAside } from '../keepAside.ts';
import type { DocumentFile, OpenDocumentFile } from './documentFile.ts';

/** What stands in a file. `mark` tells its bytes from all others: a digest, as the bytes of ten thousand jobs are too many to be kept. */
export type SavedText =
  | { readonly kind: 'absent' }
  | { readonly kind: 'json'; readonly value: unknown; readonly mark: string }
  /** There, and not JSON: `reason` says why. */
  | { readonly kind: 'broken'; readonly mark: string; readonly reason: string }
  /** There, and the system does not let us read it. */
  | { readonly kind: 'closed'; readonly reason: string };

const markOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64');

function bytesOf(path: string): Buffer | Extract<SavedText, { kind: 'absent' | 'closed' }> {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { kind: 'absent' };
    return { kind: 'closed', reason: sentenceOf(error) };
  }
}

/** What the system or the parser said, ended as a sentence, for others follow it. */
const sentenceOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\.?$/, '.');

/** Reads a JSON file without changing anything. */
export function readSaved(path: string): SavedText {
  const bytes = bytesOf(path);
  if (!Buffer.isBuffer(bytes)) return bytes;
  const mark = markOf(bytes);
  try {
    // Fatal: bytes that are not UTF-8 would come back as others when the document is saved again.
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { kind: 'json', value: JSON.parse(decoded) as unknown, mark };
  } catch (error) {
    const reason = bytes.length === 0 ? 'The file is empty.' : sentenceOf(error);
    return { kind: 'broken', mark, reason };
  }
}

/**
 * One document on the disk, which a person or another program may also write.
 * Invariants: 1. bytes that were not understood are never overwritten: they are moved aside under a dated name first; 2. what changed on
 * the disk since it was last read is noticed before writing.
 */
export class SavedDocument {
  readonly path: string;
  readonly #open: OpenDocumentFile;
  #file: DocumentFile | null = null;
  /** The mark of the bytes as last read or written; null: no file. */
  #seen: string | null = null;

  constructor(path: string, open: OpenDocumentFile) {
    this.path = path;
    this.#open = open;
  }

  read(): SavedText {
    const saved = readSaved(this.path);
    if (saved.kind !== 'closed') this.#seen = saved.kind === 'absent' ? null : saved.mark;
    return saved;
  }

  /** Whether the file on the disk is another than the one last read or written. */
  changedElsewhere(): boolean {
    const bytes = bytesOf(this.path);
    if (Buffer.isBuffer(bytes)) return markOf(bytes) !== this.#seen;
    return bytes.kind === 'absent' && this.#seen !== null;
  }

  /** Moves the file aside and gives its new name. */
  keepAside(now: Instant): string {
    const aside = keepAside(this.path, now);
    this.#seen = null;
    this.#file = null;
    return aside;
  }

  /** Writes the document. Throws what the system says; the file is then as it was. */
  write(value: Record<string, unknown>): void {
    this.#file ??= this.#open(this.path);
    this.#file.store = value;
    const bytes = bytesOf(this.path);
    this.#seen = Buffer.isBuffer(bytes) ? markOf(bytes) : null;
  }
}
