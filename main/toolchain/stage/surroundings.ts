/** What surrounds the month's programs: variables, secrets and settings, as invented as they are. */
import { changeSettings, type SettingsReading, readSettings } from '../../core/documents/settings.ts';
import { parsed, refused } from '../../core/problem.ts';
import type { EnvironmentAccess, SecretsAccess, SettingsAccess } from '../../engine/view/deps.ts';
import type { VariableRow } from '../../../preload/contract.ts';

const LOGIN: Readonly<Record<string, string>> = {
  EDITOR: 'vim',
  HOME: '/home/kim',
  LANG: 'en_GB.UTF-8',
  LOGNAME: 'kim',
  PATH: '/home/kim/.local/bin:/home/kim/.cargo/bin:/usr/local/bin:/usr/bin:/bin',
  RESTIC_REPOSITORY: '/mnt/backup/restic',
  SHELL: '/bin/zsh',
  USER: 'kim',
};
const CRON: Readonly<Record<string, string>> = {
  HOME: '/home/kim',
  LOGNAME: 'kim',
  PATH: '/usr/bin:/bin',
  SHELL: '/bin/sh',
  USER: 'kim',
};

const rowOf = (name: string): VariableRow => {
  const [value, cron] = [LOGIN[name] ?? null, CRON[name] ?? null];
  const difference = cron === null ? 'added' : value === cron ? 'same' : 'changed';
  return { name, value, cron, from: 'login', difference };
};

/** The environment of an invented person. `readAt`: when the login shell was asked. */
export function inventedEnvironment(readAt: number): EnvironmentAccess {
  return {
    read: () => Promise.resolve({ at: readAt, shell: '/bin/zsh', variables: LOGIN, problem: null }),
    ofJob: (job) => {
      const rows = Object.keys(LOGIN).map(rowOf);
      const secrets = job.secrets.map((name): VariableRow => ({
        name,
        value: '•••',
        cron: null,
        from: 'secret',
        difference: 'added',
      }));
      return Promise.resolve({
        job: job.id,
        environment: job.environment,
        cwd: (job.cwd ?? '~').replace('~', '/home/kim'),
        variables: [...rows, ...secrets].sort((a, b) => (a.name < b.name ? -1 : 1)),
        path: { onlyJob: ['/home/kim/.local/bin', '/home/kim/.cargo/bin', '/usr/local/bin'], onlyCron: [] },
        login: { shell: '/bin/zsh', from: 'shell', problem: null },
        missingSecrets: [],
      });
    },
    ofRun: () => null,
    offers: () =>
      Promise.resolve([
        {
          kind: 'venv',
          found: '.venv',
          command: ['/home/kim/work/.venv/bin/python'],
          text: 'Python 3.11 of .venv',
          problem: null,
        },
      ]),
  };
}

/** Two secrets that were set some time ago. */
export function inventedSecrets(changed: number): SecretsAccess {
  const names = ['RESTIC_PASSWORD', 'SOURCE_TOKEN'];
  return {
    unavailable: null,
    list: () => names.map((name) => ({ name, changed, problem: null })),
    set: () => parsed(null),
    remove: () => false,
  };
}

/** Settings in memory, checked as those on the disk are. */
export function settingsInMemory(document: Readonly<Record<string, unknown>>): SettingsAccess {
  const first = readSettings(document);
  if (first === null) throw new Error('These are no settings.');
  let reading: SettingsReading = first;
  return {
    get settings() {
      return reading.settings;
    },
    change: (changes) => {
      const changed = changeSettings(reading, changes);
      if (!changed.ok) return refused(changed.error);
      reading = changed.value;
      return parsed(reading.settings);
    },
  };
}
