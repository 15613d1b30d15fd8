import { describe, expect, it } from 'vitest';
import type { Condition } from '../job.ts';
import { minutes, seconds } from '../time/instant.ts';
import { type Judgement, type MachineCondition, type Readings, conditionName, judgeCondition } from './conditions.ts';

const readings: Readings = {
  network: { holds: true, said: 'online' },
  power: { state: 'battery', said: 'on battery' },
  idle: seconds(150),
  load: 2.4,
  wifi: 'home',
  command: { holds: false, said: 'exit code 1' },
};

describe('a condition about the computer', () => {
  it.each<[name: string, condition: MachineCondition, change: Partial<Readings>, judgement: Judgement]>([
    ['network', { kind: 'network' }, {}, { holds: true, said: 'online' }],
    ['mains on battery', { kind: 'power', state: 'ac' }, {}, { holds: false, said: 'on battery' }],
    ['battery on battery', { kind: 'power', state: 'battery' }, {}, { holds: true, said: 'on battery' }],
    ['idle, not yet', { kind: 'idle', for: minutes(5) }, {}, { holds: false, said: 'idle for 2 min 30 s' }],
    ['idle, exactly', { kind: 'idle', for: seconds(150) }, {}, { holds: true, said: 'idle for 2 min 30 s' }],
    [
      'idle, where nobody can tell',
      { kind: 'idle', for: seconds(1) },
      { idle: null },
      { holds: false, said: 'this computer cannot tell' },
    ],
    ['load above', { kind: 'load', below: 1.5 }, {}, { holds: false, said: 'load 2.4' }],
    ['load below', { kind: 'load', below: 1.5 }, { load: 1.49999 }, { holds: true, said: 'load 1.5' }],
    [
      'the right network',
      { kind: 'wifi', names: ['work', 'home'] },
      {},
      { holds: true, said: 'wireless network home' },
    ],
    ['another network', { kind: 'wifi', names: ['work'] }, {}, { holds: false, said: 'wireless network home' }],
    ['no network', { kind: 'wifi', names: ['work'] }, { wifi: null }, { holds: false, said: 'no wireless network' }],
    ['a command', { kind: 'command', command: ['x'] }, {}, { holds: false, said: 'exit code 1' }],
    [
      'a command not asked yet',
      { kind: 'command', command: ['x'] },
      { command: null },
      { holds: false, said: 'not asked yet' },
    ],
  ])('%s', (_name, condition, change, judgement) => {
    expect(judgeCondition(condition, { ...readings, ...change })).toEqual(judgement);
  });
});

describe('what is waited for is called', () => {
  it.each<[condition: Condition, name: string]>([
    [{ kind: 'network' }, 'the network'],
    [{ kind: 'power', state: 'ac' }, 'mains power'],
    [{ kind: 'power', state: 'battery' }, 'battery power'],
    [{ kind: 'idle', for: minutes(5) }, '5 min without input'],
    [{ kind: 'load', below: 1.5 }, 'a load below 1.5'],
    [{ kind: 'command', command: ['test', '-d', '/mnt/usb'] }, 'test -d /mnt/usb to succeed'],
    [{ kind: 'wifi', names: ['home', 'work'] }, 'the wireless network home or work'],
    [{ kind: 'job', job: 'merge', succeeded: 'today', changed: false }, 'Merge sources'],
  ])('%j: %s', (condition, name) => {
    expect(conditionName(condition, () => 'Merge sources')).toBe(name);
  });
});
