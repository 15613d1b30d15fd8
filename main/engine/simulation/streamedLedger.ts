import { instant, type Duration } from '../../core/time/instant.ts';
import type { Change } from '../ledger.ts';
import { MemoryLedger, type History } from '../memoryLedger.ts';
import { isSettled, LinePrinter, type LastState } from './ledgerLines.ts';

/** How much true time one batch of printed entries holds. */
const BATCH_MS = 86_400_000;

/** Later than everything: what is forgotten goes by when it was printed, not by its own times. */
const AFTER_ALL = instant(8_640_000_000_000_000);

/** What was printed in one stretch of true time. */
interface Batch {
  readonly ids: readonly number[];
  /** True time elapsed when it was closed. */
  readonly closed: number;
  /** So many entries had been written by then: until they are printed, a line may still ask for one of these. */
  readonly written: number;
}

/**
 * The ledger of a simulation: gives its lines as soon as nothing in them can change any more, in the order in which entries were first
 * written, and forgets what was printed long ago. So ten years need the memory of the time that is kept.
 *
 * Invariants: 1. what is before `position` in `order` is printed, and never changes again; 2. what is not printed is not forgotten;
 * 3. nor is the newest run or newest succeeded run of a job, nor what was printed while entries written before are not.
 */
export class StreamedLedger extends MemoryLedger {
  private readonly printer = new LinePrinter(this);
  /** Ids in the order of first writing; the printed ones are dropped from time to time. */
  private order: number[] = [];
  private position = 0;
  /** Number of ids that were dropped from `order`. */
  private dropped = 0;
  /** Printed since the last batch was closed. */
  private printed: number[] = [];
  private batches: Batch[] = [];
  /** Printed long ago, and not forgotten: the newest run of a job. */
  private staying: number[] = [];
  private closedAt = 0;

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
  }

  /** All lines that are left, at the end of the timeline: what can still change is as it is. */
  *rest(last: LastState): Iterable<string> {
    for (; this.position < this.order.length; this.position += 1) {
      const change = this.history[this.order[this.position] ?? 0];
      if (change === undefined) continue;
      const isLast = change.kind === 'machine' && change.entry.id === this.lastSpan?.id;
      const line = isLast ? this.printer.lastSpan(change.entry, last) : this.printer.lineOf(change);
      if (line !== null) yield line;
    }
    yield* this.printer.last(this.lastSpan, last);
  }

  /**
   * Forgets what was printed more than `kept` of true time ago; `elapsed` is the true time since the start. (By the wall clock a single step
   * forward could take with it what the engine still looks back at.) It is forgotten whole: nobody asks a simulation for counters.
   */
  forgetPrinted(elapsed: number, kept: Duration): void {
    if (elapsed < this.closedAt + BATCH_MS) return;
    this.closedAt = elapsed;
    this.order.splice(0, this.position);
    this.dropped += this.position;
    this.position = 0;
    this.batches.push({ ids: this.printed, closed: elapsed, written: this.dropped + this.order.length });
    this.printed = [];
    const old = this.batches.filter((batch) => batch.closed <= elapsed - kept && batch.written <= this.dropped);
    if (old.length === 0) return;
    this.batches = this.batches.filter((batch) => !old.includes(batch));
    const gone: History[] = [];
    const staying: number[] = [];
    for (const id of [...this.staying, ...old.flatMap(({ ids }) => ids)]) {
      const change = this.history[id];
      if (change === undefined) continue;
      if (this.goes(change, AFTER_ALL)) gone.push(change);
      else staying.push(id);
    }
    this.staying = staying;
    this.forget(gone);
  }
}
