import type { Disposable } from '../../engine/ports.ts';
import { writeDurably } from '../durableFile.ts';
import { outboxText, readOutbox, type Letter } from './letter.ts';
import { post, type PostResult, type Posted } from './post.ts';

/** Name of the file in the data folder. */
export const OUTBOX_FILE = 'outbox.json';

/** Letters that wait, all in all and of one lane; beyond it the oldest of the lane goes. */
const MOST = 500;
const MOST_PINGS = 20;
/** Requests in progress at a time. */
const AT_ONCE = 4;
/** Pings are written down this long after they came, all together. Milliseconds. */
const SAVE_MS = 300;
/** First pause after a failure, doubled with each further one, and the longest. Milliseconds. */
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 10 * 60_000;
/** After so many failures in a row the person is told. */
const TOLD_AFTER = 2;

/** A lane that does not get its letters through. */
export interface LaneTrouble {
  readonly lane: string;
  readonly since: number;
  readonly said: string;
  /** Letters that were given up since it last worked. */
  readonly lost: number;
}

/** What the outbox depends on. */
export interface OutboxOptions {
  readonly path: string;
  /** Where a letter goes now; null: nowhere any more. Throws where that cannot be told now. */
  readonly addressOf: (letter: Letter) => Omit<Posted, 'body' | 'contentType'> | null;
  readonly now: () => number;
  /** Trouble began, changed or is over. */
  readonly onTrouble: () => void;
  readonly send?: (posted: Posted) => Promise<PostResult>;
  /** In [0, 1): spreads the tries of many computers. */
  readonly draw?: () => number;
  readonly firstPauseMs?: number;
}

interface Lane {
  letters: Letter[];
  sending: boolean;
  failures: number;
  failingSince: number;
  said: string;
  lost: number;
  pause: NodeJS.Timeout | null;
}

/**
 * What goes out to other programs: kept on the disk until it is taken, tried again with growing pauses. Invariants: 1. nobody ever waits for
 * it; 2. letters of a lane arrive in order, each at least once or, given up, never; 3. what waits is bounded; 4. a lane in trouble says so.
 */
export class Outbox implements Disposable {
  readonly #options: OutboxOptions;
  readonly #lanes = new Map<string, Lane>();
  readonly #idle = new Set<() => void>();
  #seen: number | null;
  #sending = 0;
  #saving: NodeJS.Timeout | null = null;
  #over = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    const { seen, letters } = readOutbox(options.path);
    this.#seen = seen;
    for (const letter of letters) this.#lane(letter.lane).letters.push(letter);
  }

  /** The newest notice that was handed over before; null: none ever was. */
  get seen(): number | null {
    return this.#seen;
  }

  /** Begins to send what was left over. */
  start(): void {
    this.#pumpAll();
  }

  /** Notices up to this one need no second handing over. */
  saw(notice: number): void {
    this.#seen = Math.max(this.#seen ?? 0, notice);
    this.#saveSoon();
  }

  /** Takes a letter. `durable`: it is on the disk when this returns, as far as the disk allows. */
  put(letter: Letter, durable: boolean): void {
    if (this.#over) return;
    const lane = this.#lane(letter.lane);
    lane.letters.push(letter);
    const most = letter.lane === 'webhook' ? MOST : MOST_PINGS;
    // The one being sent is the first; it is on its way already.
    while (lane.letters.length > most) {
      lane.letters.splice(lane.sending ? 1 : 0, 1);
      lane.lost += 1;
    }
    if (durable) this.#save();
    else this.#saveSoon();
    this.#pump(letter.lane, lane);
  }

  /** Whether anything still has to go out. */
  get waits(): boolean {
    return [...this.#lanes.values()].some(({ letters }) => letters.length > 0);
  }

  /** The network is back, or an address was mended: nothing waits for its pause. */
  hurry(): void {
    for (const lane of this.#lanes.values()) {
      if (lane.pause !== null) clearTimeout(lane.pause);
      lane.pause = null;
    }
    this.#pumpAll();
  }

  troubles(): readonly LaneTrouble[] {
    return [...this.#lanes].flatMap(([lane, { failures, failingSince, said, lost }]) =>
      failures >= TOLD_AFTER || lost > 0 ? [{ lane, since: failingSince, said, lost }] : [],
    );
  }

  /** Waits for what can be sent at once, at most so long; the rest is on the disk for the next start. */
  async close(limitMs: number): Promise<void> {
    if (this.#sending > 0) {
      await Promise.race([
        new Promise<void>((resolve) => this.#idle.add(resolve)),
        new Promise<void>((resolve) => setTimeout(resolve, limitMs)),
      ]);
    }
    this.dispose();
  }

  dispose(): void {
    if (this.#over) return;
    this.#over = true;
    for (const { pause } of this.#lanes.values()) if (pause !== null) clearTimeout(pause);
    if (this.#saving !== null) this.#save();
  }

  #lane(name: string): Lane {
    const known = this.#lanes.get(name);
    if (known !== undefined) return known;
    const lane: Lane = {
      letters: [],
      sending: false,
      failures: 0,
      failingSince: 0,
      said: '',
      lost: 0,
      pause: null,
    };
    this.#lanes.set(name, lane);
    return lane;
  }

  #pumpAll(): void {
    for (const [name, lane] of this.#lanes) this.#pump(name, lane);
  }

  #pump(name: string, lane: Lane): void {
    const [letter] = lane.letters;
    if (letter === undefined) {
      if (!lane.sending && lane.lost === 0) this.#lanes.delete(name);
      return;
    }
    if (this.#over || lane.sending || lane.pause !== null || this.#sending >= AT_ONCE) return;
    lane.sending = true;
    this.#sending += 1;
    void this.#send(letter).then((result) => {
      lane.sending = false;
      this.#sending -= 1;
      this.#judge(lane, letter, result);
      this.#saveSoon();
      this.#pumpAll();
      if (this.#sending > 0) return;
      for (const resolve of this.#idle) resolve();
      this.#idle.clear();
    });
  }

  async #send(letter: Letter): Promise<PostResult | null> {
    try {
      const address = this.#options.addressOf(letter);
      if (address === null) return null;
      const { send = post } = this.#options;
      const { body, contentType, suffix, query } = letter;
      const url = new URL(address.url);
      url.pathname = url.pathname.replace(/\/$/, '') + suffix;
      for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
      return await send({ ...address, url: url.href, body, contentType });
    } catch (error) {
      return { kind: 'again', said: error instanceof Error ? error.message : String(error), afterMs: 0 };
    }
  }

  /** `result` null: it has no address any more. */
  #judge(lane: Lane, letter: Letter, result: PostResult | null): void {
    const wasTold = lane.failures >= TOLD_AFTER || lane.lost > 0;
    const forget = (): void => {
      lane.letters = lane.letters.filter((one) => one !== letter);
    };
    if (result === null || result.kind === 'taken') {
      forget();
      lane.failures = 0;
      if (result !== null) lane.lost = 0;
      if (wasTold) this.#options.onTrouble();
      return;
    }
    if (lane.failures === 0) lane.failingSince = this.#options.now();
    lane.failures += 1;
    lane.said = result.said;
    // A ping that the server does not know means nothing later; a notification waits for the address to be mended.
    if ((result.kind === 'refused' && letter.lane !== 'webhook') || this.#options.now() >= letter.until) {
      forget();
      lane.lost += 1;
    }
    const { firstPauseMs = FIRST_PAUSE_MS, draw = Math.random } = this.#options;
    const grown = Math.min(LONGEST_PAUSE_MS, firstPauseMs * 2 ** Math.min(lane.failures - 1, 20));
    const pauseMs = Math.max(result.kind === 'again' ? result.afterMs : 0, grown * (0.75 + draw() / 2));
    lane.pause = setTimeout(
      () => {
        lane.pause = null;
        this.#pump(letter.lane, lane);
      },
      Math.min(pauseMs, LONGEST_PAUSE_MS),
    );
    lane.pause.unref();
    this.#options.onTrouble();
  }

  #saveSoon(): void {
    this.#saving ??= setTimeout(() => {
      this.#save();
    }, SAVE_MS).unref();
  }

  #save(): void {
    if (this.#saving !== null) clearTimeout(this.#saving);
    this.#saving = null;
    try {
      const letters = [...this.#lanes.values()].flatMap((lane) => lane.letters);
      writeDurably(this.#options.path, outboxText({ seen: this.#seen, letters }));
    } catch {
      // A full disk: what waits is still sent as long as Wakeful lives, and the inbox has every notice.
    }
  }
}
