import ICAL from 'ical.js';
import { type Parsed, type Problem, parsed, refused } from '../problem.ts';
import { DAY_MS } from '../time/civil.ts';
import { type Instant, duration, plus } from '../time/instant.ts';
import type { Zone } from '../time/zone.ts';
import type { BlackoutStretch } from './blackout.ts';
import { type EventSource, type Occurrence, eventSource } from './calendarEvents.ts';
import { whenShown } from './wallTime.ts';

/** An iCalendar file that was read: asked for the events of a stretch of time. */
export interface BlackoutCalendar {
  /** The events that cover anything of [from, to], in no order. All-day and floating events are read in `zone`, the job's. */
  between(from: Instant, to: Instant, zone: Zone): readonly BlackoutStretch[];
}

/** Longest file that is read. */
const LONGEST_TEXT = 10_000_000;

/** No zone lies further than this from UTC: how far ahead labels are looked at. */
const FARTHEST_ZONE_MS = 2 * DAY_MS;

/**
 * Reads the text of an iCalendar file (RFC 5545): single and recurring events with their exceptions, with times in a zone, in UTC or in
 * none, or whole days. Cancelled events do not count. Error `calendarFile`; an event that cannot be read or repeats more often than
 * daily is a warning `calendarEvent` and left out, for the others still count.
 */
export function readBlackoutCalendar(text: string): Parsed<BlackoutCalendar> {
  if (text.length > LONGEST_TEXT) return refused(notACalendar('it is larger than 10 MB'));
  const warnings: Problem[] = [];
  let components: readonly ICAL.Component[];
  try {
    components = calendarsIn(text, warnings);
  } catch (error) {
    return refused(notACalendar(reasonOf(error)));
  }
  const events: CoveringEvent[] = [];
  for (const component of components) {
    for (const event of component.getAllSubcomponents('vevent')) {
      try {
        const source = eventSource(event);
        if (source !== null) events.push(new CoveringEvent(source));
      } catch (error) {
        warnings.push(leftOut(nameOf(event), reasonOf(error)));
      }
    }
  }
  return parsed({ between: (from, to, zone) => events.flatMap((event) => event.between(from, to, zone)) }, warnings);
}

function calendarsIn(text: string, warnings: Problem[]): readonly ICAL.Component[] {
  if (!/BEGIN:VCALENDAR/i.test(text)) throw new Error('it does not begin with BEGIN:VCALENDAR');
  const jcal = parseTolerant(text, warnings);
  // Several calendars in one file come as a list of components, one as the component itself, whose first part is its name.
  const all = typeof jcal[0] === 'string' ? [jcal] : (jcal as readonly unknown[][]);
  return all.map((one) => new ICAL.Component([...one])).filter((component) => component.name === 'vcalendar');
}

/** ical.js refuses a whole file for one rule that it cannot read; then the events that it can are read without the others. */
function parseTolerant(text: string, warnings: Problem[]): readonly unknown[] {
  try {
    return ICAL.parse(text) as readonly unknown[];
  } catch (error) {
    let dropped = 0;
    const rest = text.replace(/^BEGIN:VEVENT\r?\n[^]*?^END:VEVENT\r?(?:\n|$)/gim, (event) => {
      try {
        ICAL.parse(`BEGIN:VCALENDAR\r\n${event.trimEnd()}\r\nEND:VCALENDAR`);
        return event;
      } catch (reason) {
        dropped += 1;
        warnings.push(leftOut(/^SUMMARY[^:\r\n]*:(.*?)\r?$/im.exec(event)?.[1] ?? NO_NAME, reasonOf(reason)));
        return '';
      }
    });
    if (dropped === 0) throw error;
    return ICAL.parse(rest) as readonly unknown[];
  }
}

const NO_NAME = 'without a name';

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'it cannot be read');

const leftOut = (name: string, why: string): Problem => ({
  code: 'calendarEvent',
  message: `The event "${name}" is left out: ${why}.`,
});

const notACalendar = (why: string): Problem => ({
  code: 'calendarFile',
  message: `This is not an iCalendar file: ${why}. Export the calendar as .ics.`,
});

function nameOf(event: ICAL.Component): string {
  const summary: unknown = event.getFirstPropertyValue('summary');
  return typeof summary === 'string' && summary !== '' ? summary : NO_NAME;
}

/**
 * One event with the occurrences walked so far. Invariants: 1. asking never changes an answer, only how far was walked; 2. `#walked` is in
 * order of its labels, all of them up to `#reached`.
 */
class CoveringEvent {
  readonly #source: EventSource;
  readonly #walked: Occurrence[] = [];
  #next: (() => Occurrence | null) | null;
  #longest = 0;

  constructor(source: EventSource) {
    this.#source = source;
    this.#next = () => source.next();
  }

  between(from: Instant, to: Instant, zone: Zone): readonly BlackoutStretch[] {
    const own = this.#source.zone ?? zone;
    this.#walkTo(to + FARTHEST_ZONE_MS);
    const found: BlackoutStretch[] = [];
    for (let index = this.#lastBefore(to + FARTHEST_ZONE_MS); index >= 0; index -= 1) {
      const occurrence = this.#walked[index];
      if (occurrence === undefined || occurrence.from + this.#longest + FARTHEST_ZONE_MS < from) break;
      const begins = whenShown(occurrence.from, own);
      const ends = this.#source.exactLength
        ? plus(begins, duration(occurrence.to - occurrence.from))
        : whenShown(occurrence.to, own);
      if (begins <= to && ends > from && ends > begins) found.push({ from: begins, to: ends, name: occurrence.name });
    }
    return found;
  }

  #walkTo(label: number): void {
    while (this.#next !== null) {
      const last = this.#walked[this.#walked.length - 1];
      if (last !== undefined && last.from > label) return;
      const occurrence = this.#next();
      if (occurrence === null) {
        this.#next = null;
        return;
      }
      this.#longest = Math.max(this.#longest, occurrence.to - occurrence.from);
      this.#insert(occurrence);
    }
  }

  /** An exception may move an occurrence before or behind its neighbours. */
  #insert(occurrence: Occurrence): void {
    let index = this.#walked.length;
    while (index > 0 && (this.#walked[index - 1]?.from ?? 0) > occurrence.from) index -= 1;
    this.#walked.splice(index, 0, occurrence);
  }

  #lastBefore(label: number): number {
    let low = -1;
    let high = this.#walked.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#walked[middle]?.from ?? Infinity) <= label) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
