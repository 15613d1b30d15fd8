import type { Journal, Turn } from './journal.ts';
import type { JobBook } from './jobBook.ts';
import type { JobState } from './jobState.ts';
import type { OpenState } from './ledger.ts';
import type { MachineWatch } from './machineWatch.ts';
import type { Obligations } from './obligations.ts';
import type { Ports, WorldEvent } from './ports.ts';
import type { Incidents } from './incidents.ts';
import type { Ended } from './runs.ts';

/** Triggers that are due when something is noticed (semantics §2.8). */
export class WorldEvents {
  constructor(
    _ports: Ports,
    _open: OpenState,
    _journal: Journal,
    _turn: Turn,
    _machine: MachineWatch,
    _book: JobBook,
    _obligations: Obligations,
    _incidents: Incidents,
  ) {
    return;
  }

  started(): void {
    return;
  }

  woke(): void {
    return;
  }

  happened(_event: WorldEvent): void {
    return;
  }

  ended(_ended: Ended): void {
    return;
  }

  enabled(_state: JobState): void {
    return;
  }
}
