import { engineWorld, jobOf } from '../world.ts';
import type { Armed, Contender } from '../contender.ts';

/** Vixie cron has no seconds; where there are none it is what people have. */
const triggerOf = ({ cron, onCalendar }: Armed): unknown =>
  cron.startsWith('0 ') ? { type: 'cron', expression: cron.slice(2) } : { type: 'onCalendar', expression: onCalendar };

export const wakeful: Contender = {
  arm(jobs, fire) {
    const now = Date.now();
    const places = new Map<string, number>();
    const stored = jobs.map((armed, index) => {
      const id = `job-${String(index)}`;
      places.set(id, index);
      return jobOf(id, triggerOf(armed), now);
    });
    const world = engineWorld({
      jobs: stored,
      started: ({ job }) => {
        fire(places.get(job.id) ?? -1);
      },
    });
    world.scheduler.start();
    return Promise.resolve();
  },
};
