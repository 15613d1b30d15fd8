import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readJob } from '../core/documents/readJob.ts';
import type { StoredJob } from '../core/job.ts';
import { instant } from '../core/time/instant.ts';
import { zoneOf, type Zone } from '../core/time/zone.ts';
import { StoreError } from '../engine/ports.ts';
import { confDocumentFile } from './documents/confDocumentFile.ts';
import { plainDocumentFile, type OpenDocumentFile } from './documents/documentFile.ts';
import { StoredJobs } from './storedJobs.ts';

const now = instant(Date.UTC(2026, 10, 25, 22));
const utc = (): Zone => {
  const zone = zoneOf('UTC');
  if (!zone.ok) throw new Error(zone.error.message);
  return zone.value;
};

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wakeful-jobs-'));
  path = join(folder, 'jobs.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function stored(name: string, revision = 1): StoredJob {
  const document = { id: name.toLowerCase(), name, run: { command: ['true'] } };
  const job = readJob(document, { now, zone: utc(), draw: () => 0 });
  if (!job.ok) throw new Error(job.error.message);
  return { document, job: job.value, created: now, enabledAt: now, revision };
}

describe.each<{ readonly backend: string; readonly open: OpenDocumentFile }>([
  { backend: 'plain files', open: plainDocumentFile },
  { backend: 'conf', open: confDocumentFile },
])('jobs saved through $backend', ({ open }) => {
  const openStore = (): StoredJobs => new StoredJobs({ path, open, now: () => now, zone: utc, draw: () => 0 });
  const names = (store: StoredJobs): string[] => store.load().map(({ job }) => job.name);

  it('are there again after a restart, in the order in which they were saved', () => {
    const store = openStore();
    expect(names(store)).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    store.put(stored('Beta'));
    store.put(stored('Alpha'));
    store.put(stored('Beta', 2));
    expect(openStore().load()).toEqual([stored('Beta', 2), stored('Alpha')]);
    store.remove('beta');
    expect(names(openStore())).toEqual(['Alpha']);
  });

  it('can be read by this user only', () => {
    openStore().put(stored('Alpha'));
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it.each([
    ['half a file', '{"version":1,"jobs":[{"docu'],
    ['an empty file', ''],
    ['JSON of something else', '[1,2]'],
    ['bytes that are no text', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['zeros after a power cut', Buffer.alloc(512)],
  ])('begin anew where the file is broken, which is kept aside as it was: %s', (_, content) => {
    writeFileSync(path, content);
    const store = openStore();
    expect(names(store)).toEqual([]);
    expect(store.readOnly).toBeNull();
    const [problem] = store.problems();
    expect(problem?.code).toBe('jobsFileDamaged');
    const aside = join(folder, 'jobs.damaged-2026-11-25T22-00-00Z.json');
    expect(problem?.field).toBe(aside);
    expect(readFileSync(aside)).toEqual(Buffer.from(content));
    store.put(stored('Alpha'));
    expect(names(openStore())).toEqual(['Alpha']);
    expect(readFileSync(aside)).toEqual(Buffer.from(content));
  });

  it('never overwrite one file kept aside by another', () => {
    for (const content of ['one', 'two', 'three']) {
      writeFileSync(path, content);
      openStore();
    }
    const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(kept.sort()).toEqual(['one', 'three', 'two']);
  });

  it('are read-only where a newer version wrote them, and the file stays byte for byte', () => {
    const newer = JSON.stringify({
      version: 99,
      jobs: [{ document: stored('Alpha').document, colour: 'red' }],
      more: 1,
    });
    writeFileSync(path, newer);
    const store = openStore();
    expect(names(store)).toEqual(['Alpha']);
    expect(store.readOnly).toMatch(/newer/);
    expect(() => {
      store.put(stored('Beta'));
    }).toThrow(StoreError);
    expect(() => {
      store.remove('alpha');
    }).toThrow(/newer/);
    expect(readFileSync(path, 'utf8')).toBe(newer);
    expect(readdirSync(folder)).toEqual(['jobs.json']);
  });

  it('keep a job that cannot be read as it stands, beside the others', () => {
    const bad = { document: { id: 'bad', name: 'Bad', run: { commando: ['x'] } }, created: '2026-01-01T00:00:00Z' };
    writeFileSync(
      path,
      JSON.stringify({ version: 1, jobs: [bad, { document: stored('Alpha').document }], notes: 'mine' }),
    );
    const store = openStore();
    expect(names(store)).toEqual(['Alpha']);
    expect(store.problems()).toMatchObject([{ code: 'jobUnreadable', field: 'bad' }]);
    store.put(stored('Beta'));
    const file = JSON.parse(readFileSync(path, 'utf8')) as { jobs: unknown[]; notes: string };
    expect(file.jobs[0]).toEqual(bad);
    expect(file.jobs).toHaveLength(3);
    expect(file.notes).toBe('mine');
  });

  it('take over an edit made in the file before they are written', () => {
    const store = openStore();
    store.put(stored('Alpha'));
    const file = JSON.parse(readFileSync(path, 'utf8')) as { jobs: unknown[] };
    writeFileSync(path, JSON.stringify({ ...file, jobs: [...file.jobs, { document: stored('Edited').document }] }));
    store.put(stored('Beta'));
    expect(names(store)).toEqual(['Alpha', 'Edited', 'Beta']);
    expect(names(openStore())).toEqual(['Alpha', 'Edited', 'Beta']);
  });

  it('go on as before while an edit leaves the file broken, and keep that aside before they write', () => {
    const store = openStore();
    store.put(stored('Alpha'));
    writeFileSync(path, '{ "version": 1, oops');
    store.refresh();
    expect(names(store)).toEqual(['Alpha']);
    expect(store.problems()).toMatchObject([{ code: 'jobsFileEdited' }]);
    expect(readdirSync(folder)).toEqual(['jobs.json']);
    store.put(stored('Beta'));
    expect(names(openStore())).toEqual(['Alpha', 'Beta']);
    const aside = readdirSync(folder).find((name) => name.includes('damaged')) ?? '';
    expect(readFileSync(join(folder, aside), 'utf8')).toBe('{ "version": 1, oops');
  });

  it('are as before where they could not be written', () => {
    const store = openStore();
    store.put(stored('Alpha'));
    const before = readFileSync(path, 'utf8');
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'a file where the folder was');
    expect(() => {
      store.put(stored('Beta'));
    }).toThrow();
    rmSync(folder);
    expect(names(store)).not.toContain('Beta');
    expect(before).toContain('Alpha');
    // For the cleaning up after the test.
    openStore().put(stored('Alpha'));
  });

  it('tell when the file was edited while they are watched', async () => {
    const store = openStore();
    store.put(stored('Alpha'));
    const watching = store.watch();
    const told = new Promise<void>((resolve) => store.onChange(resolve));
    await new Promise((resolve) => setTimeout(resolve, 100));
    writeFileSync(path, JSON.stringify({ version: 1, jobs: [{ document: stored('Edited').document }] }));
    await told;
    watching.dispose();
    expect(names(store)).toEqual(['Edited']);
  });

  it('keep sequences with the time at which they were first saved', () => {
    const sequence = {
      document: { id: 'evening', name: 'Evening', steps: [{ job: 'alpha' }] },
      created: '2025-01-02T03:04:05Z',
    };
    writeFileSync(path, JSON.stringify({ version: 1, jobs: [], sequences: [{ id: 'broken' }, sequence] }));
    const store = openStore();
    const [evening] = store.sequences();
    expect(evening).toMatchObject({ id: 'evening', created: Date.UTC(2025, 0, 2, 3, 4, 5) });
    if (evening !== undefined) store.putSequence(evening);
    expect((JSON.parse(readFileSync(path, 'utf8')) as { sequences: unknown }).sequences).toEqual([
      { id: 'broken' },
      sequence,
    ]);
    store.removeSequence('evening');
    expect((JSON.parse(readFileSync(path, 'utf8')) as { sequences: unknown }).sequences).toEqual([{ id: 'broken' }]);
  });
});

it('is read-only where the system does not let us read the file', () => {
  writeFileSync(path, '{"version":1,"jobs":[]}');
  chmodSync(path, 0);
  const store = new StoredJobs({ path, open: plainDocumentFile, now: () => now, zone: utc, draw: () => 0 });
  // The superuser may read everything.
  if (process.getuid?.() === 0) expect(store.readOnly).toBeNull();
  else expect(store.readOnly).toMatch(/cannot be read/);
  expect(readdirSync(folder)).toEqual(['jobs.json']);
});
