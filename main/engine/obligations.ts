import { judgeAfter } from '../core/rules/afterTrigger.ts';
import { readIf, type IfExpression } from '../core/rules/ifExpression.ts';
import { plus, type Instant } from '../core/time/instant.ts';
import type { Journal, Turn } from './journal.ts';
import type { JobBook } from './jobBook.ts';
import type { JobState } from './jobState.ts';
import type { DueEntry, Facts } from './ledger.ts';
import type { Ended } from './runs.ts';
import { lengthOf, type Upstreams } from './upstreams.ts';

/**
 * Due moments that are owed although their time has not come: after a run of another job, in a sequence, some time after waking.
 * Each is in the ledger from the moment on that it is owed, so it survives everything (semantics §7).
 */
export class Obligations {
  readonly #journal: Journal;
  readonly #turn: Turn;
  readonly #book: JobBook;
  readonly #upstreams: Upstreams;
  readonly #expressions = new Map<string, IfExpression | null>();

  constructor(journal: Journal, turn: Turn, book: JobBook, upstreams: Upstreams) {
    this.#journal = journal;
    this.#turn = turn;
    this.#book = book;
    this.#upstreams = upstreams;
  }

  /** Makes the jobs due that follow a run which ended. Where the end was seen its instant counts, else the noticing does. */
  after({ entry, seen }: Ended): void {
    if (entry.cause === 'test' || entry.outcome === null) return;
    const from = seen ? (entry.ended ?? this.#turn.now) : this.#turn.now;
    for (const follower of this.#book.followersOf(entry.job)) {
      if (!follower.job.enabled) continue;
      for (const { trigger, index } of follower.triggers) {
        if (trigger.type !== 'after' || trigger.job !== entry.job) continue;
        const answer = judgeAfter(trigger.on, this.#expression(trigger.if), {
          outcome: entry.outcome,
          exitCode: entry.exitCode,
          outputs: entry.outputs,
          duration: lengthOf(entry),
          changed: this.#upstreams.changed(follower, entry),
        });
        if (answer.due) this.owe(follower, index, plus(from, trigger.delay), { byJob: entry.job, byRun: entry.run });
      }
    }
  }

  /** Writes down a due moment that is owed at `due`; it is decided like any other when that has come. */
  owe(state: JobState, trigger: number, due: Instant, facts: Facts, sequence: string | null = null): DueEntry {
    const entry = this.#journal.due({
      id: this.#journal.id(),
      job: state.job.id,
      trigger,
      ...(sequence === null ? {} : { sequence }),
      due,
      count: 1,
      fate: 'waiting',
      reason: null,
      facts,
      run: null,
      decided: this.#turn.now,
      era: this.#turn.era,
    });
    state.owed = [...state.owed, entry];
    this.#book.mark(state);
    return entry;
  }

  /** When the next of a job's owed due moments comes. */
  nextOf(state: JobState): Instant | null {
    let next: Instant | null = null;
    for (const { due } of state.owed) if (next === null || due < next) next = due;
    return next;
  }

  /** An `if` was checked when it was saved; one that cannot be read any more holds for nothing. */
  #expression(text: string | null): IfExpression | null {
    if (text === null) return null;
    const known = this.#expressions.get(text);
    if (known !== undefined) return known;
    const read = readIf(text);
    const expression = read.ok ? read.value : never(text);
    this.#expressions.set(text, expression);
    return expression;
  }
}

const never = (text: string): IfExpression => ({
  text,
  ask: () => ({ holds: false, said: `${text} cannot be read` }),
});
