import { existsSync, readFileSync, rmSync, writeFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cleanUp, endAll, home, prepare, serve, wakeful } from './testing/commandLine.ts';

beforeAll(prepare, 60_000);
afterEach(endAll);
afterAll(cleanUp);

describe('the command alone', () => {
  it('says what it can do, and ends with 2 where it is called wrongly', async () => {
    const help = await wakeful(['--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toContain('Exit status: 0 done');
    expect(await wakeful([])).toMatchObject({ code: 2 });
    expect(await wakeful(['lst'])).toEqual({
      code: 2,
      out: '',
      err: 'There is no command "lst". Did you mean "list"?\n',
    });
    expect(await wakeful(['list', '--jsn'])).toMatchObject({ code: 2, err: "Unknown option '--jsn'\n" });
    expect((await wakeful(['add', '--help'])).out).toContain('--cron EXPR');
  });

  it('says clearly that nothing runs, and ends with 3', async () => {
    for (const args of [['list'], ['status'], ['run', 'x'], ['why', 'x'], ['pause']]) {
      const ended = await wakeful(args);
      expect(ended, args.join(' ')).toMatchObject({ code: 3, out: '' });
      expect(ended.err).toContain('No Wakeful is running.');
    }
  });

  it('answers when a schedule is due, one by one and in bulk', async () => {
    const from = ['--from', '2026-03-28T00:00:00Z', '--zone', 'Europe/Berlin'];
    expect(await wakeful(['next', '30 2 * * *', ...from, '--count', '2'])).toEqual({
      code: 0,
      out: '2026-03-28T02:30:00+01:00\n2026-03-29T03:00:00+02:00\n',
      err: '',
    });
    const question = {
      trigger: { type: 'cron', expression: '30 2 * * *' },
      zone: 'Europe/Berlin',
      from: '2026-03-28T00:00:00Z',
      count: 2,
    };
    const bulk = await wakeful(['next', '--batch'], `${JSON.stringify(question)}\nnot json\n`);
    const [first, second] = bulk.out.trim().split('\n');
    expect(first).toBe('{"due":["2026-03-28T01:30:00Z","2026-03-29T01:00:00Z"]}');
    expect(JSON.parse(second!)).toMatchObject({ error: { code: 'notJson' } });
    const wrong = await wakeful(['next', '61 * * * *']);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('^^');
  });

  it('explains a schedule', async () => {
    const { code, out } = await wakeful([
      'explain',
      'every monday at 10:30',
      '--json',
      '--from',
      '2026-03-02T12:00:00Z',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ takenFor: 'phrase', sentence: 'Every Monday at 10:30' });
  });

  it('adds a job to the file while nothing runs, and names the field that is wrong', async () => {
    expect(
      await wakeful(['add', '--name', 'Hello', '--cron', '0 9 * * *', '--env', 'A=1', '--', 'echo', '--x', 'hi']),
    ).toEqual({
      code: 0,
      out: 'Added hello. It runs once Wakeful does.\n',
      err: '',
    });
    const file = JSON.parse(readFileSync(join(home, 'jobs.json'), 'utf8')) as { jobs: { document: unknown }[] };
    expect(file.jobs[0]!.document).toMatchObject({
      id: 'hello',
      run: { command: ['echo', '--x', 'hi'] },
      cwd: home,
      env: { A: '1' },
      triggers: [{ type: 'cron', expression: '0 9 * * *' }],
    });
    expect(existsSync(join(home, 'wakeful.lock'))).toBe(false);
    const wrong = await wakeful(['add', '--name', 'X', '--cron', '0 25 * * *', '--', 'true']);
    expect(wrong.code).toBe(1);
    expect(wrong.err).toMatch(/^triggers\[0\]\.expression: /);
    expect(await wakeful(['add', '--name', 'X'])).toMatchObject({ code: 2 });
    expect(await wakeful(['add', '--name', 'X', 'echo', 'hi'])).toMatchObject({ code: 2 });
  });
});

describe('the command beside a running Wakeful', () => {
  it('does the whole round: add, list, run, output, why, pause, show, remove', async () => {
    const served = await serve();
    const mode = process.platform === 'win32' ? null : 0o600;
    if (mode !== null) {
      const { statSync } = await import('node:fs');
      expect(statSync(join(home, 'wakeful.sock')).mode & 0o777).toBe(mode);
    }
    const script = "console.log('out'); console.error('err'); process.exit(Number(process.env.CODE ?? 0))";
    const added = await wakeful([
      'add',
      '--name',
      'Job',
      '--when',
      'every day at 03:00',
      '--tag',
      't',
      '--',
      process.execPath,
      '-e',
      script,
    ]);
    expect(added).toEqual({ code: 0, out: 'Added job.\n', err: '' });
    expect(await wakeful(['run', 'job', '--wait'])).toEqual({ code: 0, out: 'out\n', err: 'err\n' });
    expect((await wakeful(['output', 'job'])).out).toBe('out\n');
    const history = JSON.parse((await wakeful(['history', 'job', '--json'])).out) as { outcome: string }[];
    expect(history).toMatchObject([{ outcome: 'succeeded', cause: 'wish' }]);
    expect(JSON.parse((await wakeful(['list', '--tag', 't', '--json'])).out)).toMatchObject([{ id: 'job' }]);
    expect((await wakeful(['why', 'job'])).out).toMatch(/^Due /);

    const document = JSON.parse((await wakeful(['show', 'job'])).out) as Record<string, unknown>;
    expect(document).toMatchObject({ triggers: [{ type: 'phrase', text: 'every day at 03:00' }], tags: ['t'] });
    const failing = { ...document, id: 'failing', env: { CODE: '7' } };
    expect(await wakeful(['add', '--file', '-'], JSON.stringify(failing))).toMatchObject({ code: 0 });
    expect(await wakeful(['run', 'failing', '--wait'])).toMatchObject({ code: 7 });
    expect((await wakeful(['status'])).out).toContain('Open incidents: 1.');

    expect((await wakeful(['pause', 'job', '--for', '2h'])).out).toMatch(/^Paused job until /);
    expect(JSON.parse((await wakeful(['list', '--json'])).out)).toContainEqual(
      expect.objectContaining({ id: 'job', state: 'paused' }),
    );
    expect((await wakeful(['unpause', 'job'])).out).toBe('job goes on.\n');
    expect((await wakeful(['skip', 'job'])).out).toMatch(/^job skips /);
    expect(await wakeful(['disable', 'job'])).toMatchObject({ code: 0, out: 'Disabled job.\n' });
    expect(await wakeful(['run', 'jbo'])).toEqual({
      code: 1,
      out: '',
      err: 'There is no job "jbo". Did you mean "job"?\n',
    });
    expect(JSON.parse((await wakeful(['remove', 'failing'])).out)).toMatchObject({ id: 'failing' });
    expect(await wakeful(['remove', 'failing'])).toMatchObject({ code: 1 });

    const second = await wakeful(['serve', '--port', '0']);
    expect(second.code).toBe(1);
    expect(second.err).toContain('Wakeful runs already');
    expect(second.err).toContain(served.address);
    // An example goes to the one that runs; asked for twice it is added once, and another pace is taken over.
    const example = await wakeful(['serve', '--example', 'two-sources']);
    expect(example.err).toContain('Added source-one.\nAdded source-two.');
    expect((await wakeful(['serve', '--example', 'two-sources'])).err).toContain('source-one is there already.');
    const faster = await wakeful(['serve', '--example', 'two-sources', '--every-minute']);
    expect(faster.err).toContain('source-two has another pace now.');
    const rows = JSON.parse((await wakeful(['list', '--tag', 'example', '--json'])).out) as { when: string }[];
    expect(rows.map(({ when }) => when)).toEqual([
      'Every minute',
      "10 seconds after Source one succeeded, if outputs.changed == 'true'",
    ]);
    expect(await served.stop()).toBe(0);
    expect(existsSync(join(home, 'wakeful.lock'))).toBe(false);
  });

  it('stops what runs when it ends, keeps the address, and remembers everything', async () => {
    const served = await serve();
    const port = new URL(served.address).port;
    await wakeful(['add', '--name', 'Long', '--', process.execPath, '-e', 'setTimeout(() => {}, 60000)']);
    await wakeful(['run', 'long']);
    await expect.poll(async () => (await wakeful(['status'])).out).toContain('Runs: Long');
    expect(await served.stop('SIGINT')).toBe(0);
    const again = await serve(['--port', port]);
    expect(again.address).toBe(served.address);
    const history = JSON.parse((await wakeful(['history', 'long', '--json'])).out) as { outcome: string }[];
    expect(history).toMatchObject([{ outcome: 'interrupted' }]);
    await again.stop();
  });

  it('keeps a broken jobs file aside, says so here and there, and loses nothing', async () => {
    const file = join(home, 'jobs.json');
    writeFileSync(file, '{"version":1,"jobs":[');
    const served = await serve();
    const kept = readdirSync(home).filter((name) => name.startsWith('jobs') && name !== 'jobs.json');
    expect(kept).toHaveLength(1);
    expect(readFileSync(join(home, kept[0]!), 'utf8')).toBe('{"version":1,"jobs":[');
    expect(served.said()).toContain(`. It was kept as ${join(home, kept[0]!)}`);
    expect((await wakeful(['status'])).err).toContain('could not be read');
    await served.stop();
    // Told until it is acted on, also after the next start.
    const again = await serve();
    expect((await wakeful(['status'])).err).toContain(kept[0]);
    await again.stop();
  });

  it('says clearly what is wrong with the history, or with the port, and starts nothing', async () => {
    const file = join(home, 'ledger.sqlite3');
    for (const name of readdirSync(home))
      if (name.startsWith('ledger.sqlite3')) rmSync(join(home, name), { recursive: true });
    writeFileSync(file, 'this is no ledger, whatever it is');
    const served = await serve();
    expect(served.said()).toContain('The history could not be read and was kept as');
    const taken = new URL(served.address).port;
    await served.stop();
    expect(readdirSync(home).some((name) => /^ledger.*\d{4}/.test(name))).toBe(true);

    const { createServer } = await import('node:net');
    const other = createServer().listen(Number(taken), '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const refused = await wakeful(['serve', '--port', taken]);
    other.close();
    expect(refused).toEqual({
      code: 1,
      out: '',
      err: `Port ${taken} is taken. Leave --port out to have a free one.\n`,
    });
    expect(existsSync(join(home, 'wakeful.lock'))).toBe(false);
    expect(await wakeful(['serve', '--port', '99999'])).toMatchObject({ code: 2 });
  });

  it('opens a newer version’s jobs for reading only', async () => {
    const file = join(home, 'jobs.json');
    const newer = JSON.stringify({
      version: 99,
      jobs: [{ document: { id: 'a', name: 'A', run: { command: ['true'] } } }],
    });
    writeFileSync(file, newer);
    const served = await serve();
    const refused = await wakeful(['add', '--name', 'B', '--', 'true']);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('newer Wakeful');
    expect((await wakeful(['list'])).out).toContain('a ');
    await served.stop();
    expect(await wakeful(['add', '--name', 'B', '--', 'true'])).toMatchObject({ code: 1 });
    expect(readFileSync(file, 'utf8')).toBe(newer);
  });
});
