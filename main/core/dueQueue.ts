/** Something with a time at which it wants to be looked at. `slot` belongs to the queue: -1 outside it. */
export interface Timed {
  /** The time, in whatever clock the queue is for: epoch milliseconds or monotonic ones. */
  at: number;
  slot: number;
}

/**
 * What is due next, of many: a binary heap whose members know their place, so that moving one costs the logarithm of their number
 * (semantics §10.7). Members at the same time come in no particular order.
 *
 * Invariants: 1. a member's `slot` is its index; 2. no member is before its parent.
 */
export class DueQueue<T extends Timed> {
  readonly #heap: T[] = [];

  get size(): number {
    return this.#heap.length;
  }

  /** The earliest member, which stays. */
  get first(): T | null {
    return this.#heap[0] ?? null;
  }

  /** Puts a member in at `at`, or moves it there. Null takes it out. */
  set(member: T, at: number | null): void {
    if (at === null) {
      this.remove(member);
      return;
    }
    if (member.slot < 0) {
      member.at = at;
      member.slot = this.#heap.length;
      this.#heap.push(member);
      this.#rise(member);
      return;
    }
    if (member.at === at) return;
    const earlier = at < member.at;
    member.at = at;
    if (earlier) this.#rise(member);
    else this.#sink(member);
  }

  /** Takes a member out; nothing happens where it is not in. */
  remove(member: T): void {
    const { slot } = member;
    if (slot < 0) return;
    const last = this.#heap.pop();
    member.slot = -1;
    if (last === undefined || last === member) return;
    last.slot = slot;
    this.#heap[slot] = last;
    this.#rise(last);
    this.#sink(last);
  }

  /** Takes out the earliest member whose time is at or before `until`; null where there is none. */
  take(until: number): T | null {
    const first = this.#heap[0];
    if (first === undefined || first.at > until) return null;
    this.remove(first);
    return first;
  }

  #rise(member: T): void {
    let { slot } = member;
    while (slot > 0) {
      const above = (slot - 1) >> 1;
      const parent = this.#heap[above];
      if (parent === undefined || parent.at <= member.at) break;
      this.#heap[slot] = parent;
      parent.slot = slot;
      slot = above;
    }
    this.#heap[slot] = member;
    member.slot = slot;
  }

  #sink(member: T): void {
    const size = this.#heap.length;
    let { slot } = member;
    for (;;) {
      let below = 2 * slot + 1;
      if (below >= size) break;
      let child = this.#heap[below];
      const right = this.#heap[below + 1];
      if (child === undefined) break;
      if (right !== undefined && right.at < child.at) {
        child = right;
        below += 1;
      }
      if (child.at >= member.at) break;
      this.#heap[slot] = child;
      child.slot = slot;
      slot = below;
    }
    this.#heap[slot] = member;
    member.slot = slot;
  }
}
