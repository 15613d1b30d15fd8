/** Questions that are answered by their number, or by nobody: then after `limitMs` with what stands for no answer. */
export class Questions<T> {
  readonly #limitMs: number;
  readonly #otherwise: T;
  readonly #open = new Map<number, (answer: T) => void>();
  #last = 0;

  constructor(limitMs: number, otherwise: T) {
    this.#limitMs = limitMs;
    this.#otherwise = otherwise;
  }

  ask(send: (id: number) => void): Promise<T> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.answer(id, this.#otherwise);
      }, this.#limitMs);
      timer.unref();
      this.#open.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      send(id);
    });
  }

  /** An answer to a question that is over means nothing. */
  answer(id: number, answer: T): void {
    const open = this.#open.get(id);
    this.#open.delete(id);
    open?.(answer);
  }

  /** Nobody is there any more who could answer. */
  giveUp(): void {
    for (const id of [...this.#open.keys()]) this.answer(id, this.#otherwise);
  }
}
