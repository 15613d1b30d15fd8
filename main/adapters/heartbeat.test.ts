import { expect, it, vi } from 'vitest';
import { duration, instant } from '../core/time/instant.ts';
import { startHeartbeat, type Beat } from './heartbeat.ts';
import { SystemMachine } from './machine.ts';
import { SystemClock } from './systemClock.ts';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

it('beats with the time asleep since the last beat, until it is stopped', async () => {
  let asleep = 0;
  const clock = {
    now: () => instant(Date.now() + asleep),
    monotonic: () => performance.now(),
    localZone: () => 'UTC',
  };
  const beats: Beat[] = [];
  const heartbeat = startHeartbeat(clock, (beat) => beats.push(beat), duration(20));
  await wait(70);
  const before = beats.length;
  expect(before).toBeGreaterThanOrEqual(1);
  asleep = 8 * 3_600_000;
  await wait(70);
  heartbeat.dispose();
  const awake = beats.filter(({ slept }) => Math.abs(slept) < 1000).length;
  expect(beats.length - awake).toBe(1);
  expect(Math.max(...beats.map(({ slept }) => slept))).toBeGreaterThan(8 * 3_600_000 - 1000);
  const stopped = beats.length;
  await wait(60);
  expect(beats.length).toBe(stopped);
});

it('asks the system for the zone again once a second, and after a jump of the clock', () => {
  const before = process.env['TZ'];
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) });
  try {
    const clock = new SystemClock();
    process.env['TZ'] = 'America/New_York';
    expect(clock.localZone()).toBe('America/New_York');
    process.env['TZ'] = 'Asia/Tokyo';
    vi.setSystemTime(Date.UTC(2026, 0, 1) + 999);
    expect(clock.localZone()).toBe('America/New_York');
    vi.setSystemTime(Date.UTC(2026, 0, 1) + 1000);
    expect(clock.localZone()).toBe('Asia/Tokyo');
    process.env['TZ'] = 'Europe/Berlin';
    vi.setSystemTime(Date.UTC(2025, 11, 31));
    expect(clock.localZone()).toBe('Europe/Berlin');
  } finally {
    vi.useRealTimers();
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
});

it('knows when the computer booted, and names the boot the same each time', () => {
  const machine = new SystemMachine();
  expect(machine.bootedAt()).toBeLessThan(Date.now());
  expect(machine.bootId()).toBe(new SystemMachine().bootId());
  expect(machine.bootId()).not.toBe('');
});
