import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SqliteLedger } from '../adapters/sqliteLedger.ts';
import { Refusal } from './command.ts';
import { simulateFiles } from './simulate.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wakeful-simulate-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const JOBS = {
  jobs: [
    { name: 'Ingest', run: { command: ['true'] }, triggers: [{ type: 'cron', expression: '*/30 * * * *' }] },
    { name: 'Report', run: { command: ['true'] }, triggers: [{ type: 'after', job: 'ingest' }] },
  ],
  settings: { catchUpAtOnce: 2, networkGrace: 'PT30S' },
};
const TIMELINE = [
  '{"start":"2026-01-01T00:00:00Z","zone":"Europe/Berlin","end":"PT6H"}',
  '{"job":"ingest","takes":"PT3S","exit":[0,1],"outputs":{"rows":3}}',
  '{"t":"PT10M","event":"suspend"}',
  '{"t":"PT3H10M","event":"resume"}',
  '{"t":"PT4H10M","event":"powerOff"}',
  '{"t":"PT5H10M","event":"powerOn"}',
];

/** Writes both files and simulates; gives what was printed, line by line. */
async function run(
  jobs: unknown,
  timeline: readonly string[],
  ledger: string | null = null,
): Promise<{ exitCode: number; lines: string[] }> {
  writeFileSync(join(folder, 'jobs.json'), typeof jobs === 'string' ? jobs : JSON.stringify(jobs));
  writeFileSync(join(folder, 'timeline.jsonl'), timeline.join('\n'));
  let printed = '';
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      printed += String(chunk);
      done();
    },
  });
  const options = { jobs: 'jobs.json', timeline: 'timeline.jsonl', ledger, cwd: folder };
  const exitCode = await simulateFiles(options, stdout, (path) => new SqliteLedger(path));
  return { exitCode, lines: printed.trimEnd().split('\n') };
}

describe('simulate', () => {
  it('prints one line for each entry of the ledger', async () => {
    const { exitCode, lines } = await run(JOBS, TIMELINE);
    expect(exitCode).toBe(0);
    const caughtUp = lines.filter((line) => line.includes('"fate":"caughtUp"') && line.includes('"job":"ingest"'));
    expect(caughtUp).toHaveLength(2);
    expect(lines[0]).toBe(
      '{"kind":"machine","state":"awake","from":"2026-01-01T00:00:00Z","to":"2026-01-01T00:10:00Z"}',
    );
  });

  it('reads the calendar files that blackouts name', async () => {
    const calendar = join(folder, 'holidays.ics');
    writeFileSync(
      calendar,
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:test',
        'BEGIN:VEVENT',
        'UID:1',
        'DTSTART;VALUE=DATE:20260102',
        'DTEND;VALUE=DATE:20260103',
        'SUMMARY:A day off',
        'END:VEVENT',
        'END:VCALENDAR',
      ].join('\r\n'),
    );
    const daily = {
      name: 'Daily',
      run: { command: ['true'] },
      triggers: [{ type: 'cron', expression: '0 12 * * *' }],
      blackouts: [{ calendar }],
    };
    const timeline = ['{"start":"2026-01-01T00:00:00Z","zone":"UTC","end":"PT72H"}'];
    const { lines } = await run({ jobs: [daily] }, timeline);
    const dues = lines.filter((line) => line.includes('"kind":"due"')).map((line) => JSON.parse(line) as object);
    expect(dues).toMatchObject([
      { due: '2026-01-01T12:00:00Z', fate: 'ran' },
      { due: '2026-01-02T12:00:00Z', fate: 'skipped', reason: 'blackout' },
      { due: '2026-01-03T12:00:00Z', fate: 'ran' },
    ]);

    rmSync(calendar);
    const without = await run({ jobs: [daily] }, timeline);
    expect(without.exitCode).toBe(1);
    expect(without.lines).toHaveLength(1);
    expect(JSON.parse(without.lines[0] ?? '')).toMatchObject({ error: { file: 'jobs', code: 'calendarFile' } });
  });

  it('prints the same from a ledger on disk', async () => {
    const inMemory = await run(JOBS, TIMELINE);
    const onDisk = await run(JOBS, TIMELINE, 'ledger.sqlite3');
    expect(onDisk).toEqual(inMemory);
    const ledger = new SqliteLedger(join(folder, 'ledger.sqlite3'));
    expect([...ledger.everything()].length).toBeGreaterThan(5);
    ledger.close();
  });

  it('refuses a ledger file that is there already, and leaves it alone', async () => {
    writeFileSync(join(folder, 'mine.db'), 'mine');
    await expect(run(JOBS, TIMELINE, 'mine.db')).rejects.toThrow(Refusal);
  });

  it('answers every mistake of a timeline with its line, and simulates nothing', async () => {
    const { exitCode, lines } = await run(JOBS, [
      ...TIMELINE,
      '{"t":"PT5H","event":"resume"}',
      '{"t":"PT5H30M","event":"runNow","job":"ingst"}',
    ]);
    expect(exitCode).toBe(1);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { error: expect.objectContaining({ file: 'timeline', line: 7, field: 't', code: 'order' }) },
      { error: expect.objectContaining({ file: 'timeline', line: 8, field: 'job', suggestion: 'ingest' }) },
    ]);
  });

  it.each<[string, unknown, string, string | undefined]>([
    ['jobs that are no JSON', '{', 'json', undefined],
    ['a job without a name', { jobs: [{ run: { command: ['x'] } }] }, 'missingKey', 'jobs[0].name'],
    [
      'two jobs with one id',
      {
        jobs: [
          { ...JOBS.jobs[0], id: 'ingest' },
          { ...JOBS.jobs[0], id: 'Ingest' },
        ],
      },
      'duplicateId',
      'jobs[1].id',
    ],
    ['an upstream that is not there', { jobs: [JOBS.jobs[1]] }, 'unknownJob', 'jobs[0].triggers[0].job'],
    [
      'a setting that is not known',
      { ...JOBS, settings: { catchUpAtonce: 1 } },
      'unknownKey',
      'settings.catchUpAtonce',
    ],
    [
      'a sequence of a job that is not there',
      { ...JOBS, sequences: [{ name: 'S', steps: [{ job: 'x' }] }] },
      'unknownJob',
      'sequences[0].steps[0].job',
    ],
    ['no jobs at all', {}, 'missingKey', 'jobs'],
  ])('answers %s with the field', async (_what, jobs, code, field) => {
    const { exitCode, lines } = await run(jobs, TIMELINE);
    expect(exitCode).toBe(1);
    const { error } = JSON.parse(lines[0] ?? '') as { error: Record<string, unknown> };
    expect(error).toMatchObject({ file: 'jobs', code, ...(field === undefined ? {} : { field }) });
  });

  it('answers a timeline without a right head before anything else', async () => {
    const { lines } = await run({}, ['{"start":"2026-01-01","zone":"UTC","end":"PT1H"}']);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { error: expect.objectContaining({ file: 'timeline', line: 1, field: 'start', code: 'instantOffset' }) },
    ]);
  });

  it('says which file cannot be read', async () => {
    const options = { jobs: 'none.json', timeline: 'none.jsonl', ledger: null, cwd: folder };
    const stdout = new Writable({ write: (_chunk, _encoding, done) => done() });
    await expect(simulateFiles(options, stdout, (path) => new SqliteLedger(path))).rejects.toThrow('none.json');
  });
});
