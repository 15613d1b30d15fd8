import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readJob } from '../core/documents/readJob.ts';
import type { StoredJob } from '../core/job.ts';
import { instant } from '../core/time/instant.ts';
import { zoneOf } from '../core/time/zone.ts';
import type { WorldEvent } from '../engine/ports.ts';
import { FileWatchers } from './fileWatchers.ts';
import { temporaryFolder } from './testing/launches.ts';

let folder = temporaryFolder();
let events: WorldEvent[] = [];
let watchers = new FileWatchers(() => undefined);
beforeEach(() => {
  folder = temporaryFolder();
  events = [];
  watchers = new FileWatchers((event) => {
    events.push(event);
  });
});
afterEach(() => {
  watchers.dispose();
  folder.remove();
});

function jobWith(id: string, triggers: readonly unknown[], enabled = true): StoredJob {
  const zone = zoneOf('UTC');
  if (!zone.ok) throw new Error(zone.error.message);
  const document = { id, name: id, run: { command: ['true'] }, triggers, enabled };
  const job = readJob(document, { now: instant(0), zone: zone.value, draw: () => 0 });
  if (!job.ok) throw new Error(job.error.message);
  return { document, job: job.value, created: instant(0), enabledAt: instant(0), revision: 1 };
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const inFolder = (name: string): string => join(folder.path, name);
async function untilTold(count: number): Promise<void> {
  for (const end = Date.now() + 5000; events.length < count && Date.now() < end;) await wait(20);
  expect(events).toHaveLength(count);
}

it('tells of a file that is made, changed, replaced and removed, once for changes that follow each other', async () => {
  const path = inFolder('data.csv');
  watchers.watch([jobWith('a', [{ type: 'watch', paths: [path], settle: 'PT0.2S' }])]);
  await wait(150);
  for (let index = 0; index < 5; index += 1) {
    writeFileSync(path, String(index));
    await wait(30);
  }
  await untilTold(1);
  expect(events[0]).toEqual({ kind: 'file', job: 'a', trigger: 0, path });
  writeFileSync(inFolder('other'), 'not watched');
  writeFileSync(inFolder('draft'), 'new');
  renameSync(inFolder('draft'), path);
  await untilTold(2);
  rmSync(path);
  await untilTold(3);
});

it('tells of what is directly in a folder, and of a folder that appears', async () => {
  mkdirSync(inFolder('in'));
  watchers.watch([
    jobWith('a', [
      { type: 'watch', paths: [inFolder('in')], settle: 'PT0.1S' },
      { type: 'watch', paths: [inFolder('later')], settle: 'PT0.1S' },
    ]),
  ]);
  await wait(150);
  writeFileSync(inFolder('in/file'), 'x');
  await untilTold(1);
  mkdirSync(inFolder('later'));
  await untilTold(2);
  expect(events.map((event) => (event.kind === 'file' ? event.trigger : -1))).toEqual([0, 1]);
});

it('follows the jobs: what is new is watched, what is gone or disabled is not', async () => {
  const [one, two] = [inFolder('one'), inFolder('two')];
  const watching = (id: string, path: string, enabled = true): StoredJob =>
    jobWith(id, [{ type: 'watch', paths: [path], settle: 'PT0.1S' }], enabled);
  watchers.watch([watching('a', one), watching('b', one)]);
  watchers.watch([watching('a', two), watching('b', one, false)]);
  await wait(150);
  writeFileSync(one, 'x');
  writeFileSync(two, 'x');
  await untilTold(1);
  await wait(200);
  expect(events).toEqual([{ kind: 'file', job: 'a', trigger: 0, path: two }]);
});

it('sees whether a queue has something in it, and tells when it changes', async () => {
  const directory = inFolder('queue');
  expect(watchers.isNotEmpty(directory)).toBe(false);
  mkdirSync(directory);
  writeFileSync(join(directory, '.DS_Store'), '');
  expect(watchers.isNotEmpty(directory)).toBe(false);
  watchers.watch([jobWith('a', [{ type: 'queue', directory }])]);
  await wait(150);
  writeFileSync(join(directory, 'task'), '');
  expect(watchers.isNotEmpty(directory)).toBe(true);
  await untilTold(1);
});

it('sees whether the path exists that a program is kept running for', async () => {
  const path = inFolder('flag');
  watchers.watch([jobWith('a', [{ type: 'keepAlive', when: { pathExists: path } }])]);
  await wait(150);
  expect(watchers.exists(path)).toBe(false);
  writeFileSync(path, '');
  expect(watchers.exists(path)).toBe(true);
  await untilTold(1);
  expect(watchers.exists('~')).toBe(true);
});
