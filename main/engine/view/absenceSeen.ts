import { type Instant, instant } from '../../core/time/instant.ts';
import type { Ledger } from '../ledger.ts';

const KEY = 'absenceSeen';

/**
 * Up to when the person has taken note of absences: "Got it" on Today. Kept in the ledger, so that it holds in every window and after a restart.
 */
export class AbsenceSeen {
  readonly #ledger: Ledger;
  /** Undefined until it was read. */
  #until: Instant | null | undefined;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** An absence that ended up to here is not told any more; null: none was taken note of. */
  get until(): Instant | null {
    if (this.#until === undefined) {
      const kept = this.#ledger.open().state.get(KEY);
      this.#until = typeof kept === 'number' ? instant(kept) : null;
    }
    return this.#until;
  }

  /** Takes note of the absence that ended at `until`; false where that, or a later one, was known already. */
  see(until: Instant): boolean {
    const before = this.until;
    if (before !== null && before >= until) return false;
    this.#ledger.commit([{ kind: 'state', entry: { key: KEY, value: until } }]);
    this.#until = until;
    return true;
  }
}
