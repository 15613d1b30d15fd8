import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Disposable, Probes, WorldEvent } from '../engine/ports.ts';

/** Node.js has no event for the network, the power or volumes: they are looked at this often. Milliseconds. */
const LOOK_MS = 5000;

/** File systems that are part of the system and no volumes that a person would name. */
const OF_THE_SYSTEM = /^\/(proc|sys|dev|run\/(user|lock|credentials|snapd)|var\/lib\/docker|snap)(\/|$)/;

/** What the watch looks through. */
export interface WorldWatchOptions {
  readonly probes: Pick<Probes, 'network' | 'power'>;
  readonly notice: (event: WorldEvent) => void;
  readonly everyMs?: number;
  readonly volumes?: () => readonly string[];
}

/** Tells when the network comes or goes, the power changes and a volume appears. The timer does not keep the program running. */
export function watchWorld({
  probes,
  notice,
  everyMs = LOOK_MS,
  volumes = readVolumes,
}: WorldWatchOptions): Disposable {
  let up = probes.network().holds;
  let state = probes.power().state;
  let known = new Set(volumes());
  const timer = setInterval(() => {
    const nowUp = probes.network().holds;
    if (nowUp !== up) notice({ kind: 'network', up: nowUp });
    up = nowUp;
    const nowState = probes.power().state;
    if (nowState !== state) notice({ kind: 'power', state: nowState });
    state = nowState;
    const nowVolumes = new Set(volumes());
    for (const path of nowVolumes) if (!known.has(path)) notice({ kind: 'mount', path });
    known = nowVolumes;
  }, everyMs);
  timer.unref();
  return {
    dispose: () => {
      clearInterval(timer);
    },
  };
}

/** Where volumes are now. */
export function readVolumes(): readonly string[] {
  switch (process.platform) {
    case 'linux':
      return mountsIn(read('/proc/self/mountinfo'));
    case 'darwin':
      return list('/Volumes').map((name) => `/Volumes/${name}`);
    case 'win32':
      return Array.from('CDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `${letter}:\\`).filter(existsSync);
    default:
      return [];
  }
}

/** Mount points from /proc/self/mountinfo: the fifth word, with spaces written as \040 (proc(5)). */
export const mountsIn = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => {
    const point = line
      .split(' ')[4]
      ?.replace(/\\(\d{3})/g, (_, code: string) => String.fromCharCode(parseInt(code, 8)));
    return point === undefined || OF_THE_SYSTEM.test(point) ? [] : [point];
  });

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // A system without it has no volumes to tell of.
    return '';
  }
};

const list = (path: string): readonly string[] => {
  try {
    return readdirSync(path);
  } catch {
    // The same.
    return [];
  }
};
