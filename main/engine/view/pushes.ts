import type { Push } from '../../../preload/contract.ts';
import type { Disposable } from '../ports.ts';
import type { EngineChange } from '../scheduler.ts';

/** Hands pushes to everybody who listens. One that throws keeps the others from nothing. */
export class Pushes {
  readonly #listeners = new Set<(push: Push) => void>();
  readonly #onDefect: (error: unknown) => void;

  readonly #whileHeard: () => Disposable;
  #held: Disposable | null = null;

  /** `whileHeard` subscribes to what is worth its cost only while somebody listens. */
  constructor(onDefect: (error: unknown) => void, whileHeard: () => Disposable) {
    this.#onDefect = onDefect;
    this.#whileHeard = whileHeard;
  }

  listen(listener: (push: Push) => void): Disposable {
    // A function of its own for each, so that the same listener can listen twice.
    const own = (push: Push): void => {
      listener(push);
    };
    this.#listeners.add(own);
    this.#held ??= this.#whileHeard();
    return {
      dispose: () => {
        this.#listeners.delete(own);
        if (this.#listeners.size === 0) this.dispose();
      },
    };
  }

  dispose(): void {
    this.#held?.dispose();
    this.#held = null;
  }

  send(push: Push): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(push);
      } catch (error) {
        this.#onDefect(error);
      }
    }
  }
}

/** What an evaluation changed, as pushes. */
export function pushesOf(change: EngineChange): readonly Push[] {
  const pushes: Push[] = [];
  if (change.jobs.size > 0 || change.sequences) {
    pushes.push({ kind: 'jobs', jobs: change.sequences && change.jobs.size === 0 ? null : [...change.jobs] });
  }
  if (change.machine) pushes.push({ kind: 'machine' });
  if (change.incidents || change.notices) pushes.push({ kind: 'inbox' });
  pushes.push({ kind: 'state' });
  return pushes;
}
