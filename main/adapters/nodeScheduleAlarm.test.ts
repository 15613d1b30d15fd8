import { describe, expect, it } from 'vitest';
import { instant } from '../core/time/instant.ts';
import { nextStep, NodeScheduleAlarm } from './nodeScheduleAlarm.ts';

const rings = (after: number): Promise<{ readonly at: number; readonly rang: number }> =>
  new Promise((resolve) => {
    const at = Date.now() + after;
    const alarm = new NodeScheduleAlarm(() => {
      alarm.dispose();
      resolve({ at, rang: Date.now() });
    });
    alarm.setOnce(instant(at));
  });

describe('the way to an instant', () => {
  it('goes in steps that shrink, never past it and never longer than the timers hold', () => {
    for (const distance of [1, 39, 41, 1000, 86_400_000, 40 * 86_400_000, 400 * 86_400_000]) {
      let now = 0;
      let steps = 0;
      while (now < distance) {
        const step = nextStep(now, distance);
        expect(step).toBeGreaterThan(0);
        expect(step).toBeLessThanOrEqual(6 * 3_600_000);
        now += step;
        expect(now).toBeLessThanOrEqual(distance);
        steps += 1;
      }
      expect(steps).toBeLessThan(20 + distance / (6 * 3_600_000));
    }
  });
});

describe('the alarm', () => {
  it('rings on the instant or shortly after it, never before', async () => {
    const heard = await Promise.all([0, 1, 20, 150, 700].map(rings));
    for (const { at, rang } of heard) {
      expect(rang).toBeGreaterThanOrEqual(at);
      expect(rang - at).toBeLessThan(100);
    }
  });

  it('rings once for an instant that has passed', async () => {
    let count = 0;
    const alarm = new NodeScheduleAlarm(() => {
      count += 1;
    });
    alarm.setOnce(instant(Date.now() - 5000));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(count).toBe(1);
  });

  it('rings for the last instant that was set, and not at all once it was cleared', async () => {
    const heard: number[] = [];
    const alarm = new NodeScheduleAlarm(() => heard.push(Date.now()));
    alarm.setOnce(instant(Date.now() + 10));
    const second = Date.now() + 60;
    alarm.setOnce(instant(second));
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(heard).toHaveLength(1);
    expect(heard[0]).toBeGreaterThanOrEqual(second);
    alarm.setOnce(instant(Date.now() + 10));
    alarm.setOnce(null);
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(heard).toHaveLength(1);
  });

  it('rings once, on its instant, where the same is set again and again', async () => {
    const heard: number[] = [];
    const at = Date.now() + 80;
    const alarm = new NodeScheduleAlarm(() => heard.push(Date.now()));
    for (let count = 0; count < 50; count += 1) {
      alarm.setOnce(instant(at));
      await new Promise((resolve) => setTimeout(resolve, 2));
      if (heard.length > 0) break;
    }
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(heard).toHaveLength(1);
    expect(heard[0]).toBeGreaterThanOrEqual(at);
  });

  it('rings at once where the same is set again after the clock went past it', async () => {
    let offset = 0;
    const at = Date.now() + 60_000;
    const rang = await new Promise<number>((resolve) => {
      const alarm = new NodeScheduleAlarm(
        () => {
          alarm.dispose();
          resolve(Date.now());
        },
        () => Date.now() + offset,
      );
      alarm.setOnce(instant(at));
      offset = 120_000;
      alarm.setOnce(instant(at));
    });
    expect(rang).toBeLessThan(at - 50_000);
  });

  it('goes on approaching where the clock was set back meanwhile', async () => {
    let offset = 0;
    const at = Date.now() + 60;
    const rang = await new Promise<number>((resolve) => {
      const alarm = new NodeScheduleAlarm(
        () => {
          resolve(Date.now() + offset);
        },
        () => Date.now() + offset,
      );
      alarm.setOnce(instant(at));
      offset = -100;
    });
    expect(rang).toBeGreaterThanOrEqual(at);
  });
});
