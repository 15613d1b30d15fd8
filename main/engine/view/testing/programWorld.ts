import type { CallName, Input, Output, Push, RunUsage } from '../../../../preload/contract.ts';
import { defaultSettings } from '../../../core/documents/settings.ts';
import { parsed } from '../../../core/problem.ts';
import { instant } from '../../../core/time/instant.ts';
import { StillWorld } from '../../testing/stillWorld.ts';
import { createProgram, type RunningProgram } from '../createProgram.ts';
import type { ProgramDeps } from '../deps.ts';
import type { UnreadableJob } from '../reading.ts';

/** The program over a computer that stands still until the test moves it. */
export class ProgramWorld {
  readonly world: StillWorld;
  readonly program: RunningProgram;
  readonly pushes: Push[] = [];
  readonly defects: unknown[] = [];
  readonly output = new Map<string, string>();
  unreadable: readonly UnreadableJob[] = [];
  /** What every run uses that runs. */
  used: Omit<RunUsage, 'run' | 'at'> = { cpuMs: null, memory: null, peakMemory: null, processes: 1 };

  constructor(start = '2026-03-02T12:00:00Z', world = new StillWorld(start)) {
    this.world = world;
    world.scheduler.start();
    let settings = defaultSettings;
    const deps: ProgramDeps = {
      scheduler: world.scheduler,
      ledger: world.ledger,
      store: world.store,
      unreadable: () => this.unreadable,
      settings: {
        get settings() {
          return settings;
        },
        change(changes) {
          settings = { ...settings, ...changes };
          return parsed(settings);
        },
      },
      output: {
        readText: (run, { from, limit, ended }) => {
          const text = this.output.get(run) ?? '';
          const begin = from < 0 ? Math.max(0, text.length + from) : from;
          const piece = text.slice(begin, begin + limit);
          return {
            pieces: piece === '' ? [] : [{ stream: 'out' as const, attempt: 1, at: world.now, text: piece }],
            next: begin + piece.length,
            omitted: null,
            total: text.length,
            end: ended && begin + piece.length >= text.length,
          };
        },
        search: () => Promise.resolve({ matches: [], more: false }),
        tail: (run, lines) => (this.output.get(run) ?? '').split('\n').filter(Boolean).slice(-lines),
      },
      downloads: { offer: () => null },
      usage: (runs) => Promise.resolve(runs.map((run) => ({ ...this.used, run, at: world.now }))),
      outputNews: { onGrowth: () => ({ dispose: () => undefined }) },
      environment: {
        read: () => Promise.resolve({ at: null, shell: '', variables: {}, problem: null }),
        ofJob: () => Promise.reject(new Error('not used here')),
        ofRun: () => null,
        offers: () => Promise.resolve([]),
      },
      secrets: { unavailable: null, list: () => [], set: () => parsed(null), remove: () => false },
      tryWebhook: () => Promise.resolve({ taken: true, said: '' }),
      problems: { list: () => [], dismiss: (id) => id === 'known' },
      clock: { now: () => instant(world.now), localZone: () => world.zone },
      chance: { draw: () => 0.5 },
      about: {
        version: '0.0.0',
        platform: 'linux',
        shell: 'headless',
        folders: { jobs: 'j', settings: 's', ledger: 'l', output: 'o' },
      },
      onDefect: (_call, error) => void this.defects.push(error),
    };
    this.program = createProgram(deps);
    this.program.onPush((push) => void this.pushes.push(push));
  }

  /** The value of a call that must be carried out. */
  async ask<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
    const answer = await this.program.invoke(name, input);
    if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`);
    return answer.value;
  }

  /** The code of a call that must be refused. */
  async refusal(name: CallName, payload: unknown): Promise<string> {
    const answer = await this.program.call(name, payload);
    if (answer.ok) throw new Error(`${name} was carried out.`);
    return answer.error.code;
  }

  async add(document: Readonly<Record<string, unknown>>): Promise<string> {
    const { id } = await this.ask('saveJob', {
      id: null,
      document: { run: { command: ['true'] }, ...document },
      revision: null,
    });
    return id;
  }

  /** Time passes awake; whatever was started ends at once, with the exit code given. */
  passRunning(ms: number, exitCode = 0): void {
    const { world } = this;
    const until = world.now + ms;
    const done = new Set<string>();
    while (world.now < until) {
      world.pass(Math.min(1000, until - world.now));
      for (const { run } of world.started) {
        if (done.has(run)) continue;
        done.add(run);
        if (world.scheduler.running().some((entry) => entry.run === run)) world.end(run, exitCode);
      }
    }
  }
}
