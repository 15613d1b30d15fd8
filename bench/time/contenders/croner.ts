import { Cron } from 'croner';
import type { Contender } from '../contender.ts';

const read = (expression: string, timezone: string): Cron => new Cron(expression, { timezone, paused: true });

export const croner: Contender = {
  name: 'croner',
  parse: read,
  compile(expression, zone) {
    const schedule = read(expression, zone);
    return { next: (after) => schedule.nextRun(new Date(after))?.getTime() ?? NaN };
  },
};
