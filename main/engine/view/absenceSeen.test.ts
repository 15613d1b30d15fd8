import { describe, expect, it } from 'vitest';
import { instant } from '../../core/time/instant.ts';
import { MemoryLedger } from '../memoryLedger.ts';
import { AbsenceSeen } from './absenceSeen.ts';
import { ProgramWorld } from './testing/programWorld.ts';

const HOUR = 3_600_000;

describe('"Got it" to an absence', () => {
  it('ends its being told, for every window at once', async () => {
    const world = new ProgramWorld();
    await world.add({ name: 'Hourly', triggers: [{ type: 'cron', expression: '5 * * * *' }] });
    world.world.sleep(3 * HOUR);
    world.world.pass(2000);
    const { away, sentence } = await world.ask('readToday', {});
    expect(sentence).toMatch(/^You were away 3 h\./);
    await world.ask('seeAbsence', { until: away?.to ?? 0 });
    expect(world.pushes.at(-1)).toEqual({ kind: 'state' });
    const after = await world.ask('readToday', {});
    expect([after.away, after.sentence.startsWith('You were away')]).toEqual([null, false]);
  });

  it('says nothing of the next one', async () => {
    const world = new ProgramWorld();
    world.world.sleep(HOUR);
    world.world.pass(2000);
    const first = await world.ask('readToday', {});
    await world.ask('seeAbsence', { until: first.away?.to ?? 0 });
    world.world.sleep(2 * HOUR);
    world.world.pass(2000);
    expect((await world.ask('readToday', {})).sentence).toMatch(/^You were away 2 h\./);
  });

  it('is kept in the ledger, so that it holds after a restart', () => {
    const ledger = new MemoryLedger();
    expect(new AbsenceSeen(ledger).see(instant(1000))).toBe(true);
    const restarted = new AbsenceSeen(ledger);
    expect(restarted.until).toBe(1000);
    expect(restarted.see(instant(900))).toBe(false);
  });
});
