import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerOf } from './asked.ts';

/** Where the power comes from, with a few words on it. */
export interface Power {
  readonly state: 'ac' | 'battery';
  readonly said: string;
}

export const MAINS: Power = { state: 'ac', said: 'on mains power' };

const onBattery = (percent: number | null): Power => ({
  state: 'battery',
  said: percent === null ? 'on battery' : `on battery, ${String(percent)} %`,
});

const read = (...path: string[]): string => {
  try {
    return readFileSync(join(...path), 'latin1').trim();
  } catch {
    // Not every supply has every file.
    return '';
  }
};

/** Linux: on battery where a battery of the computer discharges and no mains supply is online. A computer without a battery is on mains. */
export function linuxPower(root = '/sys/class/power_supply'): Power {
  let names: string[];
  try {
    names = readdirSync(root);
  } catch {
    // No such class: a virtual machine or a container.
    return MAINS;
  }
  let battery: Power | null = null;
  for (const name of names) {
    const type = read(root, name, 'type');
    // A mouse or a headset has a battery too, of scope Device.
    if (read(root, name, 'scope') === 'Device') continue;
    if (type !== 'Battery' && read(root, name, 'online') === '1') return MAINS;
    if (type !== 'Battery' || !['Discharging', 'Not charging'].includes(read(root, name, 'status'))) continue;
    const percent = read(root, name, 'capacity');
    if (read(root, name, 'status') === 'Discharging') battery = onBattery(percent === '' ? null : Number(percent));
  }
  return battery ?? MAINS;
}

/** macOS: `pmset -g batt` says "Now drawing from 'Battery Power'" and a percentage. */
export function macPowerFrom(text: string): Power {
  if (!/Battery Power/.test(text)) return MAINS;
  const percent = /(\d+)%/.exec(text)?.[1];
  return onBattery(percent === undefined ? null : Number(percent));
}

/** Windows: Win32_Battery's BatteryStatus 1 is "discharging"; nothing where there is no battery. */
export function windowsPowerFrom(text: string): Power {
  const [status, percent] = text.trim().split(/\s+/);
  return status === '1' ? onBattery(percent === undefined ? null : Number(percent)) : MAINS;
}

export const askMacPower = async (): Promise<Power> => macPowerFrom(await answerOf('/usr/bin/pmset', ['-g', 'batt']));

export const askWindowsPower = async (): Promise<Power> =>
  windowsPowerFrom(
    await answerOf('powershell.exe', [
      '-NoProfile',
      '-NonInteractive',
      '-Command',
      'Get-CimInstance Win32_Battery | ForEach-Object { "$($_.BatteryStatus) $($_.EstimatedChargeRemaining)" }',
    ]),
  );
