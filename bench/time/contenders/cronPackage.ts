import { CronTime } from 'cron';
import type { Contender } from '../contender.ts';

export const cronPackage: Contender = {
  name: 'cron',
  parse: (expression, zone) => new CronTime(expression, zone),
  compile(expression, zone) {
    const schedule = new CronTime(expression, zone);
    return { next: (after) => schedule.getNextDateFrom(new Date(after), zone).toMillis() };
  },
};
