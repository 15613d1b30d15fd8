import type { Parsed, Problem } from '../problem.ts';
import { parsed, refused } from '../problem.ts';
import { type QuietHours, timeOfDay } from '../rules/quietHours.ts';
import { type Duration, duration, seconds } from '../time/instant.ts';
import { DAY_MS } from '../time/civil.ts';
import { Findings } from './findings.ts';
import { readAddress } from './readPolicies.ts';
import { Reader, isObject, kindOf } from './reader.ts';

/** The version of the settings file that this program writes. */
export const SETTINGS_VERSION = 1;

/** What a person chose for the whole program, defaults filled in. */
export interface Settings {
  /** Runs that start because of catching up and are in progress at a time (semantics §5.5). */
  readonly catchUpAtOnce: number;
  /** How long after a resume catching up waits for the network, where a job asks for it (semantics §5.5). */
  readonly networkGrace: Duration;
  readonly keepHistory: Duration;
  readonly keepOutput: Duration;
  /** What becomes of runs in progress on quitting (semantics §6). `ask`: the person is asked; where nobody can be, they are stopped. */
  readonly onQuit: 'ask' | 'stop' | 'finish' | 'leave';
  readonly quietHours: QuietHours | null;
  readonly notify: Outgoing;
  readonly theme: 'system' | 'light' | 'dark';
  readonly launchAtLogin: boolean;
  /** Shortcuts of one letter (WCAG 2.1.4). */
  readonly singleKeyShortcuts: boolean;
  /** Of the window in a browser; 0 is any free one. */
  readonly port: number;
}

/** Who else hears of notifications (ours; docs/notifications.md). */
export interface Outgoing {
  /** Address that every notification is posted to as JSON; null: none. */
  readonly webhook: string | null;
  /** Name of the secret that goes along as a bearer token; null: none. */
  readonly webhookSecret: string | null;
}

export const defaultSettings: Settings = {
  catchUpAtOnce: 2,
  networkGrace: seconds(30),
  keepHistory: duration(400 * DAY_MS),
  keepOutput: duration(90 * DAY_MS),
  onQuit: 'ask',
  quietHours: null,
  notify: { webhook: null, webhookSecret: null },
  theme: 'system',
  launchAtLogin: false,
  singleKeyShortcuts: true,
  port: 0,
};

const KEYS: readonly string[] = ['version', ...Object.keys(defaultSettings)];

/** What was read: the settings in force, the document as it stands, and what is wrong with it. */
export interface SettingsReading {
  readonly settings: Settings;
  /** As it stands; what is wrong in it stays there until it is changed. */
  readonly document: Readonly<Record<string, unknown>>;
  /** Each of a field that has its default instead. */
  readonly problems: readonly Problem[];
  /** Why nothing may be written; null: all may. */
  readonly readOnly: string | null;
}

/**
 * Reads a settings file (JSON already parsed, undefined where there is none): `{"version":1,"catchUpAtOnce":2,…}`, every key optional.
 * A field that is wrong has its default, with a problem that names it; the others count. Null where it is no settings file at all,
 * which is to be kept aside.
 */
export function readSettings(json: unknown): SettingsReading | null {
  if (json === undefined) return { settings: defaultSettings, document: {}, problems: [], readOnly: null };
  if (!isObject(json)) return null;
  const findings = new Findings();
  const settings = readFields(new Reader(json, '', KEYS, findings));
  const version = json['version'];
  const newer = typeof version === 'number' && version > SETTINGS_VERSION;
  const readOnly = newer
    ? `The settings were saved by a newer Wakeful (version ${String(version)} of the file; this one knows ${String(SETTINGS_VERSION)}). Update Wakeful to change them.`
    : null;
  return { settings, document: json, problems: findings.errors, readOnly };
}

/**
 * Changes some settings: only what is changed is checked and written, whatever else stands in the document stays. A null takes a key out:
 * its default counts again. The first problem, or what to write and what is then in force.
 */
export function changeSettings(
  reading: SettingsReading,
  changes: Readonly<Record<string, unknown>>,
): Parsed<SettingsReading> {
  if (reading.readOnly !== null) return refused({ code: 'readOnly', message: reading.readOnly });
  const given = Object.fromEntries(Object.entries(changes).filter(([key]) => key !== 'version'));
  const findings = new Findings();
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  // Keys that are taken out must be known too.
  new Reader(given, '', KEYS, findings);
  readFields(new Reader(set, '', Object.keys(set), findings));
  const [problem] = findings.errors;
  if (problem !== undefined) return refused(problem);
  const kept = Object.entries({ ...reading.document, ...given }).filter(([key]) => given[key] !== null);
  const document = { ...Object.fromEntries(kept), version: SETTINGS_VERSION };
  const after = readSettings(document);
  if (after === null) throw new Error('Settings that were put together are not an object.');
  return parsed(after);
}

function readFields(reader: Reader): Settings {
  const or = defaultSettings;
  return {
    catchUpAtOnce: reader.wholeNumber('catchUpAtOnce', { least: 1, most: 1000, or: or.catchUpAtOnce }),
    networkGrace: reader.duration('networkGrace', or.networkGrace, true),
    keepHistory: atLeastADay(reader, 'keepHistory', or.keepHistory),
    keepOutput: atLeastADay(reader, 'keepOutput', or.keepOutput),
    onQuit: reader.word('onQuit', ['ask', 'stop', 'finish', 'leave'], or.onQuit),
    quietHours: readQuietHours(reader),
    notify: readOutgoing(reader),
    theme: reader.word('theme', ['system', 'light', 'dark'], or.theme),
    launchAtLogin: reader.flag('launchAtLogin', or.launchAtLogin),
    singleKeyShortcuts: reader.flag('singleKeyShortcuts', or.singleKeyShortcuts),
    port: reader.wholeNumber('port', { least: 0, most: 65_535, or: or.port }),
  };
}

function atLeastADay(reader: Reader, key: string, or: Duration): Duration {
  const length = reader.duration(key, or);
  if (length >= DAY_MS) return length;
  reader.wrong(key, 'outOfRange', `"${key}" must be at least a day, P1D.`);
  return or;
}

function readOutgoing(reader: Reader): Outgoing {
  const or = defaultSettings.notify;
  if (reader.raw('notify') === null) return or;
  const notify = reader.object('notify', ['webhook', 'webhookSecret'], '{"webhook":"https://example.org/hook"}');
  if (notify === null) return or;
  return { webhook: readAddress(notify, 'webhook'), webhookSecret: notify.textOrNull('webhookSecret') };
}

function readQuietHours(reader: Reader): QuietHours | null {
  const value = reader.raw('quietHours');
  if (value === undefined || value === null) return null;
  const example = '{"from":"22:00","to":"07:00"}';
  const hours = reader.object('quietHours', ['from', 'to'], example);
  if (hours === null) return null;
  const times = (['from', 'to'] as const).map((key) => {
    const text = hours.raw(key);
    if (typeof text === 'string' && timeOfDay(text) !== null) return text;
    hours.wrong(key, 'timeOfDay', `"${key}" must be a time like "22:00", not ${kindOf(text)}.`);
    return null;
  });
  const [from, to] = times;
  if (from === null || to === null || from === undefined || to === undefined) return null;
  if (timeOfDay(from) !== timeOfDay(to)) return { from, to };
  hours.wrong('to', 'outOfRange', `"to" must differ from "from", as in ${example}.`);
  return null;
}
