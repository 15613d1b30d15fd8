import type { Parsed } from '../problem.ts';
import { type Instant, instant } from '../time/instant.ts';
import { type CalendarDuration, isExact } from '../time/iso.ts';
import { type Bounds, bounded, evenSchedule, single } from './bounded.ts';
import { after, calendarSteps, nominalMs } from './calendarSteps.ts';
import { Fields, TIME_KEYS, attempt, refuse } from './fields.ts';
import { intervalSentence } from './intervalSentence.ts';
import { FORWARD, LabelSchedule } from './labels.ts';
import { stableDraw } from './stableDraw.ts';
import type { ParseContext, Schedule, ScheduleContext, TimeTriggerOptions, TriggerType } from './trigger.ts';

/** Every so often (semantics §2.4), with its defaults filled in. */
export interface IntervalTrigger extends TimeTriggerOptions {
  readonly type: 'interval';
  /** At least a second. */
  readonly every: CalendarDuration;
  /** Since when the period runs: the start or end of the previous run, or a grid that no run moves. */
  readonly from: 'start' | 'finish' | 'grid';
  /** A point of the grid; default: the job's creation. Given only with `grid`. */
  readonly anchor?: Instant;
  /** Whether it is also due at the instant at which the job is enabled. */
  readonly immediately: boolean;
  /** Each period is drawn between `every` and this. Not with `grid`, whose points do not move. */
  readonly upTo?: CalendarDuration;
  /** No due moment lies after it. */
  readonly until?: Instant;
}

const LEAST_MS = 1000;

/** Errors beside those of fields: `durationRange`, `anchorWithoutGrid`, `upToOnGrid`. Warning: `neverDue`, an `until` that is past. */
function parse(json: unknown, context: ParseContext): Parsed<IntervalTrigger> {
  return attempt((warn) => {
    const known = [...TIME_KEYS, 'every', 'from', 'anchor', 'immediately', 'upTo', 'until'];
    const fields: Fields = new Fields(json, 'an interval trigger', known);
    const every = fields.calendarDuration('every');
    if (every === undefined) fields.missing('every', 'PT5M');
    if (nominalMs(every) < LEAST_MS) {
      refuse({ code: 'durationRange', message: '"every" must be at least a second, PT1S.', field: 'every' });
    }
    const anchor = fields.instant('anchor');
    // An anchor means nothing but a grid.
    const from = fields.choice('from', ['start', 'finish', 'grid']) ?? (anchor === undefined ? 'start' : 'grid');
    if (anchor !== undefined && from !== 'grid') {
      const message = `"anchor" is a point of a grid; from "${from}" the period begins with each run. Write "from":"grid", or leave "anchor" out.`;
      refuse({ code: 'anchorWithoutGrid', message, field: 'anchor' });
    }
    const upTo = fields.calendarDuration('upTo');
    if (upTo !== undefined && from === 'grid') {
      const message = 'The points of a grid are fixed, so "upTo" goes only with "from" "start" or "finish".';
      refuse({ code: 'upToOnGrid', message, field: 'upTo' });
    }
    if (upTo !== undefined && nominalMs(upTo) < nominalMs(every)) {
      refuse({ code: 'durationRange', message: '"upTo" must not be shorter than "every".', field: 'upTo' });
    }
    const until = fields.instant('until');
    if (until !== undefined && until < context.now) {
      warn({ code: 'neverDue', message: '"until" is already past: this is never due.', field: 'until' });
    }
    return {
      type: 'interval',
      every,
      from,
      immediately: fields.flag('immediately') ?? false,
      ...(anchor === undefined ? {} : { anchor }),
      ...(upTo === undefined ? {} : { upTo }),
      ...(until === undefined ? {} : { until }),
      ...fields.timeOptions(),
    };
  });
}

/** The end of the period that begins at `from`; between `every` and `upTo` it is drawn, always the same for the same beginning. */
function endOfPeriod(trigger: IntervalTrigger, from: Instant, context: ScheduleContext): Instant {
  const earliest = after(from, trigger.every, context.zone);
  if (trigger.upTo === undefined) return earliest;
  const latest = Math.max(earliest, after(from, trigger.upTo, context.zone));
  const wholeSeconds = Math.floor((latest - earliest) / 1000);
  const drawn = Math.floor(stableDraw(`${context.seed}/${String(from)}`) * (wholeSeconds + 1));
  return instant(earliest + drawn * 1000);
}

/**
 * From `start` and `finish` the schedule has exactly one due moment: the end of the period that runs since `periodFrom`, or
 * since `enabled` before the first run (with `immediately`: `enabled` itself). The engine compiles the schedule again with a
 * new `periodFrom` whenever a run started (or ended), and whenever a due moment was decided without a run; so there is never
 * more than one missed due moment, however long the computer slept.
 *
 * On a `grid` the due moments are the grid points after `enabled`: in real time for an exact `every`, by the wall clock for
 * calendar units. The grid reaches to both sides of its anchor.
 */
function schedule(trigger: IntervalTrigger, context: ScheduleContext): Schedule {
  const { enabled, periodFrom, zone } = context;
  if (trigger.from !== 'grid') {
    const due =
      periodFrom === null && trigger.immediately ? enabled : endOfPeriod(trigger, periodFrom ?? enabled, context);
    return single(due, trigger.until);
  }
  const bounds: Bounds = {
    after: enabled,
    ...(trigger.until === undefined ? {} : { until: trigger.until }),
    ...(trigger.immediately ? { first: enabled } : {}),
  };
  const anchor = trigger.anchor ?? context.created;
  if (isExact(trigger.every)) return bounded(evenSchedule(anchor, trigger.every.exact), bounds);
  return bounded(new LabelSchedule(calendarSteps(zone.wallAt(anchor), trigger.every), zone, FORWARD), bounds);
}

/** Intervals follow real time, as does a period since a run; on a grid of calendar units the label counts, by the clock rule of §2.2. */
export const interval: TriggerType<IntervalTrigger> = {
  type: 'interval',
  kind: 'time',
  parse,
  schedule,
  restartsWithRuns: (trigger) => trigger.from !== 'grid',
  following: (trigger) => (trigger.from === 'grid' && !isExact(trigger.every) ? 'label' : 'realTime'),
  sentence: intervalSentence,
};
