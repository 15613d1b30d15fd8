import type { Parsed } from '../problem.ts';
import { wallClock } from '../time/civil.ts';
import { DayLabels } from './dayLabels.ts';
import { Fields, TIME_KEYS, attempt, expectRead, refuse } from './fields.ts';
import { LabelSchedule, type LabelSet, SKIPPED } from './labels.ts';
import { type CalendarEvent, readCalendarEvent } from './onCalendarEvent.ts';
import { type Component, FIELDS, type FieldRange, expand } from './onCalendarField.ts';
import { onCalendarSentence } from './onCalendarSentence.ts';
import { combinedTimes } from './timesOfDay.ts';
import type { ParseContext, ScheduleContext, TimeTriggerOptions, TriggerType } from './trigger.ts';

/** A systemd calendar event (semantics §2.3). A zone named in the text is also `zone`. */
export interface OnCalendarTrigger extends TimeTriggerOptions {
  readonly type: 'onCalendar';
  readonly expression: string;
}

/** For each value from 0 to the field's most, whether it is meant. */
function flags(range: FieldRange, components: readonly Component[] | null): readonly boolean[] {
  const meant = Array.from({ length: range.most + 1 }, () => false);
  for (const value of expand(range, components)) meant[value] = true;
  return meant;
}

/** The labels of a calendar event. */
function onCalendarLabels(event: CalendarEvent): LabelSet {
  const { fromEnd } = event;
  const years = event.years === null ? null : new Set(expand(FIELDS.year, event.years));
  const months = flags(FIELDS.month, event.months);
  const days = event.days === null ? null : flags(fromEnd ? FIELDS.dayFromEnd : FIELDS.day, event.days);
  const weekdays = Array.from({ length: 7 }, (_, day) => event.weekdays === null || event.weekdays.includes(day));
  const times = combinedTimes(
    expand(FIELDS.hour, event.hours),
    expand(FIELDS.minute, event.minutes),
    expand(FIELDS.second, event.seconds),
  );
  const sortedYears = years === null ? [FIELDS.year.least, FIELDS.year.most] : [...years].sort((a, b) => a - b);
  return new DayLabels({
    firstYear: sortedYears[0] ?? FIELDS.year.least,
    lastYear: sortedYears.at(-1) ?? FIELDS.year.most,
    // Years can be written any distance apart.
    longestWaitYears: FIELDS.year.most - FIELDS.year.least,
    mayHave: (year, month) => months[month] === true && (years === null || years.has(year)),
    timesOn: (day, _month, weekday, length) =>
      weekdays[weekday] === true && (days === null || days[fromEnd ? length - day + 1 : day] === true) ? times : null,
  });
}

/** Before anything systemd keeps. */
const BEFORE_ALL = wallClock(0);

/**
 * Errors: those of `readCalendarEvent`; `zoneTwice`. Warnings: `onCalendarStepLarge`; `neverDue` where the years are over
 * or the date never exists, which systemd accepts too.
 */
function parse(json: unknown, context: ParseContext): Parsed<OnCalendarTrigger> {
  return attempt((warn) => {
    const fields: Fields = new Fields(json, 'an onCalendar trigger', [...TIME_KEYS, 'expression']);
    const expression = fields.requiredText('expression', 'Mon..Fri *-*-* 09:00');
    const place = { field: 'expression' };
    const event = expectRead(readCalendarEvent(expression), place, warn);
    const options = fields.timeOptions();
    if (event.zone !== null && options.zone !== undefined && options.zone !== event.zone) {
      const message = `The event is in the zone ${event.zone}, and "zone" says ${options.zone}. Leave one of them out.`;
      refuse({ code: 'zoneTwice', message, field: 'zone' });
    }
    const labels = onCalendarLabels(event);
    if (labels.from(BEFORE_ALL) === null) {
      warn({ code: 'neverDue', message: 'No such date exists: this is never due.', ...place });
    } else if (labels.from(context.zone.wallAt(context.now)) === null) {
      warn({ code: 'neverDue', message: 'Its years are over: this is never due again.', ...place });
    }
    return { type: 'onCalendar', expression, ...options, ...(event.zone === null ? {} : { zone: event.zone }) };
  });
}

/** The event of a trigger that was parsed. */
const eventOf = (trigger: OnCalendarTrigger): CalendarEvent => {
  const read = readCalendarEvent(trigger.expression);
  if (!read.ok) throw new Error(`A calendar event that was read before cannot be read: ${read.error.message}`);
  return read.value;
};

/** systemd's calendar events: labels in a gap are skipped, labels in an overlap happen in the first pass only. */
export const onCalendar: TriggerType<OnCalendarTrigger> = {
  type: 'onCalendar',
  kind: 'time',
  parse,
  schedule: (trigger: OnCalendarTrigger, context: ScheduleContext) =>
    new LabelSchedule(onCalendarLabels(eventOf(trigger)), context.zone, SKIPPED),
  following: () => 'label',
  sentence: (trigger) => onCalendarSentence(eventOf(trigger)),
  text: (trigger) => trigger.expression,
};
