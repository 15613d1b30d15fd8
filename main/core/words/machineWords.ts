import type { Instant } from '../time/instant.ts';
import { type TimeContext, naming } from './times.ts';

/** A stretch of machine history; the ledger's spans fit. */
export interface MachineStretch {
  readonly state: 'awake' | 'asleep' | 'off' | 'notRunning';
  readonly from: Instant;
  readonly to: Instant;
}

const words = { awake: 'awake', asleep: 'asleep', off: 'off', notRunning: 'not running' } as const;

/** "asleep from 23:10 to 07:02"; a stretch that goes on: "awake since 07:02". The days are named where they are not clear. */
export function machineText(stretch: MachineStretch, context: TimeContext): string {
  const { bare } = naming(stretch.from, context);
  if (stretch.to >= context.now) return `${words[stretch.state]} since ${bare(stretch.from)}`;
  return `${words[stretch.state]} from ${bare(stretch.from)} to ${bare(stretch.to)}`;
}
