import { Cron } from 'croner';
import type { Contender } from '../contender.ts';

const kept: Cron[] = [];

export const croner: Contender = {
  arm(jobs, fire) {
    jobs.forEach(({ cron }, index) => {
      kept.push(
        new Cron(cron, { timezone: 'UTC' }, () => {
          fire(index);
        }),
      );
    });
    return Promise.resolve();
  },
};
