import { ReadStream } from 'node:tty';
import { Refusal, type CommandContext } from './command.ts';
import { write } from './print.ts';

/** Longest input that is read, bytes. */
const LARGEST = 1 << 20;

/**
 * A value that nobody is to see: typed without being shown where a person sits at a terminal, else all of standard input. One line end at
 * its end does not count.
 */
export async function readSecret(question: string, { stdin, stderr }: CommandContext): Promise<string> {
  const hidden = stdin instanceof ReadStream && stdin.isTTY;
  if (!hidden) return withoutLineEnd(await everything(stdin));
  // Before the question: who types at once is not to be shown.
  stdin.setRawMode(true);
  try {
    await write(stderr, question);
    return await typed(stdin);
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    await write(stderr, '\n');
  }
}

const withoutLineEnd = (text: string): string => text.replace(/\r?\n$/, '');

async function everything(stdin: NodeJS.ReadableStream): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stdin) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    pieces.push(bytes);
    size += bytes.length;
    if (size > LARGEST) throw new Refusal('That is more than a secret can be.');
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** What is typed until the line's end: rubbing out works, Ctrl+C gives up. Pasted line ends end it as well. */
function typed(stdin: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const end = (then: () => void): void => {
      stdin.off('data', take);
      then();
    };
    const take = (piece: Buffer | string): void => {
      for (const letter of piece.toString()) {
        if (letter === '\r' || letter === '\n' || letter === '\u0004') {
          end(() => {
            resolve(text);
          });
          return;
        }
        if (letter === '\u0003') {
          end(() => {
            reject(new Refusal('Nothing was changed.'));
          });
          return;
        }
        text = letter === '\u007f' || letter === '\b' ? Array.from(text).slice(0, -1).join('') : text + letter;
      }
    };
    stdin.on('data', take);
    stdin.resume();
  });
}
