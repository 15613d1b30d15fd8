import { cpSync, mkdirSync } from 'node:fs';
import { SCHEMA_VERSION } from '../../../main/adapters/ledger/schema.ts';
import { farAway } from '../contender.ts';
import { measured } from '../processes.ts';
import { serve, writeJobs } from '../program.ts';
import { median, ms, table, times } from '../tables.ts';
import { newFolder } from '../world.ts';

interface Million {
  readonly lastDue: number;
  readonly lastRuns: number;
  readonly days: number;
  readonly daysOfAll: number;
  readonly counted: { readonly one: number; readonly all: number };
}

const STARTS = 5;
/** Made once for each shape of the ledger: filling it takes a minute or more. */
const LEDGER = `node_modules/.cache/bench-engine-million-${String(SCHEMA_VERSION)}`;

/** A ledger of one million due moments: what is asked of it, and starting on it. */
export async function section(): Promise<string> {
  const found = measured('million', LEDGER) as Million;
  const asked = table(
    ['one million due moments, 100 jobs', 'median', 'counted anew from the rows'],
    [
      ['the last 50 due moments of a job', ms(found.lastDue), '–'],
      ['the last 50 runs of a job', ms(found.lastRuns), '–'],
      [
        'fates per day for 90 days, one job',
        ms(found.days),
        `${ms(found.counted.one)}, ${times(found.counted.one / found.days)}`,
      ],
      [
        'the same of all 100 jobs',
        ms(found.daysOfAll),
        `${ms(found.counted.all)}, ${times(found.counted.all / found.daysOfAll)}`,
      ],
    ],
  );
  const homes = { empty: newFolder(), million: newFolder() };
  const jobs = Array.from({ length: 100 }, (_, index) => ({
    id: `job-${String(index)}`,
    run: { command: ['true'] },
    triggers: [{ type: 'onCalendar', expression: farAway(index, Date.now()).onCalendar }],
  }));
  mkdirSync(homes.million, { recursive: true });
  cpSync(LEDGER, homes.million, { recursive: true });
  const took: Record<keyof typeof homes, { wall: number[]; cpu: number[] }> = {
    empty: { wall: [], cpu: [] },
    million: { wall: [], cpu: [] },
  };
  // The first start of each settles what is new to it, and does not count.
  for (let round = 0; round <= STARTS; round += 1) {
    for (const name of ['empty', 'million'] as const) {
      writeJobs(homes[name], jobs, Date.now() - 1000);
      const served = await serve(homes[name], true);
      await served.stop();
      if (round === 0) continue;
      took[name].wall.push(served.startedMs);
      took[name].cpu.push(served.startedCpuMs);
    }
  }
  const rows = (['empty', 'million'] as const).map((name) => [
    name === 'empty' ? 'an empty ledger' : 'a million due moments (300 MB)',
    ms(median(took[name].wall)),
    ms(median(took[name].cpu)),
  ]);
  const starting = table(['the program, from its start to serving', 'by the clock', 'processor time'], rows);
  return `#### A long history\n\n${asked}\n\n${starting}`;
}
