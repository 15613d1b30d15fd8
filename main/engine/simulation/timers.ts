/** What comes first of timers that ring at the same instant (class comment of `VirtualMachine`). */
export type TimerRank = 'process' | 'settled' | 'alarm' | 'heartbeat';

const order: Readonly<Record<TimerRank, number>> = { process: 0, settled: 1, alarm: 2, heartbeat: 3 };

/** One timer of the virtual computer. `at` counts time awake; cancelled timers stay in the heap and are passed over. */
export interface Timer {
  readonly at: number;
  readonly rank: number;
  readonly sequence: number;
  readonly ring: () => void;
  cancelled: boolean;
}

const before = (a: Timer, b: Timer): boolean =>
  a.at !== b.at ? a.at < b.at : a.rank !== b.rank ? a.rank < b.rank : a.sequence < b.sequence;

/** Timers by time awake: a binary heap. Of timers at the same instant the rank decides, then the order in which they were set. */
export class Timers {
  private readonly heap: Timer[] = [];
  private sequence = 0;

  set(at: number, rank: TimerRank, ring: () => void): Timer {
    const timer: Timer = { at, rank: order[rank], sequence: this.sequence, ring, cancelled: false };
    this.sequence += 1;
    this.heap.push(timer);
    this.rise(this.heap.length - 1);
    return timer;
  }

  /** The next timer that has not been cancelled; it stays. */
  first(): Timer | null {
    for (;;) {
      const top = this.heap[0];
      if (top === undefined) return null;
      if (!top.cancelled) return top;
      this.takeFirst();
    }
  }

  /** Removes the next timer and gives it. */
  takeFirst(): Timer | null {
    const top = this.heap[0];
    const last = this.heap.pop();
    if (top === undefined || last === undefined) return null;
    if (this.heap.length > 0) {
      this.heap[0] = last;
      this.sink(0);
    }
    return top;
  }

  private rise(index: number): void {
    for (let at = index; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.swapIfBefore(at, parent)) return;
      at = parent;
    }
  }

  private sink(index: number): void {
    for (let at = index; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const [a, b] = [this.heap[left], this.heap[right]];
      if (a === undefined) return;
      const least = b !== undefined && before(b, a) ? right : left;
      if (!this.swapIfBefore(least, at)) return;
      at = least;
    }
  }

  private swapIfBefore(child: number, parent: number): boolean {
    const [a, b] = [this.heap[child], this.heap[parent]];
    if (a === undefined || b === undefined || !before(a, b)) return false;
    this.heap[child] = b;
    this.heap[parent] = a;
    return true;
  }
}
