import type { Journal, Turn } from './journal.ts';
import type { JobBook } from './jobBook.ts';
import type { Incident, OpenState } from './ledger.ts';
import type { EngineSettings, Notifier } from './ports.ts';
import type { Ended } from './runs.ts';

/** Incidents and notices (semantics §7). */
export class Incidents {
  readonly open: Incident[] = [];

  constructor(
    _open: OpenState,
    _journal: Journal,
    _turn: Turn,
    _book: JobBook,
    _notifier: Notifier,
    _settings: () => EngineSettings,
  ) {
    return;
  }

  ended(_ended: Ended): void {
    return;
  }
}
