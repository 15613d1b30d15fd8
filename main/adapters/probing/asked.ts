import { execFile } from 'node:child_process';

/** A program that has not answered by then is not waited for. Milliseconds. */
const LIMIT_MS = 5000;

/**
 * Something a program has to be asked for, as it last said. The answer is given at once and brought up to date behind it: a condition
 * that waits looks again soon, and the loop never stands still for a program.
 */
export class Asked<T> {
  readonly #ask: () => Promise<T>;
  readonly #freshMs: number;
  #value: T;
  #at = -Infinity;
  #asking = false;

  /** `first` is the answer until there is one; after `freshMs` an answer is asked for again. */
  constructor(first: T, freshMs: number, ask: () => Promise<T>) {
    this.#value = first;
    this.#freshMs = freshMs;
    this.#ask = ask;
  }

  get(): T {
    if (!this.#asking && Date.now() - this.#at > this.#freshMs) {
      this.#asking = true;
      void this.#ask()
        .then((value) => {
          this.#value = value;
        })
        // It cannot be told now: the last answer stands.
        .catch(() => undefined)
        .finally(() => {
          this.#at = Date.now();
          this.#asking = false;
        });
    }
    return this.#value;
  }
}

/** What a program prints; rejects where it cannot be started, fails or takes too long. */
export function answerOf(file: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(file, args, { encoding: 'utf8', timeout: LIMIT_MS, windowsHide: true }, (error, text) => {
      if (error === null) resolve(text);
      else reject(new Error(`${file} did not answer`, { cause: error }));
    });
  });
}
