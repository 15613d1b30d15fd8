import type { Instant } from '../../core/time/instant.ts';
import type { Change } from '../ledger.ts';
import { MemoryLedger, type History } from '../memoryLedger.ts';
import { isSettled, LinePrinter, type LastState } from './ledgerLines.ts';

/** Looking for what may go costs as much as all that is kept, so it is done this seldom. */
const PRUNED_EVERY_MS = 5 * 86_400_000;

/**
 * The ledger of a simulation: gives its lines as soon as nothing in them can change any more, in the order in which entries were first
 * written, and forgets printed history as the engine prunes it. So ten years need the memory of the time that is kept.
 *
 * Invariants: 1. what is before `position` in `order` is printed, and never changes again; 2. what is not printed is not pruned.
 */
export class StreamedLedger extends MemoryLedger {
  private readonly printer = new LinePrinter(this);
  /** Ids in the order of first writing; the printed ones are dropped from time to time. */
  private order: number[] = [];
  private position = 0;
  private prunedTo = 0;
  /** Printed entries that pruning has not removed, oldest first. */
  private printed: number[] = [];

  override commit(changes: readonly Change[]): void {
    const known = this.order.length;
    for (const change of changes) {
      if (change.kind !== 'state' && this.history[change.entry.id] === undefined) this.order.push(change.entry.id);
    }
    // What one transaction writes is in the order of its ids.
    if (this.order.length > known + 1) {
      const fresh = this.order.splice(known).sort((a, b) => a - b);
      this.order.push(...fresh);
    }
    super.commit(changes);
  }

  /** Lines that are ready, up to the first entry that can still change. */
  *ready(): Iterable<string> {
    for (; this.position < this.order.length; this.position += 1) {
      const change = this.history[this.order[this.position] ?? 0];
      if (change === undefined) continue;
      if (!isSettled(change) || (change.kind === 'machine' && change.entry.id === this.lastSpan?.id)) return;
      this.printed.push(change.entry.id);
      const line = this.printer.lineOf(change);
      if (line !== null) yield line;
    }
    this.order = [];
    this.position = 0;
  }

  /** All lines that are left, at the end of the timeline: what can still change is as it is. */
  *rest(last: LastState): Iterable<string> {
    for (; this.position < this.order.length; this.position += 1) {
      const change = this.history[this.order[this.position] ?? 0];
      if (change === undefined || (change.kind === 'machine' && change.entry.id === this.lastSpan?.id)) continue;
      const line = this.printer.lineOf(change);
      if (line !== null) yield line;
    }
    yield* this.printer.last(this.lastSpan, last);
  }

  /** Only what is printed goes, and it is looked for from the oldest on, up to the first machine span that stays. */
  override prune(before: Instant): void {
    if (before < this.prunedTo + PRUNED_EVERY_MS) return;
    this.prunedTo = before;
    const gone: History[] = [];
    const kept: number[] = [];
    let looked = 0;
    for (; looked < this.printed.length; looked += 1) {
      const id = this.printed[looked] ?? 0;
      const change = this.history[id];
      if (change === undefined) continue;
      if (this.goes(change, before)) gone.push(change);
      else if (change.kind === 'machine') break;
      else kept.push(id);
    }
    this.printed = [...kept, ...this.printed.slice(looked)];
    this.forget(gone, before);
  }
}
