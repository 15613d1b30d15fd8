/**
 * How output lies on the disk: a file begins with a mark and the limit it was written under; then follow frames, each a header and the
 * bytes of one stream as they came. A frame cut short by a crash is the end of its file. The format is described in docs/files.md.
 */

/** Which stream a piece came from; `note` is Wakeful's own, such as the beginning of a second attempt. */
export type Stream = 'out' | 'err' | 'note';

const STREAMS: readonly Stream[] = ['out', 'err', 'note'];

/** "WKO1" and the limit as six bytes. */
export const FILE_HEADER_BYTES = 10;
const MARK = 'WKO1';

/** Stream 1, time 6, offset 6, length 4. */
export const FRAME_HEADER_BYTES = 17;

/** The longest payload of one frame; longer ones are several. With its header it fills whole pages of the system's cache. */
export const LONGEST_FRAME = (1 << 18) - FRAME_HEADER_BYTES;

/** A frame without its bytes. */
export interface FrameHeader {
  readonly stream: Stream;
  /** When the bytes were read from the program, milliseconds since 1970. */
  readonly at: number;
  /** Place of its first byte in everything the run printed, both streams together. */
  readonly offset: number;
  readonly length: number;
}

export function encodeFileHeader(limit: number): Buffer {
  const bytes = Buffer.alloc(FILE_HEADER_BYTES);
  bytes.write(MARK, 0, 'latin1');
  bytes.writeUIntBE(limit, 4, 6);
  return bytes;
}

/** The limit under which the file was written; null where it is not such a file. */
export function decodeFileHeader(bytes: Buffer): number | null {
  if (bytes.length < FILE_HEADER_BYTES || bytes.toString('latin1', 0, 4) !== MARK) return null;
  return bytes.readUIntBE(4, 6);
}

/** Writes a header into bytes at a position. */
export function putFrameHeader(bytes: Buffer, position: number, { stream, at, offset, length }: FrameHeader): void {
  bytes.writeUInt8(STREAMS.indexOf(stream), position);
  bytes.writeUIntBE(at, position + 1, 6);
  bytes.writeUIntBE(offset, position + 7, 6);
  bytes.writeUInt32BE(length, position + 13);
}

/** The header at a position; null where the bytes do not hold a whole, possible one. */
export function decodeFrameHeader(bytes: Buffer, position: number): FrameHeader | null {
  if (position + FRAME_HEADER_BYTES > bytes.length) return null;
  const stream = STREAMS[bytes.readUInt8(position)];
  const length = bytes.readUInt32BE(position + 13);
  if (stream === undefined || length > LONGEST_FRAME) return null;
  return { stream, at: bytes.readUIntBE(position + 1, 6), offset: bytes.readUIntBE(position + 7, 6), length };
}
