import type { Condition } from '../job.ts';
import { type Duration } from '../time/instant.ts';
import { durationText } from '../words/durations.ts';
import { conditionTexts } from '../words/texts.ts';

/** A condition about this computer; those about other jobs are judged in `upstreamCondition.ts`. */
export type MachineCondition = Exclude<Condition, { readonly kind: 'job' }>;

/** What is known of the computer at the moment of judging. */
export interface Readings {
  readonly network: { readonly holds: boolean; readonly said: string };
  readonly power: { readonly state: 'ac' | 'battery'; readonly said: string };
  /** Time without input; null where the platform cannot tell. */
  readonly idle: Duration | null;
  /** Load average of the last minute. */
  readonly load: number;
  /** Name of the wireless network; null without one, or where the platform cannot tell. */
  readonly wifi: string | null;
  /** What the command of a `command` condition last answered; null: not asked yet. */
  readonly command: { readonly holds: boolean; readonly said: string } | null;
}

/** Whether a condition holds, and what it said, plain and short: "on battery", "load 2.4", "exit code 1". */
export interface Judgement {
  readonly holds: boolean;
  readonly said: string;
}

/** Judges one condition about the computer by what is known of it (semantics §7, Conditions). What cannot be told does not hold. */
export function judgeCondition(condition: MachineCondition, readings: Readings): Judgement {
  switch (condition.kind) {
    case 'network':
      return readings.network;
    case 'power':
      return { holds: readings.power.state === condition.state, said: readings.power.said };
    case 'idle':
      if (readings.idle === null) return { holds: false, said: conditionTexts.idleUnknown };
      return { holds: readings.idle >= condition.for, said: conditionTexts.idleFor(durationText(readings.idle)) };
    case 'load':
      return { holds: readings.load < condition.below, said: conditionTexts.load(rounded(readings.load)) };
    case 'wifi':
      return readings.wifi === null
        ? { holds: false, said: conditionTexts.noWifi }
        : { holds: condition.names.includes(readings.wifi), said: conditionTexts.wifi(readings.wifi) };
    case 'command':
      return readings.command ?? { holds: false, said: conditionTexts.notAsked };
  }
}

const rounded = (load: number): string => (Math.round(load * 100) / 100).toString();

/**
 * What is waited for, as a noun that follows "Waits for": "the network", "mains power", "Merge sources".
 * `nameOf` gives the name of a job by its id.
 */
export function conditionName(condition: Condition, nameOf: (job: string) => string): string {
  switch (condition.kind) {
    case 'network':
      return conditionTexts.names.network;
    case 'power':
      return condition.state === 'ac' ? conditionTexts.names.mains : conditionTexts.names.battery;
    case 'idle':
      return conditionTexts.names.idle(durationText(condition.for));
    case 'load':
      return conditionTexts.names.load(rounded(condition.below));
    case 'wifi':
      return conditionTexts.names.wifi(condition.names);
    case 'command':
      return conditionTexts.names.command(condition.command.join(' '));
    case 'job':
      return nameOf(condition.job);
  }
}
