import { instant } from '../../time/instant.ts';
import { type Zone, zoneOf } from '../../time/zone.ts';
import type { Schedule } from '../trigger.ts';
import { type ClockWindow, NOTABLE_CHANGES, windowAround } from './clockWindow.ts';

/*
 * An oracle for triggers whose labels count: it walks through a window of the clock minute by minute, and asks of every
 * label whether it is meant. Nothing of it comes from the program.
 */

/** Due moments within the minute that a label begins, in milliseconds from it, sorted. Labels are in minutes since 1970. */
export type DueAtLabel = (label: number) => readonly number[];

export const AT_THE_MINUTE: readonly number[] = [0];
export const NEVER: readonly number[] = [];

/** What becomes of labels in a gap and in an overlap. */
export interface OracleRule {
  readonly gap: 'forward' | 'skipped';
  readonly overlap: 'first' | 'both';
}

/** Everything due in the window, in order, each instant once. */
export function dueInWindow(window: ClockWindow, due: DueAtLabel, rule: OracleRule): number[] {
  const found: number[] = [];
  let highest = -Infinity;
  let before: number | undefined;
  let now = window.begin;
  for (const label of window.label) {
    if (rule.overlap === 'both' || label > highest) for (const ms of due(label)) found.push(now + ms);
    if (rule.gap === 'forward' && before !== undefined) {
      for (let lost = before + 1; lost < label; lost += 1) {
        for (const ms of due(lost)) found.push(now + (lost - before - 1) * 60_000 + ms);
      }
    }
    if (label > highest) highest = label;
    before = label;
    now += 60_000;
  }
  const end = window.begin + window.length * 60_000;
  return [...new Set(found)].filter((at) => at < end).sort((a, b) => a - b);
}

/** The first instant at which the window's clock shows a label in milliseconds, or to which a gap moves it; null: not in it. */
export function whenShown(window: ClockWindow, wall: number): number | null {
  const minute = Math.floor(wall / 60_000);
  const rest = wall - minute * 60_000;
  return (
    dueInWindow(window, (label) => (label === minute ? [rest] : NEVER), { gap: 'forward', overlap: 'first' })[0] ?? null
  );
}

/** Where a schedule is asked single questions: places in the window. */
export interface Places {
  readonly from: number;
  readonly until: number;
}

/** Whether a schedule answers as the oracle does: forwards, backwards, counted, and from any place. The first difference, or null. */
export function difference(
  schedule: Schedule,
  window: ClockWindow,
  expected: readonly number[],
  places: Places,
): string | null {
  const end = window.begin + window.length * 60_000;
  const told = (at: number | null): string => (at === null ? 'never' : new Date(at).toISOString());
  let at = window.begin - 1;
  for (const wanted of [...expected, null]) {
    const next = schedule.next(instant(at));
    const answer = next === null || next >= end ? null : next;
    if (answer !== wanted) return `next after ${told(at)} is ${told(next)}, not ${told(wanted)}`;
    at = answer ?? at;
  }
  at = end - 1;
  for (const wanted of [...expected].reverse()) {
    const previous = schedule.previous(instant(at));
    if (previous !== wanted) return `previous up to ${told(at)} is ${told(previous)}, not ${told(wanted)}`;
    at = wanted - 1;
  }
  const beyond = schedule.previous(instant(at));
  if (beyond !== null && beyond >= window.begin) return `previous up to ${told(at)} is ${told(beyond)}, not earlier`;

  const [from, until] = [places.from, places.until].map((one) => window.begin + secondIn(window, one) * 1000 + 500) as [
    number,
    number,
  ];
  const inside = expected.filter((due) => due > from && due <= until).length;
  const count = schedule.count(instant(from), instant(until));
  if (count !== inside) return `count in (${told(from)}, ${told(until)}] is ${String(count)}, not ${String(inside)}`;
  const next = expected.find((due) => due > from) ?? null;
  const answered = schedule.next(instant(from));
  if ((answered ?? end) < end ? answered !== next : next !== null) {
    return `next after ${told(from)} is ${told(answered)}, not ${told(next)}`;
  }
  const previous = [...expected].reverse().find((due) => due <= until) ?? null;
  const before = schedule.previous(instant(until));
  if ((before ?? -1) >= window.begin ? before !== previous : previous !== null) {
    return `previous up to ${told(until)} is ${told(before)}, not ${told(previous)}`;
  }
  return null;
}

/** Hours before and after a change that windows show; more where a whole day was left out. */
const HOURS_AROUND = 10;
const HOURS_AROUND_A_DAY = 30;
const DAY_LEFT_OUT: readonly string[] = ['Apia', 'Fakaofo', 'Kwajalein', 'Kiritimati', 'Enderbury', 'Kanton'];

/** Places in a window are numbers below this; `secondIn` makes a second of one. */
export const PLACES = 216_000;

/** The second from the beginning of a window that a place stands for. */
export const secondIn = (window: ClockWindow, place: number): number =>
  Math.floor((place / PLACES) * window.length * 60);

/** Years and zones of the seed's choice beside the notable changes. */
const OTHERS = 30;

/** The windows that a seed chooses: all notable changes first, then others. Each is looked up once, when first asked for. */
export class Windows {
  readonly count = NOTABLE_CHANGES.length + OTHERS;
  readonly #changes: readonly (readonly [zone: string, from: number, to: number])[];
  readonly #known = new Map<number, { readonly window: ClockWindow; readonly zone: Zone }>();

  constructor(seed: number) {
    let state = seed;
    const random = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    const zones = Intl.supportedValuesOf('timeZone');
    this.#changes = [
      ...NOTABLE_CHANGES.map(([, zone, from, to]) => [zone, Date.parse(from), Date.parse(to)] as const),
      ...Array.from({ length: OTHERS }, () => {
        const year = 1973 + Math.floor(random() * 127);
        const zone = zones[Math.floor(random() * zones.length)] ?? 'UTC';
        return [zone, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)] as const;
      }),
    ];
  }

  at(index: number): { readonly window: ClockWindow; readonly zone: Zone } {
    let known = this.#known.get(index);
    if (known === undefined) {
      const [id, from, to] = this.#changes[index] as readonly [string, number, number];
      const zone = zoneOf(id);
      if (!zone.ok) throw new Error(zone.error.message);
      const hours = DAY_LEFT_OUT.some((name) => id.endsWith(name)) ? HOURS_AROUND_A_DAY : HOURS_AROUND;
      known = { window: windowAround(id, from, to, hours), zone: zone.value };
      this.#known.set(index, known);
    }
    return known;
  }
}
