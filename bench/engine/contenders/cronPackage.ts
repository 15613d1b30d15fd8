import { CronJob } from 'cron';
import type { Contender } from '../contender.ts';

export const cronPackage: Contender = {
  arm(jobs, fire) {
    jobs.forEach(({ cron }, index) => {
      new CronJob(
        cron,
        () => {
          fire(index);
        },
        null,
        true,
        'UTC',
      );
    });
    return Promise.resolve();
  },
};
