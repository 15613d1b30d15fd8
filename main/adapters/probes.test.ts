import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readJob } from '../core/documents/readJob.ts';
import type { Job } from '../core/job.ts';
import { instant } from '../core/time/instant.ts';
import { zoneOf } from '../core/time/zone.ts';
import type { Reading, WorldEvent } from '../engine/ports.ts';
import { minimalEnvironment } from './minimalEnvironment.ts';
import { SystemProbes } from './probes.ts';
import { Asked } from './probing/asked.ts';
import { linuxPower, macPowerFrom, windowsPowerFrom } from './probing/power.ts';
import { fromNetsh, fromNetworkSetup, fromNmcli, fromSummary } from './probing/wifi.ts';
import { temporaryFolder } from './testing/launches.ts';
import { mountsIn, watchWorld } from './worldWatch.ts';

let folder = temporaryFolder();
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  folder.remove();
});

function jobIn(cwd: string): Job {
  const zone = zoneOf('UTC');
  if (!zone.ok) throw new Error(zone.error.message);
  const document = { name: 'Test', run: { command: ['true'] }, cwd, env: { MODE: 'full' }, environment: 'minimal' };
  const job = readJob(document, { now: instant(0), zone: zone.value, draw: () => 0 });
  if (!job.ok) throw new Error(job.error.message);
  return job.value;
}

const probes = new SystemProbes({
  environments: { login: () => Promise.resolve({}), lastLogin: () => null, minimal: minimalEnvironment },
});
const asked = (...command: readonly string[]): Promise<Reading> =>
  new Promise((resolve) => {
    probes.command(command, jobIn(folder.path), resolve);
  });

describe('a condition’s command', () => {
  it('holds where it ends with 0, in the job’s folder and environment', async () => {
    writeFileSync(join(folder.path, 'here'), '');
    expect(await asked('sh', '-c', 'test -f here && test "$MODE" = full')).toEqual({
      holds: true,
      said: 'exit code 0',
    });
    expect(await asked('test', '-d', '/nowhere')).toEqual({ holds: false, said: 'exit code 1' });
  });

  it('says why it could not start, or which signal ended it', async () => {
    expect((await asked('no-such-program')).said).toMatch(/^The program no-such-program was not found\. Searched/);
    expect(await asked('sh', '-c', 'kill -9 $$')).toEqual({ holds: false, said: 'ended by SIGKILL' });
  });
});

it('reads this computer without an error', () => {
  expect(typeof probes.network().holds).toBe('boolean');
  expect(['ac', 'battery']).toContain(probes.power().state);
  expect(probes.load()).toBeGreaterThanOrEqual(0);
  expect(probes.idle()).toBeNull();
  expect(probes.wifi()).toBeNull();
});

describe('power on Linux', () => {
  const supply = (name: string, files: Readonly<Record<string, string>>): void => {
    mkdirSync(join(folder.path, name));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder.path, name, file), `${text}\n`);
  };

  it('is mains where there is no battery', () => {
    expect(linuxPower(join(folder.path, 'none'))).toEqual({ state: 'ac', said: 'on mains power' });
    expect(linuxPower(folder.path).state).toBe('ac');
  });

  it('is the battery where it discharges and no mains is online', () => {
    supply('BAT0', { type: 'Battery', status: 'Discharging', capacity: '41' });
    supply('AC', { type: 'Mains', online: '0' });
    expect(linuxPower(folder.path)).toEqual({ state: 'battery', said: 'on battery, 41 %' });
    supply('USBC', { type: 'USB', online: '1' });
    expect(linuxPower(folder.path).state).toBe('ac');
  });

  it('does not ask a mouse', () => {
    supply('hidpp', { type: 'Battery', scope: 'Device', status: 'Discharging' });
    expect(linuxPower(folder.path).state).toBe('ac');
  });
});

it('reads what other systems say of power', () => {
  expect(macPowerFrom("Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t83%; discharging")).toEqual({
    state: 'battery',
    said: 'on battery, 83 %',
  });
  expect(macPowerFrom("Now drawing from 'AC Power'").state).toBe('ac');
  expect(windowsPowerFrom('1 55\r\n').said).toBe('on battery, 55 %');
  expect(windowsPowerFrom('2 100').state).toBe('ac');
  expect(windowsPowerFrom('').state).toBe('ac');
});

it('reads what systems say of the wireless network', () => {
  expect(fromNmcli('no:other\nyes:my\\:home\n')).toBe('my:home');
  expect(fromNmcli('no:other\n')).toBeNull();
  expect(fromNetworkSetup('Current Wi-Fi Network: home net\n')).toBe('home net');
  expect(fromNetworkSetup('You are not associated with an AirPort network.')).toBeNull();
  expect(fromSummary('  InterfaceType : WiFi\n  SSID : home\n')).toBe('home');
  expect(fromSummary('  SSID : <redacted>\n')).toBeNull();
  expect(fromNetsh('    BSSID   : 00:11\r\n    SSID                   : home net\r\n')).toBe('home net');
});

it('reads mount points with spaces, without those of the system', () => {
  const line = (point: string): string => `36 35 98:0 / ${point} rw - ext4 /dev/x rw`;
  expect(
    mountsIn([line('/'), line('/proc'), line('/media/me/My\\040Disk'), line('/run/user/1'), ''].join('\n')),
  ).toEqual(['/', '/media/me/My Disk']);
});

it('tells when the world changes, and not where it does not', async () => {
  const events: WorldEvent[] = [];
  const world = { up: false, state: 'ac' as 'ac' | 'battery', volumes: ['/'] };
  const watch = watchWorld({
    probes: { network: () => ({ holds: world.up, said: '' }), power: () => ({ state: world.state, said: '' }) },
    wanted: () => true,
    notice: (event) => events.push(event),
    everyMs: 10,
    volumes: () => world.volumes,
  });
  const wait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));
  await wait();
  expect(events).toEqual([]);
  Object.assign(world, { up: true, state: 'battery', volumes: ['/', '/media/usb'] });
  await wait();
  expect(events).toEqual([
    { kind: 'network', up: true },
    { kind: 'power', state: 'battery' },
    { kind: 'mount', path: '/media/usb' },
  ]);
  watch.dispose();
  world.up = false;
  await wait();
  expect(events).toHaveLength(3);
});

it('looks only at what is wanted, and tells nothing of what happened before', async () => {
  const events: WorldEvent[] = [];
  const wanted = new Set<string>();
  const asked: string[] = [];
  let up = false;
  const watch = watchWorld({
    probes: {
      network: () => {
        asked.push('network');
        return { holds: up, said: '' };
      },
      power: () => {
        asked.push('power');
        return { state: 'ac', said: '' };
      },
    },
    wanted: (what) => wanted.has(what),
    notice: (event) => events.push(event),
    everyMs: 5,
    volumes: () => [],
  });
  const wait = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));
  await wait();
  expect(asked).toEqual([]);
  wanted.add('network');
  watch.update();
  await wait();
  expect(new Set(asked)).toEqual(new Set(['network']));
  up = true;
  await wait();
  wanted.clear();
  watch.update();
  up = false;
  await wait();
  wanted.add('network');
  watch.update();
  await wait();
  expect(events).toEqual([{ kind: 'network', up: true }]);
  watch.dispose();
});

it('gives the last answer at once, and asks again behind it', async () => {
  let count = 0;
  const number = new Asked(0, 0, () => {
    count += 1;
    return count === 2 ? Promise.reject(new Error('not now')) : Promise.resolve(count);
  });
  const seen: number[] = [];
  for (let index = 0; index < 4; index += 1) {
    seen.push(number.get());
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(seen).toEqual([0, 1, 1, 3]);
});
