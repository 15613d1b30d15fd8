import { FRAME_HEADER_BYTES, LONGEST_FRAME } from './frames.ts';

const SMALLEST = 1 << 12;
const LARGEST = FRAME_HEADER_BYTES + LONGEST_FRAME;

/**
 * Bytes that are gathered for a frame, with room in front of them for its header, so that both are written at once and from where they lie.
 * As large as it has to be: a program that prints little needs little.
 */
export class Gathering {
  #block = Buffer.allocUnsafeSlow(SMALLEST);
  #length = 0;

  /** Bytes that are gathered. */
  get length(): number {
    return this.#length;
  }

  get isFull(): boolean {
    return this.#length === LONGEST_FRAME;
  }

  /** The room for a header and, behind it, everything gathered. */
  get block(): Buffer {
    return this.#block;
  }

  /** Takes as many bytes as fit, from a position on; answers how many that are. */
  take(bytes: Buffer, from: number): number {
    const wanted = Math.min(bytes.length - from, LONGEST_FRAME - this.#length);
    this.#makeRoom(FRAME_HEADER_BYTES + this.#length + wanted);
    bytes.copy(this.#block, FRAME_HEADER_BYTES + this.#length, from, from + wanted);
    this.#length += wanted;
    return wanted;
  }

  /** The first so many bytes are done with; the others move up. */
  drop(count: number): void {
    this.#block.copyWithin(FRAME_HEADER_BYTES, FRAME_HEADER_BYTES + count, FRAME_HEADER_BYTES + this.#length);
    this.#length -= count;
  }

  #makeRoom(size: number): void {
    if (size <= this.#block.length) return;
    let length = this.#block.length;
    while (length < size) length *= 2;
    const grown = Buffer.allocUnsafeSlow(Math.min(length, LARGEST));
    this.#block.copy(grown, 0, 0, FRAME_HEADER_BYTES + this.#length);
    this.#block = grown;
  }
}
