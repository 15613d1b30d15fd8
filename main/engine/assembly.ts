import type { BlackoutCalendar } from '../core/rules/blackoutCalendar.ts';
import { instant, type Instant } from '../core/time/instant.ts';
import { Blackouts } from './blackouts.ts';
import { Deciding } from './deciding.ts';
import { Drops } from './drops.ts';
import { DueMoments } from './dueMoments.ts';
import { Incidents } from './incidents.ts';
import { JobEdits } from './jobEdits.ts';
import { Journal, type Turn } from './journal.ts';
import { JobBook, PAUSE_ALL } from './jobBook.ts';
import type { Pause } from './jobState.ts';
import type { Ledger, OpenState } from './ledger.ts';
import { MachineWatch } from './machineWatch.ts';
import { Obligations } from './obligations.ts';
import type { EngineSettings, JobStore, Ports } from './ports.ts';
import { Runs } from './runs.ts';
import { keptByJob, recall, settleOpen, type KeptByJob } from './settlement.ts';
import { Sequences } from './sequences.ts';
import { Turns } from './turns.ts';
import { Upstreams } from './upstreams.ts';
import { Conditions } from './waiting.ts';
import { Wishes } from './wishes.ts';
import { WorldEvents } from './worldEvents.ts';

/** The parts of a running engine. They share one turn (the clocks of the evaluation in progress) and one journal. */
export interface Parts {
  readonly journal: Journal;
  readonly turn: Turn;
  readonly machine: MachineWatch;
  readonly book: JobBook;
  readonly upstreams: Upstreams;
  readonly runs: Runs;
  readonly conditions: Conditions;
  readonly turns: Turns;
  readonly drops: Drops;
  readonly moments: DueMoments;
  readonly deciding: Deciding;
  readonly obligations: Obligations;
  readonly sequences: Sequences;
  readonly worldEvents: WorldEvents;
  readonly incidents: Incidents;
  readonly edits: JobEdits;
  readonly wishes: Wishes;
}

const noCalendars: ReadonlyMap<string, BlackoutCalendar> = new Map();

/**
 * Puts an engine together from what the ledger and the store hold, and settles what was open. Everything it decides is in the journal
 * afterwards, not yet in the ledger. `ask` asks for an evaluation, `from now on`.
 */
export function assemble(
  ports: Ports,
  ledger: Ledger,
  store: JobStore,
  settings: () => EngineSettings,
  ask: () => void,
): Parts {
  const open = ledger.open();
  const journal = new Journal(ledger, open.nextId);
  const turn: Turn = { now: instant(0), mono: 0, awakeBefore: 0, horizon: instant(0), era: 1, zone: 'UTC' };
  const machine = new MachineWatch(ports, journal, turn, open);
  const book = new JobBook(journal, machine, turn);
  const upstreams = new Upstreams(ledger, book, journal);
  const runs = new Runs(ports, journal, turn, book, upstreams);
  book.pauseAll = (open.state.get(PAUSE_ALL) as Pause | undefined) ?? null;
  const kept = keptByJob(open);
  enterJobs(store, open, kept, machine, book);
  const obligations = new Obligations(journal, turn, book, upstreams);
  const sequences = new Sequences(store, journal, turn, book, obligations);
  recallSequences(open, kept, book);
  const incidents = new Incidents(open, ledger, journal, turn, ports.notifier, settings, ports.lastLine);
  const conditions = new Conditions(ports.probes, book, turn, ask);
  const drops = new Drops(journal, turn, book);
  const turns = new Turns(journal, turn, book, runs, conditions, sequences, drops, settings);
  const blackouts = new Blackouts(
    () => ports.calendars?.() ?? noCalendars,
    (state) => book.zoneOfJob(state),
  );
  const moments = new DueMoments(book, machine, turn, blackouts);
  const deciding = new Deciding(journal, turn, book, runs, sequences, incidents);
  if (machine.correctedWhileAway) book.correct();
  const booted = machine.firstStartSinceBoot;
  const { runner } = ports;
  settleOpen({ open, journal, turn, book, runs, sequences, runner, lastAlive: lastAliveOf(open), booted });
  for (const state of book.all()) if (state.pending.length > 0 || state.active.length > 0) book.rearmPeriods(state);
  const seeing = { journal, turn, machine, book, obligations, sequences, incidents };
  const worldEvents = new WorldEvents(ports, ledger, open, seeing);
  const common = { journal, turn, machine, book, runs, turns, drops, moments, obligations, sequences, worldEvents };
  const edits = new JobEdits(store, ports.watchers, common);
  const wishes = new Wishes(ledger, common);
  edits.watch();
  return { ...common, upstreams, conditions, deciding, incidents, edits, wishes };
}

function enterJobs(store: JobStore, open: OpenState, kept: KeptByJob, machine: MachineWatch, book: JobBook): void {
  const firstStart = !open.state.has('clock');
  for (const stored of store.load()) {
    const state = book.enter(stored);
    recall(state, open, kept);
    // Saved while Wakeful did not run, or before it ever did: what is due immediately is due then.
    const fresh = firstStart ? state.enabledAt >= machine.accounted : state.enabledAt > machine.accounted;
    book.arm(state, fresh);
    book.mark(state);
  }
}

function recallSequences(open: OpenState, kept: KeptByJob, book: JobBook): void {
  for (const state of book.all()) {
    if (state.sequence === null) continue;
    recall(state, open, kept);
    book.arm(state);
  }
}

const lastAliveOf = (open: OpenState): Instant | null => open.machine?.to ?? null;
