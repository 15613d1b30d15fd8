/** Ten years of twenty mixed jobs on a computer that sleeps every night: what the speed of `simulate` is measured with (semantics §9). */

const DAY_S = 86_400;

const cron = (id: string, expression: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id,
  name: id,
  run: { command: ['true'] },
  triggers: [{ type: 'cron', expression }],
  ...more,
});
const job = (
  id: string,
  trigger: Record<string, unknown>,
  more: Record<string, unknown> = {},
): Record<string, unknown> => ({
  id,
  name: id,
  run: { command: ['true'] },
  triggers: [trigger],
  ...more,
});

/** Twenty jobs of every kind that people have, from every five minutes to once a month. */
export const twentyJobs: readonly Record<string, unknown>[] = [
  cron('poll-1', '*/5 * * * *'),
  cron('poll-2', '2-57/15 * * * *', { catchUp: { runs: 'none' } }),
  cron('poll-3', '*/20 * * * *', { concurrency: 'queue' }),
  cron('hourly-1', '0 * * * *'),
  cron('hourly-2', '17 * * * *', { retry: { limit: 2, delay: 'PT30S' } }),
  cron('hourly-3', '40 * * * *', { concurrency: 'replace' }),
  cron('office', '0,30 8-18 * * 1-5'),
  cron('nightly-1', '30 2 * * *'),
  cron('nightly-2', '0 3 * * *', { catchUp: { within: 'PT4H' } }),
  cron('nightly-3', '15 4 * * *', { catchUp: { runs: 'all', limit: 3 } }),
  cron('weekly', '0 5 * * 0'),
  cron('monthly', '0 6 1 * *'),
  job('calendar', { type: 'calendar', entries: [{ hour: 12, minute: 15 }] }),
  job('oncalendar', { type: 'onCalendar', expression: 'Mon..Fri *-*-* 09:00' }),
  job('phrase', { type: 'phrase', text: 'every day at 10:30' }),
  job('interval', { type: 'interval', every: 'PT45M' }),
  job('pause-between', { type: 'interval', every: 'PT2H', from: 'finish' }),
  job('report', { type: 'after', job: 'nightly-1', on: 'success', delay: 'PT10M' }),
  job('alarm', { type: 'after', job: 'hourly-2', on: 'failure' }),
  cron('fresh', '0 20 * * *', {
    conditions: [{ network: true }, { job: 'nightly-2', succeeded: 'sinceMyLastRun' }],
    deadline: 'PT6H',
  }),
];

/** The timeline: asleep from 23:00 to 07:00 UTC every day; every fifth night without being told of the waking, every thirtieth off. */
export function nightsAsleep(days: number): string {
  const lines: unknown[] = [
    { start: '2026-01-01T00:00:00Z', zone: 'Europe/Berlin', end: `PT${String(days * DAY_S)}S` },
    ...twentyJobs.map(({ id }, index) => ({
      job: id,
      takes: `PT${String(1 + index * 3)}S`,
      exit: index % 5 === 4 ? [0, 0, 0, 1] : 0,
    })),
  ];
  for (let day = 0; day < days; day += 1) {
    const [down, up] = day % 30 === 29 ? ['powerOff', 'powerOn'] : ['suspend', 'resume'];
    lines.push({ t: `PT${String(day * DAY_S + 23 * 3600)}S`, event: down });
    const silent = day % 5 === 4 && up === 'resume' ? { silent: true } : {};
    if (day < days - 1) lines.push({ t: `PT${String((day + 1) * DAY_S + 7 * 3600)}S`, event: up, ...silent });
  }
  return lines.map((line) => JSON.stringify(line)).join('\n');
}
