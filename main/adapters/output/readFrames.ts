import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  decodeFileHeader,
  decodeFrameHeader,
  FILE_HEADER_BYTES,
  FRAME_HEADER_BYTES,
  LONGEST_FRAME,
  type FrameHeader,
} from './frames.ts';

/** A frame, and where its bytes lie in its file. */
export interface FoundFrame extends FrameHeader {
  readonly position: number;
}

/** The whole frames of a file. */
export interface FoundFrames {
  /** The limit the file was written under; null where it has no readable beginning (yet). */
  readonly limit: number | null;
  readonly frames: readonly FoundFrame[];
  /** Where the last whole frame ends. */
  readonly end: number;
  /** The bytes of the file where it is compressed. */
  readonly bytes: Buffer | null;
}

export const NO_FRAMES: FoundFrames = { limit: null, frames: [], end: 0, bytes: null };

const BLOCK = 1 << 20;

/** Reads the headers of a file that is not compressed; `known` is what was found in it before, so that only what is new is read. */
export function readFrames(path: string, known: FoundFrames = NO_FRAMES): FoundFrames {
  const file = openSync(path, 'r');
  try {
    const size = fstatSync(file).size;
    let { limit, end } = known;
    if (limit === null) {
      const header = Buffer.alloc(FILE_HEADER_BYTES);
      readSync(file, header, 0, FILE_HEADER_BYTES, 0);
      limit = decodeFileHeader(header);
      if (limit === null) return NO_FRAMES;
      end = FILE_HEADER_BYTES;
    }
    if (size <= end) return { ...known, limit, end };
    const frames = [...known.frames];
    const block = Buffer.alloc(Math.min(BLOCK, Math.max(size - end, FRAME_HEADER_BYTES + LONGEST_FRAME)));
    while (end < size) {
      const read = readSync(file, block, 0, block.length, end);
      const found = framesIn(block.subarray(0, read), 0);
      for (const frame of found.frames) frames.push({ ...frame, position: frame.position + end });
      if (found.end === 0) break;
      end += found.end;
    }
    return { limit, frames, end, bytes: null };
  } finally {
    closeSync(file);
  }
}

/** The same of a compressed file, which is read whole. */
export function readCompressedFrames(path: string): FoundFrames {
  const bytes = gunzipSync(readFileSync(path));
  const limit = decodeFileHeader(bytes);
  return limit === null ? NO_FRAMES : { limit, ...framesIn(bytes, FILE_HEADER_BYTES), bytes };
}

function framesIn(bytes: Buffer, start: number): { readonly frames: FoundFrame[]; readonly end: number } {
  const frames: FoundFrame[] = [];
  let end = start;
  for (;;) {
    const header = decodeFrameHeader(bytes, end);
    if (header === null || end + FRAME_HEADER_BYTES + header.length > bytes.length) return { frames, end };
    frames.push({ ...header, position: end + FRAME_HEADER_BYTES });
    end += FRAME_HEADER_BYTES + header.length;
  }
}
