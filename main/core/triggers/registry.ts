import { nearestWords } from '../nearest.ts';
import { type Parsed, parsed, refused } from '../problem.ts';
import { type Zone, zoneOf } from '../time/zone.ts';
import { type AfterTrigger, after } from './after.ts';
import { type CalendarTrigger, calendar } from './calendar.ts';
import { type CronTrigger, cron, isRebootCron } from './cron.ts';
import {
  type IdleTrigger,
  type MountTrigger,
  type NetworkTrigger,
  type PowerTrigger,
  type ResumeTrigger,
  type StartTrigger,
  type UnlockTrigger,
  idle,
  mount,
  network,
  power,
  resume,
  start,
  unlock,
} from './events.ts';
import { shown } from './fields.ts';
import { type QueueTrigger, type WatchTrigger, queue, watch } from './fileEvents.ts';
import { type IntervalTrigger, interval } from './interval.ts';
import { jittered } from './jitter.ts';
import { type KeepAliveTrigger, keepAlive } from './keepAlive.ts';
import { type OnCalendarTrigger, onCalendar } from './onCalendar.ts';
import { type OnceTrigger, once } from './once.ts';
import { type PhraseTrigger, phrase } from './phrase.ts';
import type { Following, ParseContext, Schedule, ScheduleContext, TimeTriggerOptions, TriggerType } from './trigger.ts';

/** A trigger as the engine works with it. One member a type. */
export type Trigger =
  | CronTrigger
  | CalendarTrigger
  | OnCalendarTrigger
  | IntervalTrigger
  | PhraseTrigger
  | OnceTrigger
  | StartTrigger
  | ResumeTrigger
  | UnlockTrigger
  | IdleTrigger
  | NetworkTrigger
  | PowerTrigger
  | WatchTrigger
  | QueueTrigger
  | MountTrigger
  | AfterTrigger
  | KeepAliveTrigger;

/** Every trigger type there is. One entry a type. */
const TYPES: readonly TriggerType<Trigger>[] = [
  cron,
  calendar,
  onCalendar,
  interval,
  phrase,
  once,
  start,
  resume,
  unlock,
  idle,
  network,
  power,
  watch,
  queue,
  mount,
  after,
  keepAlive,
];

const BY_NAME: ReadonlyMap<string, TriggerType<Trigger>> = new Map(TYPES.map((type) => [type.type, type]));

/** The names of all trigger types. */
export const TRIGGER_NAMES: readonly string[] = TYPES.map((type) => type.type);

/** What a trigger's `type` knows of it. Every trigger was read by its type, so there always is one. */
function typeOf(trigger: Trigger): TriggerType<Trigger> {
  const type = BY_NAME.get(trigger.type);
  if (type === undefined) throw new Error(`There is no trigger type "${trigger.type}".`);
  return type;
}

/** `zone` and `jitter` of a time trigger; nothing for the others. */
function optionsOf(trigger: Trigger): TimeTriggerOptions {
  return 'zone' in trigger || 'jitter' in trigger ? trigger : {};
}

/**
 * Reads a trigger of any type. `@reboot` in a cron trigger is read as the trigger `start`, once per boot (semantics §2.8).
 * Codes beside those of the types: `notAnObject`, `missingKey` (no `type`), `unknownTrigger` (offers the nearest type).
 */
export function parseTrigger(json: unknown, context: ParseContext): Parsed<Trigger> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return refused({
      code: 'notAnObject',
      message: 'A trigger must be a JSON object, like {"type":"cron","expression":"0 9 * * *"}.',
    });
  }
  const name: unknown = Object.hasOwn(json, 'type') ? (json as { readonly type?: unknown }).type : undefined;
  if (typeof name !== 'string') {
    return refused({
      code: name === undefined ? 'missingKey' : 'wrongType',
      message: `A trigger needs a "type": one of ${TRIGGER_NAMES.join(', ')}.`,
      field: 'type',
    });
  }
  const type = isRebootCron(json) ? BY_NAME.get('start') : BY_NAME.get(name);
  if (type !== undefined) return type.parse(type.type === name ? json : { type: 'start', once: 'perBoot' }, context);
  const [near] = nearestWords(name, TRIGGER_NAMES);
  const advice = near === undefined ? `Known: ${TRIGGER_NAMES.join(', ')}.` : `Did you mean "${near}"?`;
  return refused({
    code: 'unknownTrigger',
    message: `There is no trigger type "${shown(name)}". ${advice}`,
    field: 'type',
    position: 0,
    length: name.length,
    ...(near === undefined ? {} : { suggestion: near }),
  });
}

/**
 * The document of a trigger as it has to be saved: what came from outside, and what reading it drew at random, so that
 * reading it again draws nothing anew.
 */
export function savedTrigger(json: Readonly<Record<string, unknown>>, trigger: Trigger): Record<string, unknown> {
  return { ...json, ...typeOf(trigger).drawn?.(trigger) };
}

/** The due moments of a time trigger, jitter included; null for triggers that are due when something is noticed. */
export function scheduleOf(trigger: Trigger, context: ScheduleContext): Schedule | null {
  const schedule = typeOf(trigger).schedule?.(trigger, context) ?? null;
  const { jitter } = optionsOf(trigger);
  const until = 'until' in trigger ? trigger.until : undefined;
  return schedule === null || jitter === undefined ? schedule : jittered(schedule, jitter, context.seed, until);
}

/** The zone a trigger goes by: its own, else its job's; `local` is the computer's. Error `unknownZone`. */
export function zoneInForce(trigger: Trigger, jobZone: string, local: Zone): Parsed<Zone> {
  const id = optionsOf(trigger).zone ?? jobZone;
  return id === 'local' ? parsed(local) : zoneOf(id);
}

/** What a trigger is due by: `time`, an `event` that is noticed, or the end of an `upstream` run. */
export const kindOf = (trigger: Trigger): TriggerType<Trigger>['kind'] => typeOf(trigger).kind;

/** Whether the schedule has to be made again after each run: it depends on `periodFrom`. */
export const restartsWithRuns = (trigger: Trigger): boolean => typeOf(trigger).restartsWithRuns?.(trigger) ?? false;

/** How the trigger follows clock and zone changes (semantics §5.8). Real time where there are no labels. */
export const followingOf = (trigger: Trigger): Following => typeOf(trigger).following?.(trigger) ?? 'realTime';

/** The trigger in plain English, without a full stop. Instants in it are told by the clock of `zone`, or in UTC. */
export const sentenceOf = (trigger: Trigger, zone?: Zone): string => typeOf(trigger).sentence(trigger, zone);

/** The trigger as a person would type it again; undefined where it has no text form. */
export const textOf = (trigger: Trigger): string | undefined => typeOf(trigger).text?.(trigger);
