import type { OutputChunk } from '../../../preload/contract.ts';

/** A stretch of output from one stream. */
export type Piece = OutputChunk['pieces'][number];

const GREY = '\u001b[90m';
const RED = '\u001b[31m';
const PLAIN = '\u001b[39m';

/**
 * Turns pieces of output into what a terminal draws: the time in grey before each line, the error stream in red, what
 * Wakeful itself says in grey. Keeps where the
 * last piece ended, so that a line that comes in two pieces gets one time.
 */
export class OutputWriter {
  readonly #clock: ((at: number) => string) | null;
  #lineStart = true;
  #indent = 0;

  /** `clock` null: without times. */
  constructor(clock: ((at: number) => string) | null) {
    this.#clock = clock;
  }

  /** The terminal text of further pieces. */
  write(pieces: readonly Piece[]): string {
    return pieces.map((piece) => this.#piece(piece)).join('');
  }

  #piece(piece: Piece): string {
    const colour = piece.stream === 'err' ? RED : piece.stream === 'note' ? GREY : null;
    let text = '';
    for (const part of piece.text.split(/(\r?\n|\r)/)) {
      if (part === '') continue;
      if (part === '\n' || part === '\r\n') {
        text += `${this.#begin(piece.at)}\r\n`;
        this.#lineStart = true;
      } else if (part === '\r') {
        // A progress bar draws its line anew: it must not draw over the time.
        text += this.#indent > 0 && !this.#lineStart ? `\r\u001b[${this.#indent}C` : '\r';
      } else {
        text += this.#begin(piece.at) + (colour === null ? part : `${colour}${part}${PLAIN}`);
      }
    }
    return text;
  }

  #begin(at: number): string {
    if (!this.#lineStart) return '';
    this.#lineStart = false;
    if (this.#clock === null) return '';
    const time = `${this.#clock(at)}  `;
    this.#indent = time.length;
    return `${GREY}${time}${PLAIN}`;
  }
}

/** The output as a file: what was written, nothing added. */
export const plainText = (pieces: readonly Piece[]): string => pieces.map((piece) => piece.text).join('');

/** Letters of the longest line, without escape sequences; lines are looked at, not what is drawn over them. */
export function longestLine(pieces: readonly Piece[]): number {
  let longest = 0;
  let open = 0;
  for (const { text } of pieces) {
    for (const [index, line] of withoutSequences(text)
      .split(/\r?\n|\r/)
      .entries()) {
      open = index === 0 ? open + line.length : line.length;
      if (open > longest) longest = open;
    }
  }
  return longest;
}

/** "4.1 MiB", "12 KiB", "340 bytes". */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(bytes < 10_240 ? 1 : 0)} KiB`;
  return `${(bytes / (1024 * 1024)).toFixed(1)} MiB`;
}

// eslint's rule against control characters is about slips; here the escape is what is looked for.
const SEQUENCE = new RegExp(`${String.fromCharCode(27)}(?:\\[[0-?]*[ -/]*[@-~]|[@-Z\\\\-_])`, 'g');

/** Text without the escape sequences of a terminal, for places that are none. */
export const withoutSequences = (text: string): string => text.replace(SEQUENCE, '');
