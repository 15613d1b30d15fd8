import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StartedWakeful } from './testing/startedWakeful.ts';

const MIB = 2 ** 20;

let world: StartedWakeful;
beforeAll(() => {
  world = new StartedWakeful();
});
afterAll(() => world.dispose());

const shell = (text: string) => ({ shell: text, shellPath: '/bin/sh' });

/** Everything of a download, as it would come to a file. */
async function downloaded(run: string, attempt: number | null): Promise<{ name: string; size: number; bytes: Buffer }> {
  const { address, name, size } = await world.ask('downloadOutput', { run, attempt });
  const download = world.wakeful.download(address);
  if (download === null) throw new Error('There is nothing to download.');
  expect(world.wakeful.download(address)).toBeNull();
  return { name, size, bytes: Buffer.concat([...download.pieces]) };
}

describe('the output of a run with several attempts', () => {
  let run = '';
  beforeAll(async () => {
    const job = await world.add({
      name: 'Moody',
      run: shell('echo "this is $WAKEFUL_ATTEMPT"; echo oops >&2; test "$WAKEFUL_ATTEMPT" = 3'),
      retry: { limit: 2, delay: 'PT0.1S' },
    });
    const ended = await world.run(job);
    expect(ended).toMatchObject({ outcome: 'succeeded', attempts: 3 });
    ({ run } = ended);
  });

  it('says of every piece which attempt printed it', async () => {
    const { pieces, end } = await world.ask('readOutput', { run, from: 0, limit: MIB });
    expect(end).toBe(true);
    const byAttempt = (number: number): string =>
      pieces
        .filter(({ attempt, stream }) => attempt === number && stream !== 'note')
        .map(({ text }) => text)
        .sort()
        .join('');
    expect([1, 2, 3].map(byAttempt)).toEqual([1, 2, 3].map((n) => `oops\nthis is ${n}\n`));
    expect(pieces.filter(({ stream }) => stream === 'note').map(({ attempt, text }) => [attempt, text])).toEqual([
      [2, '— attempt 2 —\n'],
      [3, '— attempt 3 —\n'],
    ]);
  });

  it('is read one attempt at a time, from both ends, byte by byte as at once', async () => {
    const text = async (attempt: number, from = 0, limit = MIB): Promise<string> =>
      (await world.ask('readOutput', { run, from, limit, attempt })).pieces.map((piece) => piece.text).join('');
    expect(await text(1)).toBe('this is 1\noops\n');
    expect(await text(2)).toBe('— attempt 2 —\nthis is 2\noops\n');
    expect(await text(3, -5)).toBe('oops\n');
    expect(await text(4)).toBe('');
    let all = '';
    for (let next = 0, end = false; !end;) {
      const chunk = await world.ask('readOutput', { run, from: next, limit: 4, attempt: 2 });
      all += chunk.pieces.map((piece) => piece.text).join('');
      expect(chunk.total).toBe(Buffer.byteLength('— attempt 2 —\nthis is 2\noops\n'));
      ({ next, end } = chunk);
    }
    expect(all).toBe(await text(2));
  });

  it('is searched and downloaded whole or one attempt at a time', async () => {
    const find = (attempt: number | null) =>
      world.ask('searchOutput', { run, text: 'THIS IS', matchCase: false, attempt, limit: 10 });
    expect((await find(null)).matches.map(({ attempt, line }) => [attempt, line])).toEqual([
      [1, 'this is 1'],
      [2, 'this is 2'],
      [3, 'this is 3'],
    ]);
    expect((await find(2)).matches.map(({ line }) => line)).toEqual(['this is 2']);
    const second = await downloaded(run, 2);
    expect(second.name).toBe(`moody-${run}-attempt-2.log`);
    expect(second.bytes.toString()).toBe('— attempt 2 —\nthis is 2\noops\n');
    expect(second.size).toBe(second.bytes.length);
  });
});

describe('a download', () => {
  it('is what was printed, byte for byte, whatever the bytes are', async () => {
    const job = await world.add({
      name: 'Any bytes',
      run: shell(`printf '\\377\\000\\201a\\r\\n%s' "$(seq 1 20000)"`),
    });
    const { run } = await world.run(job);
    const { bytes, size } = await downloaded(run, null);
    const numbers = Array.from({ length: 20_000 }, (_, index) => String(index + 1)).join('\n');
    expect(bytes.equals(Buffer.concat([Buffer.from([0xff, 0, 0x81]), Buffer.from(`a\r\n${numbers}`)]))).toBe(true);
    expect(size).toBe(bytes.length);
  });

  it('of an output whose middle was left out says so where it is', async () => {
    const job = await world.add({ name: 'Long', run: shell('seq 1 100000'), outputLimit: 1000 });
    const { run } = await world.run(job);
    const { bytes, size } = await downloaded(run, null);
    expect(bytes.toString()).toMatch(/^1\n2\n[^]*\n— 587895 bytes were left out here —\n[^]*\n100000\n$/);
    expect(size).toBe(bytes.length);
  });

  it('of 64 MiB goes by in pieces, and nobody else waits for it', async () => {
    const job = await world.add({
      name: 'Huge',
      run: shell('yes 0123456789abcde | head -c 67108864'),
      outputLimit: 64 * MIB,
    });
    const { run } = await world.run(job);
    const { address } = await world.ask('downloadOutput', { run, attempt: null });
    let total = 0;
    let largest = 0;
    for (const piece of world.wakeful.download(address)?.pieces ?? []) {
      total += piece.length;
      largest = Math.max(largest, piece.length);
    }
    expect(total).toBe(64 * MIB);
    expect(largest).toBeLessThanOrEqual(MIB);
    const searching = world.ask('searchOutput', { run, text: 'nowhere', matchCase: true, attempt: null, limit: 1 });
    let state: unknown = null;
    await Promise.race([searching, world.ask('readState', {}).then((answer) => (state = answer))]);
    expect(state).not.toBeNull();
    expect((await searching).matches).toEqual([]);
  });

  it('is refused where nothing was kept, and an address that nobody gave leads nowhere', async () => {
    expect(await world.refusal('downloadOutput', { run: 'nobody', attempt: null })).toBe('There is no run "nobody".');
    expect(world.wakeful.download('/download/0123456789abcdef')).toBeNull();
    expect(world.wakeful.download('/jobs.json')).toBeNull();
  });
});

describe('what a run uses', () => {
  it.runIf(process.platform === 'linux')('is known while it runs, and kept', async () => {
    const job = await world.add({
      name: 'Busy',
      run: {
        command: [
          process.execPath,
          '-e',
          "const kept = Buffer.alloc(64 << 20, 1); console.log('on', kept.length); const end = Date.now() + 60_000; setInterval(() => { const until = Date.now() + 40; while (Date.now() < until); if (Date.now() > end) process.exit(); }, 50)",
        ],
      },
    });
    const { run } = await world.ask('runNow', { job });
    await world.until(async () => (await world.output(run)) !== '');
    await world.until(async () => ((await world.ask('readRun', { run })).cpuMs ?? 0) > 200);
    const live = await world.ask('readRun', { run });
    expect(live.outcome).toBeNull();
    expect(live.memory).toBeGreaterThan(64 * MIB);
    expect(live.peakMemory).toBeGreaterThanOrEqual(live.memory ?? Infinity);
    const [usage] = await world.ask('readUsage', { runs: [run, run, 'nobody'] });
    expect(usage).toMatchObject({ run, processes: 1 });
    expect(usage!.cpuMs).toBeGreaterThanOrEqual(live.cpuMs ?? Infinity);
    await world.ask('stopRun', { run });
    await world.until(async () => (await world.ask('readRun', { run })).outcome !== null);
    const ended = await world.ask('readRun', { run });
    expect(ended.cpuMs).toBeGreaterThanOrEqual(live.cpuMs ?? Infinity);
    expect(ended.peakMemory).toBeGreaterThanOrEqual(live.peakMemory ?? Infinity);
    expect(ended.memory).toBeUndefined();
    expect(await world.ask('readUsage', { runs: [run] })).toEqual([]);
  });
});
