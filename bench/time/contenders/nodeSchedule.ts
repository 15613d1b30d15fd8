import { RecurrenceRule, scheduleJob } from 'node-schedule';
import type { Contender } from '../contender.ts';

/** The values of a field of one of our expressions; none where it is every value. */
function values(field: string, size: number): number[] | undefined {
  if (field === '*') return undefined;
  const [range = '', step] = field.split('/');
  const [from = 0, to = range.includes('-') ? 0 : undefined] =
    range === '*' ? [0, size - 1] : range.split('-').map(Number);
  const last = to ?? from;
  const found: number[] = [];
  for (let value = from; value <= last; value += step === undefined ? 1 : Number(step)) found.push(value);
  return found;
}

/**
 * It can be asked for further moments only through its own rules, so the expressions are put in their form. Reading an
 * expression is making a job of it: there is no other way.
 */
export const nodeSchedule: Contender = {
  name: 'node-schedule',
  parse(expression, tz) {
    const job = scheduleJob({ rule: expression, tz }, () => undefined);
    job.cancel();
    return job;
  },
  compile(expression, zone) {
    const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = expression.split(' ');
    const rule = new RecurrenceRule(
      undefined,
      values(month, 12)?.map((value) => value - 1),
      values(day, 32),
      values(weekday, 7),
      values(hour, 24),
      values(minute, 60),
      0,
      zone,
    );
    return { next: (after) => rule.nextInvocationDate(new Date(after)).getTime() };
  },
};
