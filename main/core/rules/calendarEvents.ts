import ICAL from 'ical.js';
import { type WallClock, DAY_MS, dayOfWall, fieldsOf, wallClock, wallOf, weekdayOf } from '../time/civil.ts';
import { instant } from '../time/instant.ts';
import { type Zone, UTC, zoneOf } from '../time/zone.ts';

/** One occurrence of an event, by the labels of its own clock. */
export interface Occurrence {
  readonly from: WallClock;
  readonly to: WallClock;
  readonly name: string | null;
}

/** An event of an iCalendar file, walked from its beginning. */
export interface EventSource {
  /** Zone of its labels; null: the reader's (floating times and whole days). */
  readonly zone: Zone | null;
  /** The end is a length after the beginning, whatever the clock does; else it is a label of its own. */
  readonly exactLength: boolean;
  /** The next occurrence; null after the last. Exceptions may come out of order. */
  next(): Occurrence | null;
}

/** How far recurrences are walked: a daily event for 80 years. */
const MOST_OCCURRENCES = 30_000;

/**
 * The occurrences of a VEVENT; null for one that is cancelled or changes an occurrence of another (that other one knows it). Throws an
 * Error with the reason where it cannot be read.
 */
export function eventSource(component: ICAL.Component): EventSource | null {
  if (component.getFirstPropertyValue('status') === 'CANCELLED') return null;
  const filter = tamed(component);
  const event = new ICAL.Event(component);
  if (event.isRecurrenceException()) return null;
  const start = timeIn(event.startDate, 'DTSTART');
  const zone = zoneOfStart(component, start);
  if (zone !== null) localiseUntil(component, zone);
  const exactLength = component.getFirstProperty('duration') !== null;
  if (!event.isRecurring()) {
    let occurrence: Occurrence | null = { ...stretchOf(start, event.endDate), name: event.summary || null };
    return {
      zone,
      exactLength,
      next: () => {
        const once = occurrence;
        occurrence = null;
        return once;
      },
    };
  }
  return { zone, exactLength, next: walk(event, filter) };
}

function walk(event: ICAL.Event, filter: (label: WallClock) => boolean): () => Occurrence | null {
  const iterator = event.iterator();
  const start = timeIn(event.startDate, 'DTSTART');
  const first = stretchOf(start, event.endDate);
  const length = first.to - first.from;
  const name = event.summary || null;
  // Keyed by the occurrence that each replaces.
  const changed = Object.keys(event.exceptions).length > 0 || event.rangeExceptions.length > 0;
  let walked = 0;
  return () => {
    while (walked < MOST_OCCURRENCES) {
      walked += 1;
      // Typed as if there were always another.
      const at = iterator.next() as ICAL.Time | null | undefined;
      if (at === undefined || at === null) return null;
      const from = labelOf(at);
      if (!filter(from)) continue;
      // Asking for the details of every occurrence of a daily event takes a second in 70 years.
      if (!changed) return { from, to: wallClock(from + length), name };
      const details = event.getOccurrenceDetails(at);
      const cancelled = details.item.component.getFirstPropertyValue('status') === 'CANCELLED';
      if (cancelled) continue;
      return { ...stretchOf(details.startDate, details.endDate), name: details.item.summary || null };
    }
    return null;
  };
}

function stretchOf(start: ICAL.Time, end: ICAL.Time | null): { from: WallClock; to: WallClock } {
  const from = labelOf(start);
  const to = end === null ? from : labelOf(end);
  // A whole day without an end is that day (RFC 5545 §3.6.1); a moment without one covers nothing.
  if (start.isDate && to <= from) return { from, to: wallClock(from + DAY_MS) };
  return { from, to };
}

const labelOf = (time: ICAL.Time): WallClock =>
  wallOf(
    time.year,
    time.month,
    time.day,
    time.isDate ? 0 : time.hour,
    time.isDate ? 0 : time.minute,
    time.isDate ? 0 : time.second,
  );

function timeIn(time: unknown, name: string): ICAL.Time {
  if (!(time instanceof ICAL.Time)) throw new Error(`it has no ${name}`);
  return time;
}

/** The zone of the labels: UTC, the IANA zone that TZID or the file's VTIMEZONE names, or null: the reader's. */
function zoneOfStart(component: ICAL.Component, start: ICAL.Time): Zone | null {
  if (start.isDate) return null;
  if (start.zone === ICAL.Timezone.utcTimezone) return UTC;
  const tzid: unknown = component.getFirstProperty('dtstart')?.getParameter('tzid');
  if (typeof tzid !== 'string') return null;
  const named = zoneNamed(tzid) ?? zoneNamed(locationOf(component, tzid));
  if (named === null) throw new Error(`its time zone "${tzid}" is not known`);
  return named;
}

/** Some programs write a path before the name: `/freeassociation.sourceforge.net/Europe/Berlin`. */
function zoneNamed(text: string): Zone | null {
  for (const name of [text, text.split('/').slice(-2).join('/'), text.split('/').slice(-3).join('/')]) {
    if (name === '') continue;
    const zone = zoneOf(name);
    if (zone.ok) return zone.value;
  }
  return null;
}

function locationOf(component: ICAL.Component, tzid: string): string {
  const own = component.parent
    .getAllSubcomponents('vtimezone')
    .find((zone) => zone.getFirstPropertyValue('tzid') === tzid);
  const location: unknown = own?.getFirstPropertyValue('x-lic-location');
  return typeof location === 'string' ? location : '';
}

/** UNTIL is written in UTC where the event has a zone (RFC 5545 §3.3.10); occurrences are compared as labels, so it becomes one. */
function localiseUntil(component: ICAL.Component, zone: Zone): void {
  for (const property of component.getAllProperties('rrule')) {
    const rule: unknown = property.getFirstValue();
    if (!(rule instanceof ICAL.Recur)) continue;
    const { until } = rule;
    if (until === null || until.isDate || until.zone !== ICAL.Timezone.utcTimezone) continue;
    const label = fieldsOf(zone.wallAt(instant(labelOf(until))));
    const start: unknown = component.getFirstPropertyValue('dtstart');
    const own = start instanceof ICAL.Time ? start.zone : ICAL.Timezone.localTimezone;
    rule.until = new ICAL.Time({ ...label, isDate: false }, own);
  }
}

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/**
 * Keeps a rule from running without end: what repeats more often than daily is refused, and of a daily rule the limits on weekday, month
 * and day are taken out and given back as a filter, for ical.js looks forever for a 30 February.
 */
function tamed(component: ICAL.Component): (label: WallClock) => boolean {
  const filters: ((label: WallClock) => boolean)[] = [];
  for (const property of component.getAllProperties('rrule')) {
    const rule: unknown = property.getFirstValue();
    if (!(rule instanceof ICAL.Recur)) throw new Error('its RRULE cannot be read');
    if (['SECONDLY', 'MINUTELY', 'HOURLY'].includes(rule.freq)) {
      throw new Error('it repeats more often than daily');
    }
    if (rule.freq !== 'DAILY') continue;
    const parts = rule.parts as Readonly<Record<string, readonly (string | number)[] | undefined>>;
    const given = Object.keys(parts);
    if (given.length === 0) continue;
    if (given.some((part) => !['BYDAY', 'BYMONTH', 'BYMONTHDAY'].includes(part)) || rule.count !== null) {
      throw new Error(`its daily rule has ${given.join(', ')}, which is not understood`);
    }
    filters.push(dailyFilter(parts));
    rule.parts = {};
  }
  return (label) => filters.every((filter) => filter(label));
}

function dailyFilter(parts: Readonly<Record<string, readonly (string | number)[] | undefined>>) {
  const { BYDAY, BYMONTH, BYMONTHDAY } = parts;
  return (label: WallClock): boolean => {
    const { year, month, day } = fieldsOf(label);
    const weekday = WEEKDAYS[weekdayOf(dayOfWall(label))] ?? '';
    const fromEnd =
      day -
      1 -
      Math.round((wallOf(month === 12 ? year + 1 : year, (month % 12) + 1, 1) - wallOf(year, month, 1)) / DAY_MS);
    return (
      (BYDAY?.includes(weekday) ?? true) &&
      (BYMONTH?.includes(month) ?? true) &&
      (BYMONTHDAY === undefined || BYMONTHDAY.includes(day) || BYMONTHDAY.includes(fromEnd))
    );
  };
}
