import type { AppState } from '../../preload/contract.ts';
import type { Problem } from '../core/problem.ts';
import type { Ledger } from '../engine/ledger.ts';
import type { ProblemList } from '../engine/view/deps.ts';

/** Under these keys of the ledger problems are kept until the person has acted on them. */
const PREFIX = 'problem/';

type Told = AppState['problems'][number];

/**
 * What is told on every page until it is acted on (ui.md §4.8). What was kept aside is told over restarts: by then the file that was broken
 * is gone, and nobody else would say where it went. What still stands in a file is told as long as it stands there.
 */
export class KeptProblems implements ProblemList {
  readonly #ledger: Ledger;
  readonly #standing: () => readonly Problem[];
  readonly #kept = new Map<string, Told>();
  readonly #dismissed = new Set<string>();

  /** @param standing what is wrong now, asked anew each time; problems with a `field` that names a file kept aside are kept */
  constructor(ledger: Ledger, kept: ReadonlyMap<string, unknown>, standing: () => readonly Problem[]) {
    this.#ledger = ledger;
    this.#standing = standing;
    for (const [key, value] of kept) {
      if (key.startsWith(PREFIX) && isTold(value)) this.#kept.set(value.id, value);
    }
    this.#keep();
  }

  list(): AppState['problems'] {
    this.#keep();
    const standing = this.#standing()
      .filter((problem) => !isKeptAside(problem))
      .map((problem) => ({ ...problem, id: idOf(problem) }))
      .filter(({ id }) => !this.#dismissed.has(id));
    return [...this.#kept.values(), ...standing];
  }

  dismiss(id: string): boolean {
    if (this.#kept.delete(id)) {
      this.#ledger.commit([{ kind: 'state', entry: { key: `${PREFIX}${id}`, value: null } }]);
      this.#dismissed.add(id);
      return true;
    }
    if (!this.#standing().some((problem) => idOf(problem) === id)) return false;
    this.#dismissed.add(id);
    return true;
  }

  /** Files kept aside are remembered from the moment they are known. */
  #keep(): void {
    for (const problem of this.#standing()) {
      const id = idOf(problem);
      if (!isKeptAside(problem) || this.#kept.has(id) || this.#dismissed.has(id)) continue;
      const told = { ...problem, id };
      this.#kept.set(id, told);
      this.#ledger.commit([{ kind: 'state', entry: { key: `${PREFIX}${id}`, value: told } }]);
    }
  }
}

/** Codes of what was moved out of the way; their `field` is the file's new name. */
const KEPT_ASIDE: ReadonlySet<string> = new Set([
  'jobsFileDamaged',
  'settingsFileDamaged',
  'ledgerDamaged',
  'secretsFileDamaged',
]);

const isKeptAside = ({ code }: Problem): boolean => KEPT_ASIDE.has(code);

const idOf = ({ code, field, message }: Problem): string => `${code}:${field ?? message}`.slice(0, 200);

const isTold = (value: unknown): value is Told =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'code' in value &&
  typeof value.code === 'string' &&
  'message' in value &&
  typeof value.message === 'string';
