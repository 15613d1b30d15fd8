/** `fill FOLDER`: a ledger of one million due moments, a thousand of each of a thousand jobs, hourly up to this hour, each with its run. */
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { openLedger } from '../../main/adapters/openLedger.ts';
import { instant } from '../../main/core/time/instant.ts';
import type { Change } from '../../main/engine/ledger.ts';
import { jobId, JOBS } from './jobs.ts';

const EACH = 1000;
const HOUR = 3_600_000;
/** Hours written in one transaction. */
const AT_ONCE = 20;

const folder = process.argv[2] ?? '';
const end = Math.floor(Date.now() / HOUR) * HOUR;
const making = `${folder}.making`;
rmSync(making, { recursive: true, force: true });
mkdirSync(making, { recursive: true });
const { ledger } = openLedger(making, instant(end));
let id = 1;
for (let first = EACH; first > 0; first -= AT_ONCE) {
  const changes: Change[] = [];
  for (let back = first; back > first - AT_ONCE; back -= 1) {
    for (let job = 0; job < JOBS; job += 1) {
      const due = instant(end - back * HOUR + job * 1000);
      const run = `r${String(id).padStart(9, '0')}`;
      const failed = (back + job) % 37 === 0;
      const caughtUp = (back + job) % 24 === 0;
      const started = instant(caughtUp ? due + 600_000 : due);
      const common = { job: jobId(job), era: 1 };
      changes.push({
        kind: 'due',
        entry: {
          ...common,
          id,
          trigger: 0,
          due,
          count: 1,
          fate: caughtUp ? 'caughtUp' : 'ran',
          reason: caughtUp ? 'asleep' : null,
          facts: {},
          run,
          decided: started,
        },
      });
      changes.push({
        kind: 'run',
        entry: {
          ...common,
          run,
          id: id + 1,
          cause: 'due',
          due,
          started,
          ended: instant(started + 4000 + (job % 7) * 900),
          outcome: failed ? 'failed' : 'succeeded',
          exitCode: failed ? 1 : 0,
          signal: null,
          message: null,
          attempts: 1,
          process: null,
          outputs: {},
          fingerprint: null,
          upstream: {},
          catchUp: caughtUp,
        },
      });
      id += 2;
    }
  }
  ledger.commit(changes);
}
ledger.close();
rmSync(folder, { recursive: true, force: true });
renameSync(making, folder);
