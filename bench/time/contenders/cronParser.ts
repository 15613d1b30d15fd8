import { CronExpressionParser } from 'cron-parser';
import type { Contender } from '../contender.ts';

export const cronParser: Contender = {
  name: 'cron-parser',
  parse: (expression, tz) => CronExpressionParser.parse(expression, { tz }),
  compile(expression, tz) {
    // It counts on from where it is; only a question from elsewhere sets it.
    const schedule = CronExpressionParser.parse(expression, { tz, currentDate: new Date(0) });
    let at = 0;
    return {
      next(after) {
        if (after !== at) schedule.reset(new Date(after));
        at = schedule.next().getTime();
        return at;
      },
    };
  },
};
