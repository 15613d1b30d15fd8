import { describe, expect, it } from 'vitest';
import { ProgramWorld } from './testing/programWorld.ts';

const MINUTE = 60_000;
const at = (time: string): number => Date.parse(`2026-03-02T${time}Z`);

describe('a due moment that is not over', () => {
  it('stands in line behind the run of its job that goes on', async () => {
    const world = new ProgramWorld();
    const job = await world.add({
      name: 'Ingest',
      concurrency: 'queue',
      triggers: [{ type: 'cron', expression: '5,10 12 * * *' }],
    });
    world.world.pass(10 * MINUTE);
    const sentence = 'In line behind the run that started at 12:05.';
    expect(await world.ask('why', { job, at: at('12:10:00') })).toMatchObject({ sentence });
    expect((await world.ask('readToday', {})).waiting).toMatchObject([{ text: sentence }]);
    expect(await world.ask('listJobs', {})).toMatchObject([
      { state: 'running', waiting: { due: at('12:10:00'), condition: null, deadline: null } },
    ]);
  });

  it('says in the row of its job what it waits for and until when, the oldest where several wait', async () => {
    const world = new ProgramWorld();
    await world.add({
      name: 'Ingest',
      conditions: [{ wifi: ['home'] }],
      deadline: 'PT30M',
      concurrency: 'allow',
      triggers: [{ type: 'cron', expression: '5,10 12 * * *' }],
    });
    world.world.wifi = 'cafe';
    world.world.pass(11 * MINUTE);
    expect(await world.ask('listJobs', {})).toMatchObject([
      {
        state: 'waiting',
        waiting: { due: at('12:05:00'), condition: 'the wireless network home', deadline: at('12:35:00') },
        incident: null,
      },
    ]);
  });

  it('says what its condition last said, also where that is the same condition still', async () => {
    const world = new ProgramWorld();
    const job = await world.add({
      name: 'Ingest',
      conditions: [{ wifi: ['home'] }],
      triggers: [{ type: 'cron', expression: '5 12 * * *' }],
    });
    world.world.pass(6 * MINUTE);
    world.world.wifi = 'cafe';
    world.world.scheduler.evaluate('heartbeat');
    const said = { name: 'It last said', value: 'wireless network cafe' };
    expect((await world.ask('why', { job, at: at('12:05:00') })).facts).toContainEqual(said);
    world.world.wifi = 'home';
    world.world.scheduler.evaluate('heartbeat');
    expect((await world.ask('why', { job, at: at('12:05:00') })).facts).toContainEqual(said);
  });
});

describe('a due moment that was missed and then stood in line', () => {
  it('says both', async () => {
    const world = new ProgramWorld();
    const job = await world.add({
      name: 'Ingest',
      catchUp: { runs: 'all' },
      triggers: [{ type: 'cron', expression: '0 13,14 * * *' }],
    });
    world.world.sleep(150 * MINUTE);
    world.world.pass(10 * MINUTE);
    world.world.end(world.world.started[0]?.run ?? '');
    expect(await world.ask('why', { job, at: at('14:00:00') })).toMatchObject({
      sentence:
        'It was due at 14:00 and started at 14:40, because this computer was asleep from 12:00 to 14:30 and it was in line for 10 min. Runs since 14:40.',
    });
  });
});

describe('a due moment to come', () => {
  it('says that it will be skipped, where the person wished so, and the one after it does not', async () => {
    const world = new ProgramWorld();
    const job = await world.add({ name: 'Ingest', triggers: [{ type: 'cron', expression: '0 * * * *' }] });
    await world.ask('skipNext', { job });
    const next = await world.ask('why', { job, at: at('13:00:00') });
    expect(next).toMatchObject({ sentence: 'Due at 13:00, in 1 hour. It will be skipped, as you chose.' });
    const second = await world.ask('why', { job, at: at('14:00:00') });
    expect(second).toMatchObject({ sentence: 'Due at 14:00, in 2 hours.' });
  });
});
