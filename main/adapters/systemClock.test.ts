import { afterEach, describe, expect, it, vi } from 'vitest';
import { SystemClock } from './systemClock.ts';

function clockOn(): { readonly clock: SystemClock; pass: (ms: number) => void } {
  let counter = 1000;
  return { clock: new SystemClock(() => counter), pass: (ms) => (counter += ms) };
}

/** How far the clock went while `ms` passed by the computer's counter. */
function goneBy(ms: number, before: (clock: SystemClock) => void = () => undefined): number {
  const { clock, pass } = clockOn();
  const from = clock.monotonic();
  before(clock);
  pass(ms);
  return clock.monotonic() - from;
}

describe('the monotonic clock, where the counter goes on in sleep', () => {
  it('goes on while a heartbeat asks', () => {
    expect(goneBy(30_000)).toBe(30_000);
  });

  it('stands still over a time in which no heartbeat could ask', () => {
    expect(goneBy(8 * 3_600_000)).toBe(0);
  });

  it('stands still over a short sleep that the system announced', () => {
    expect(goneBy(20_000, (clock) => clock.announceSleep(true))).toBe(0);
  });

  it('goes on after an announcement that was taken back', () => {
    const wakeAgain = (clock: SystemClock) => {
      clock.announceSleep(true);
      clock.announceSleep(false);
    };
    expect(goneBy(20_000, wakeAgain)).toBe(20_000);
  });

  it('takes out the sleep when the waking is announced before anybody asks', () => {
    const { clock, pass } = clockOn();
    const from = clock.monotonic();
    clock.announceSleep(true);
    pass(10_000);
    clock.announceSleep(false);
    pass(5_000);
    expect(clock.monotonic() - from).toBe(5_000);
  });
});

describe("the computer's zone", () => {
  const known = process.env['TZ'];

  afterEach(() => {
    vi.useRealTimers();
    if (known === undefined) delete process.env['TZ'];
    else process.env['TZ'] = known;
  });

  it('is asked again once a second, and after every jump of the wall clock', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const zoneAfter = (ms: number, zone: string): string => {
      process.env['TZ'] = zone;
      vi.setSystemTime(Date.now() + ms);
      return clock.localZone();
    };
    const clock = new SystemClock();
    expect(zoneAfter(0, 'Europe/Berlin')).toBe('Europe/Berlin');
    expect(zoneAfter(999, 'America/New_York')).toBe('Europe/Berlin');
    expect(zoneAfter(1, 'America/New_York')).toBe('America/New_York');
    expect(zoneAfter(8 * 3_600_000, 'Asia/Dubai')).toBe('Asia/Dubai');
    expect(zoneAfter(-3_600_000, 'Asia/Tokyo')).toBe('Asia/Tokyo');
  });
});
