import type { Parsed } from '../problem.ts';
import { Fields, TIME_KEYS, attempt, refuse } from './fields.ts';
import { calendarLabels, canEverMatch } from './calendarLabels.ts';
import { calendarSentence } from './calendarSentence.ts';
import { FORWARD, LabelSchedule } from './labels.ts';
import type { ParseContext, ScheduleContext, TimeTriggerOptions, TriggerType } from './trigger.ts';

/** One entry of launchd's StartCalendarInterval: a key that is missing is every value. */
export interface CalendarEntry {
  /** 0–59. */
  readonly minute?: number;
  /** 0–23. */
  readonly hour?: number;
  /** Day of the month, 1–31. With `weekday`: either suffices. */
  readonly day?: number;
  /** 0–7, 0 and 7 are Sunday. */
  readonly weekday?: number;
  /** 1–12. Always limits. */
  readonly month?: number;
}

/** launchd's StartCalendarInterval (semantics §2.2). */
export interface CalendarTrigger extends TimeTriggerOptions {
  readonly type: 'calendar';
  /** At least one; due where any of them matches. */
  readonly entries: readonly CalendarEntry[];
}

const RANGES = { minute: [0, 59], hour: [0, 23], day: [1, 31], weekday: [0, 7], month: [1, 12] } as const;
type EntryKey = keyof typeof RANGES;
const ENTRY_KEYS = Object.keys(RANGES) as readonly EntryKey[];

/** More entries than any plist has that a person wrote. */
const MOST_ENTRIES = 1000;

/** Errors beside those of fields: `neverDue` for an entry whose date does not exist. */
function parse(json: unknown): Parsed<CalendarTrigger> {
  return attempt(() => {
    const fields: Fields = new Fields(json, 'a calendar trigger', [...TIME_KEYS, 'entries']);
    const list = fields.raw('entries');
    const example = '[{"hour":3,"minute":30,"weekday":1}]';
    if (list === undefined) fields.missing('entries', example);
    if (!Array.isArray(list)) {
      refuse({ code: 'wrongType', message: `"entries" must be a list, like ${example}.`, field: 'entries' });
    }
    if (list.length === 0 || list.length > MOST_ENTRIES) {
      const message = `"entries" has ${String(list.length)} entries; it must have 1 to ${String(MOST_ENTRIES)}, like ${example}.`;
      refuse({ code: 'outOfRange', message, field: 'entries' });
    }
    const entries = list.map((entry: unknown, index) => readEntry(entry, `entries[${String(index)}]`));
    return { type: 'calendar', entries, ...fields.timeOptions() };
  });
}

function readEntry(json: unknown, place: string): CalendarEntry {
  const fields: Fields = new Fields(json, 'an entry of a calendar', ENTRY_KEYS, `${place}.`);
  const entry: { -readonly [K in EntryKey]?: number } = {};
  for (const key of ENTRY_KEYS) {
    const [least, most] = RANGES[key];
    const value = fields.wholeNumber(key, least, most);
    if (value !== undefined) entry[key] = value;
  }
  if (!canEverMatch(entry)) {
    refuse({
      code: 'neverDue',
      message: `There is no day ${String(entry.day)} in month ${String(entry.month)}: this entry would never be due.`,
      field: place,
    });
  }
  return entry;
}

/** launchd's calendar: labels in a gap move forward by its length, labels in an overlap happen in the first pass only. */
export const calendar: TriggerType<CalendarTrigger> = {
  type: 'calendar',
  kind: 'time',
  parse: (json: unknown, _context: ParseContext) => parse(json),
  schedule: (trigger: CalendarTrigger, context: ScheduleContext) =>
    new LabelSchedule(calendarLabels(trigger.entries), context.zone, FORWARD),
  following: () => 'label',
  sentence: (trigger) => calendarSentence(trigger.entries),
};
