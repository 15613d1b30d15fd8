import { unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StartedWakeful } from './testing/startedWakeful.ts';

let world: StartedWakeful;
beforeAll(() => {
  world = new StartedWakeful();
});
afterAll(() => world.dispose());

/** A file of one event, from so many seconds from now on, so many seconds long. */
function writeCalendar(path: string, inSeconds: number, seconds: number): void {
  const start = new Date(Date.now() + inSeconds * 1000).toISOString().replace(/[-:]|\.\d+/g, '');
  const event = ['UID:1', 'SUMMARY:Maintenance', `DTSTART:${start}`, `DURATION:PT${String(seconds)}S`];
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', ...event, 'END:VEVENT', 'END:VCALENDAR'];
  writeFileSync(path, lines.join('\r\n'));
}

const everySecond = { type: 'interval', every: 'PT1S', from: 'grid' };

async function fatesOf(job: string): Promise<Set<string>> {
  const moments = await world.ask('listDue', { job, before: null, limit: 100, comingUp: 0 });
  return new Set(moments.map(({ fate, reason }) => `${fate} ${String(reason)}`));
}

describe('a blackout from a calendar file', () => {
  it('holds a job back for as long as the event lasts, however short, and counts as the file is by now', async () => {
    const path = join(world.home, 'maintenance.ics');
    writeCalendar(path, -1, 60);
    const document = {
      name: 'Careful',
      run: { command: ['true'] },
      triggers: [everySecond],
      blackouts: [{ calendar: path }],
    };
    const job = await world.add(document);
    await world.until(async () => (await fatesOf(job)).has('skipped blackout'));
    expect([...(await fatesOf(job))]).toEqual(['skipped blackout']);

    // The event is moved away, and the job saved anew: its file is looked at again.
    writeCalendar(path, 3600, 60);
    const { revision } = await world.ask('readJob', { job });
    await world.ask('saveJob', { id: job, document: { ...document, description: 'moved' }, revision });
    await world.until(async () => (await fatesOf(job)).has('ran null'));
    expect((await world.ask('readState', {})).problems).toEqual([]);
  });

  it('whose file cannot be read is a problem from the beginning, which goes when the file is right', async () => {
    const path = join(world.home, 'broken.ics');
    writeFileSync(path, 'no calendar');
    const document = {
      name: 'Monthly',
      run: { command: ['true'] },
      triggers: [{ type: 'cron', expression: '0 0 1 * *' }],
      blackouts: [{ calendar: path }],
    };
    const job = await world.add(document);
    const problems = async (): Promise<string[]> =>
      (await world.ask('readState', {})).problems.map(({ message }) => message);
    expect(await problems()).toEqual([expect.stringContaining(path)]);
    writeCalendar(path, 0, 60);
    const { revision } = await world.ask('readJob', { job });
    await world.ask('saveJob', { id: job, document: { ...document, description: 'right' }, revision });
    expect(await problems()).toEqual([]);
    unlinkSync(path);
  });
});
