import type { Disposable } from '../engine/ports.ts';
import type { Scheduler } from '../engine/scheduler.ts';
import type { OutputNews } from '../engine/view/deps.ts';

/** How often running output is looked at while somebody could want to see it, milliseconds. */
const LOOK_MS = 250;

/** What is asked of the store: how much output a run has, in bytes. */
export type OutputSize = (run: string) => number;

/**
 * Tells of the growth of output by looking at it, because the processes that write it are with the helper. Looks only while something runs and
 * somebody listens; a run's end is told once.
 */
export class OutputGrowth implements OutputNews, Disposable {
  readonly #scheduler: Pick<Scheduler, 'running' | 'onChange'>;
  readonly #sizeOf: OutputSize;
  readonly #listeners = new Set<(run: string, size: number, end: boolean) => void>();
  readonly #sizes = new Map<string, number>();
  readonly #subscription: Disposable;
  #timer: NodeJS.Timeout | null = null;

  constructor(scheduler: Pick<Scheduler, 'running' | 'onChange'>, sizeOf: OutputSize) {
    this.#scheduler = scheduler;
    this.#sizeOf = sizeOf;
    this.#subscription = scheduler.onChange(() => {
      this.#look();
    });
  }

  onGrowth(listener: (run: string, size: number, end: boolean) => void): Disposable {
    this.#listeners.add(listener);
    this.#look();
    return {
      dispose: () => {
        this.#listeners.delete(listener);
      },
    };
  }

  dispose(): void {
    this.#subscription.dispose();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#listeners.clear();
  }

  #look(): void {
    if (this.#listeners.size === 0) return;
    const running = this.#scheduler.running().map(({ run }) => run);
    for (const run of running) {
      const size = this.#sizeOf(run);
      if (size !== this.#sizes.get(run)) {
        this.#sizes.set(run, size);
        if (size > 0) this.#tell(run, size, false);
      }
    }
    for (const run of [...this.#sizes.keys()]) {
      if (running.includes(run)) continue;
      this.#sizes.delete(run);
      this.#tell(run, this.#sizeOf(run), true);
    }
    if (running.length > 0) {
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        this.#look();
      }, LOOK_MS).unref();
    }
  }

  #tell(run: string, size: number, end: boolean): void {
    for (const listener of [...this.#listeners]) listener(run, size, end);
  }
}
