import { scheduleJob } from 'node-schedule';
import type { Contender } from '../contender.ts';

export const nodeSchedule: Contender = {
  arm(jobs, fire) {
    jobs.forEach(({ cron }, index) => {
      scheduleJob({ rule: cron, tz: 'UTC' }, () => {
        fire(index);
      });
    });
    return Promise.resolve();
  },
};
