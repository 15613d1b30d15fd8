import { DAY_MS, dateOfDay, dayOfDate, epochDay } from './civil.ts';
import { type Duration, type Instant, duration, instant } from './instant.ts';

/** A time during which a zone's offset stays the same: [from, to). Unbounded ends are infinite. */
export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
  /** Local = UTC + offset, in whole seconds. */
  readonly offset: Duration;
}

/** Years that are looked up at a time: small enough that the first question is quick, large enough to be rarely asked. */
const BLOCK_YEARS = 8;

/** Before this nothing changed and `Intl` knows local mean time only. */
const FIRST_YEAR = 1800;
/** After this the last offset is kept: no rule reaches so far. */
const LAST_YEAR = 9992;

/**
 * Distance of the probes between which a change is looked for. No zone since 1970 kept an offset for less than seven days
 * by the wall clock (America/Recife in October 2000; Asia/Gaza around Ramadan in 2040, 2054 and 2072).
 */
const PROBE_MS = 7 * DAY_MS - 2 * 3_600_000;

const WEEK_MS = 7 * DAY_MS;

/** Nearly every change falls on a quarter of an hour UTC; those that do not are looked for to the second. */
const QUARTER_MS = 900_000;

/**
 * The stretches of one zone, found from `Intl` block by block when first asked for. `Intl` is asked as seldom as possible:
 * one answer costs a microsecond, and all of 1970 to 2100 about ten thousand of them.
 */
export class StretchTable {
  readonly #id: string;
  readonly #blocks = new Map<number, readonly Stretch[]>();
  #format: Intl.DateTimeFormat | null = null;
  /** Times of the week (UTC) of the last changes that had to be searched: most zones change at the same two for decades. */
  #timesOfWeek: readonly number[] = [];

  constructor(id: string) {
    this.#id = id;
  }

  /** Stretches in order, one of which contains `at`, each found once. */
  around(at: Instant): readonly Stretch[] {
    const index = blockAt(at);
    let block = this.#blocks.get(index);
    if (block === undefined) {
      block = this.#build(index);
      this.#blocks.set(index, block);
    }
    return block;
  }

  #build(index: number): readonly Stretch[] {
    if (this.#id === 'UTC') return [{ from: instant(-Infinity), to: instant(Infinity), offset: duration(0) }];
    const start = startOfBlock(index);
    const end = startOfBlock(index + 1);
    if (start < startOfBlock(FIRST_BLOCK)) {
      const to = startOfBlock(FIRST_BLOCK);
      return [{ from: instant(-Infinity), to, offset: this.#offsetAt(to - QUARTER_MS) }];
    }
    if (index > LAST_BLOCK) {
      return [{ from: start, to: instant(Infinity), offset: this.#offsetAt(start) }];
    }
    const stretches: Stretch[] = [];
    let from = start;
    let offset = this.#offsetAt(start);
    for (let probe: number = start; probe < end;) {
      const next = Math.min(probe + PROBE_MS, end - 1000);
      const offsetThere = this.#offsetAt(next);
      if (offsetThere !== offset) {
        const change = this.#changeBetween(probe, next, offset);
        stretches.push({ from, to: change, offset });
        from = change;
        offset = offsetThere;
      }
      if (next === end - 1000) break;
      probe = next;
    }
    stretches.push({ from, to: end, offset });
    return stretches;
  }

  /** The first instant after `low` with another offset than `offset`, which `high` has. */
  #changeBetween(low: number, high: number, offset: Duration): Instant {
    for (const time of this.#timesOfWeek) {
      const guess = time + Math.ceil((low + 1 - time) / WEEK_MS) * WEEK_MS;
      if (guess <= high && this.#offsetAt(guess) !== offset && this.#offsetAt(guess - 1000) === offset) {
        return instant(guess);
      }
    }
    const change = this.#search(low, high, offset);
    this.#timesOfWeek = [change % WEEK_MS, ...this.#timesOfWeek.slice(0, 1)];
    return change;
  }

  #search(low: number, high: number, offset: Duration): Instant {
    let before = low;
    let after = high;
    while (after - before > QUARTER_MS) {
      const middle = Math.floor((before + after) / 2 / QUARTER_MS) * QUARTER_MS;
      // Only where `before` or `after` itself is not on a quarter can the middle fall on or below it.
      if (middle <= before) break;
      if (this.#offsetAt(middle) === offset) before = middle;
      else after = middle;
    }
    if (this.#offsetAt(after - 1000) === offset) return instant(after);
    after -= 1000;
    while (after - before > 1000) {
      const middle = Math.floor((before + after) / 2000) * 1000;
      if (this.#offsetAt(middle) === offset) before = middle;
      else after = middle;
    }
    return instant(after);
  }

  /**
   * The offset at a whole second, from what `Intl` writes. The day of the month is enough to tell the date: offsets are
   * less than a day. Fewer fields make `Intl` twice as fast.
   */
  #offsetAt(epochMs: number): Duration {
    this.#format ??= new Intl.DateTimeFormat('en-US', {
      timeZone: this.#id,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    const written = this.#format.format(epochMs);
    readNumbers(written);
    const utcDay = epochDay(Math.floor(epochMs / DAY_MS));
    // The neighbouring day, also across the end of a month: 31 against 1 is the day before.
    const day = read[0] ?? 0;
    const hour = read[1] ?? 0;
    const minute = read[2] ?? 0;
    const second = read[3] ?? 0;
    const daysAhead = day - dateOfDay(utcDay).day;
    const localDay = utcDay + (daysAhead > 1 ? -1 : daysAhead < -1 ? 1 : daysAhead);
    return duration(localDay * DAY_MS + ((hour % 24) * 3600 + minute * 60 + second) * 1000 - epochMs);
  }
}

/** What `readNumbers` found last: day, hour, minute, second. One array for all, as it is filled ten thousand times. */
const read = new Int32Array(4);

/** Reads the four numbers of `29, 02:30:00` into `read`, however they are separated. */
function readNumbers(text: string): void {
  let index = 0;
  let value = -1;
  for (let position = 0; position <= text.length; position += 1) {
    const digit = position < text.length ? text.charCodeAt(position) - 48 : -1;
    if (digit >= 0 && digit <= 9) {
      value = value < 0 ? digit : value * 10 + digit;
    } else if (value >= 0) {
      read[index] = value;
      index += 1;
      value = -1;
    }
  }
}

const FIRST_BLOCK = FIRST_YEAR / BLOCK_YEARS;
const LAST_BLOCK = LAST_YEAR / BLOCK_YEARS;

/** Blocks before the first and after the last are one: whatever lies there has one answer. */
function blockAt(at: Instant): number {
  const { year } = dateOfDay(epochDay(Math.floor(at / DAY_MS)));
  return Math.min(Math.max(Math.floor(year / BLOCK_YEARS), FIRST_BLOCK - 1), LAST_BLOCK + 1);
}

const startOfBlock = (index: number): Instant => instant(dayOfDate(index * BLOCK_YEARS, 1, 1) * DAY_MS);
