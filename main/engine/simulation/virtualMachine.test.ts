import { describe, expect, it } from 'vitest';
import type { Job } from '../../core/job.ts';
import { duration, instant, type Duration } from '../../core/time/instant.ts';
import type { AttemptSpec, Ports } from '../ports.ts';
import { readTimeline } from './readTimeline.ts';
import { VirtualMachine, type MachineOptions, type RunningEngine } from './virtualMachine.ts';

const START = Date.UTC(2026, 0, 1);
const known = { jobs: new Set(['a', 'b']), sequences: new Set<string>() };

/** Seconds of the wall clock since the start, and what the engine was told then. */
type Note = readonly [seconds: number, what: string];

/** A program on the virtual computer that writes down what it is told, and may do something about it. */
function live(
  lines: readonly string[],
  act: (what: string, ports: Ports, launch: number) => void,
  options: Partial<MachineOptions> = {},
  end = 'PT1H',
): { notes: Note[]; machine: VirtualMachine } {
  const head = `{"start":"2026-01-01T00:00:00Z","zone":"Europe/Berlin","end":"${end}"}`;
  const timeline = readTimeline([head, ...lines].join('\n'), known);
  if (!timeline.ok) throw new Error(JSON.stringify(timeline.errors));
  const notes: Note[] = [];
  let launches = 0;
  const machine = new VirtualMachine(timeline.value, {
    everyHeartbeat: false,
    launch: (ports) => {
      launches += 1;
      const launch = launches;
      const note = (what: string): void => {
        notes.push([(ports.clock.now() - START) / 1000, what]);
        act(what, ports, launch);
      };
      note('launch');
      return {
        evaluate: note,
        notice: (event) => note(event.kind),
        wish: (wish) => note(wish.event),
        quit: () => note('quit'),
        started: (run, attempt) => note(`started ${run}/${attempt}`),
        ended: (run, attempt, end, { endedAt }) =>
          note(
            `ended ${run}/${attempt} ${end.kind === 'exited' ? end.exitCode : end.kind}` +
              (endedAt === undefined ? '' : ` at ${(endedAt - START) / 1000}`),
          ),
      } satisfies RunningEngine;
    },
    ...options,
  });
  machine.live();
  return { notes, machine };
}

const nothing = (): void => undefined;
const beatless = (notes: readonly Note[]): Note[] => notes.filter(([, what]) => what !== 'heartbeat');

const attempt = (run: string, over: Partial<AttemptSpec> = {}): AttemptSpec => ({
  run,
  attempt: 1,
  job: { id: 'a' } as Job,
  due: null,
  upstream: {},
  notBefore: null,
  ...over,
});

/** Rings the alarm once, so many seconds after the start. */
const ringAt =
  (seconds: number) =>
  (what: string, ports: Ports): void => {
    if (what === 'launch') ports.alarm.setOnce(instant(START + seconds * 1000));
  };

describe('the alarm of a virtual computer', () => {
  it('rings exactly', () => {
    expect(beatless(live([], ringAt(1234.567)).notes)).toEqual([
      [0, 'launch'],
      [1234.567, 'alarm'],
    ]);
  });

  it('rings before what the timeline does at the same instant', () => {
    const { notes } = live(['{"t":"PT10M","event":"suspend"}'], ringAt(600));
    expect(beatless(notes)).toEqual([
      [0, 'launch'],
      [600, 'alarm'],
      [600, 'suspend'],
    ]);
  });

  it('rings late by the length of a sleep that it slept through', () => {
    const { notes } = live(
      ['{"t":"PT10M","event":"suspend","silent":true}', '{"t":"PT20M","event":"resume","silent":true}'],
      ringAt(900),
    );
    expect(beatless(notes)).toEqual([
      [0, 'launch'],
      [1500, 'alarm'],
    ]);
  });

  it('never rings early: where the clock was put back it waits on', () => {
    const { notes } = live(['{"t":"PT10M","event":"clock","by":"-PT5M"}'], ringAt(900));
    expect(beatless(notes)).toEqual([
      [0, 'launch'],
      [900, 'alarm'],
    ]);
  });

  it('is found late where the clock was put forward, unless a heartbeat sets it anew', () => {
    const { notes } = live(['{"t":"PT10M","event":"clock","by":"PT5M"}'], ringAt(900));
    expect(beatless(notes)).toEqual([
      [0, 'launch'],
      [1200, 'alarm'],
    ]);
  });

  it('is gone with a Wakeful that quits', () => {
    expect(beatless(live(['{"t":"PT10M","event":"quit"}'], ringAt(900)).notes)).toEqual([
      [0, 'launch'],
      [600, 'quit'],
    ]);
  });

  it('that is set in the past again and again is told as an engine that does not come to rest', () => {
    expect(() =>
      live([], (what, ports) => {
        if (what === 'alarm' || what === 'launch') ports.alarm.setOnce(instant(START));
      }),
    ).toThrow('does not come to rest');
  });
});

describe('the heartbeat of a virtual computer', () => {
  const beats = (notes: readonly Note[]): number[] => notes.flatMap(([at, what]) => (what === 'heartbeat' ? [at] : []));

  it('beats every 30 s awake since the launch where every beat may find something', () => {
    const { notes } = live([], nothing, { everyHeartbeat: true }, 'PT2M');
    expect(beats(notes)).toEqual([30, 60, 90, 120, 120]);
  });

  it('beats first and last between two events where nothing else can be found', () => {
    const { notes } = live(['{"t":"PT10M10S","event":"network","up":false}'], nothing, {}, 'PT20M5S');
    expect(beats(notes)).toEqual([30, 600, 630, 1200, 1205]);
  });

  it('notices a silent waking at its next beat: the rest of the 30 s that were running when sleep came', () => {
    const { notes } = live(
      ['{"t":"PT10M10S","event":"suspend"}', '{"t":"PT30M","event":"resume","silent":true}'],
      nothing,
      {},
      'PT40M',
    );
    expect(beats(notes).slice(0, 3)).toEqual([30, 600, 1820]);
  });

  it('stands on a new grid after every launch', () => {
    const { notes } = live(
      ['{"t":"PT1M10S","event":"crash"}', '{"t":"PT2M5S","event":"launch"}'],
      nothing,
      { everyHeartbeat: true },
      'PT3M',
    );
    expect(beats(notes)).toEqual([30, 60, 155, 180]);
  });
});

describe('sleep and power of a virtual computer', () => {
  it('tells of suspend and resume, and again of a resume that comes twice', () => {
    const { notes } = live(
      ['{"t":"PT1M","event":"suspend"}', '{"t":"PT9M","event":"resume"}', '{"t":"PT9M1S","event":"resume"}'],
      nothing,
    );
    expect(beatless(notes)).toEqual([
      [0, 'launch'],
      [60, 'suspend'],
      [540, 'resume'],
      [541, 'resume'],
    ]);
  });

  it('counts only time awake by the monotonic clock, anew after each boot', () => {
    const readings: Duration[] = [];
    live(
      [
        '{"t":"PT10M","event":"suspend"}',
        '{"t":"PT30M","event":"resume"}',
        '{"t":"PT35M","event":"powerOff"}',
        '{"t":"PT40M","event":"powerOn"}',
        '{"t":"PT41M","event":"runNow","job":"a"}',
      ],
      (what, ports) => {
        if (what !== 'heartbeat') readings.push(duration(ports.clock.monotonic()));
      },
    );
    expect(readings).toEqual([0, 600_000, 600_000, 0, 60_000]);
  });

  it('says when it booted by the wall clock as it is now: unmoved by sleep, moved by a step', () => {
    const boots: number[] = [];
    live(
      [
        '{"t":"PT1M","event":"suspend"}',
        '{"t":"PT2M","event":"resume"}',
        '{"t":"PT3M","event":"clock","by":"PT1H"}',
        '{"t":"PT4M","event":"runNow","job":"a"}',
        '{"t":"PT5M","event":"powerOff"}',
        '{"t":"PT6M","event":"powerOn"}',
      ],
      (what, ports) => {
        if (what !== 'heartbeat') boots.push((ports.machine.bootedAt() - START) / 1000);
      },
    );
    expect(boots).toEqual([0, 0, 0, 3600, 3960]);
  });

  it('hears of the network that went down in its sleep when it wakes', () => {
    const { notes } = live(
      ['{"t":"PT1M","event":"suspend"}', '{"t":"PT2M","event":"network","up":false}', '{"t":"PT9M","event":"resume"}'],
      nothing,
    );
    expect(beatless(notes).slice(2)).toEqual([
      [540, 'resume'],
      [540, 'network'],
    ]);
  });

  it('lets nobody wish while it is asleep, off, or Wakeful is not running', () => {
    const { notes } = live(
      [
        '{"t":"PT1M","event":"suspend"}',
        '{"t":"PT2M","event":"runNow","job":"a"}',
        '{"t":"PT3M","event":"powerOff"}',
        '{"t":"PT4M","event":"runNow","job":"a"}',
        '{"t":"PT5M","event":"powerOn"}',
        '{"t":"PT6M","event":"crash"}',
        '{"t":"PT7M","event":"runNow","job":"a"}',
      ],
      nothing,
    );
    expect(notes.filter(([, what]) => what === 'runNow')).toEqual([]);
  });
});

describe('a scripted process', () => {
  const startsOne = (what: string, ports: Ports): void => {
    if (what === 'launch') ports.runner.start(attempt('r1'));
  };

  it('lives as long as its line says, counted awake', () => {
    const { notes } = live(
      ['{"job":"a","takes":"PT5M","exit":3}', '{"t":"PT1M","event":"suspend"}', '{"t":"PT11M","event":"resume"}'],
      startsOne,
    );
    expect(beatless(notes)).toEqual([
      [0, 'launch'],
      [0, 'started r1/1'],
      [60, 'suspend'],
      [660, 'resume'],
      [900, 'ended r1/1 3'],
    ]);
  });

  it('ends the k-th run with the k-th exit code in all its attempts, and the last repeats', () => {
    const { notes } = live(['{"job":"a","takes":"PT1S","exit":[1,0,2]}'], (what, ports) => {
      if (what === 'launch') ports.runner.start(attempt('r1'));
      if (what.startsWith('ended r1/1')) ports.runner.start(attempt('r1', { attempt: 2 }));
      if (what.startsWith('ended r1/2')) ports.runner.start(attempt('r2'));
      if (what.startsWith('ended r2')) ports.runner.start(attempt('r3'));
      if (what.startsWith('ended r3')) ports.runner.start(attempt('r4'));
    });
    expect(notes.flatMap(([, what]) => (what.startsWith('ended') ? [what] : []))).toEqual([
      'ended r1/1 1',
      'ended r1/2 1',
      'ended r2/1 0',
      'ended r3/1 2',
      'ended r4/1 2',
    ]);
  });

  it('begins not before the instant it was asked to', () => {
    const { notes } = live(['{"job":"a","takes":"PT1S"}'], (what, ports) => {
      if (what === 'launch') ports.runner.start(attempt('r1', { notBefore: instant(START + 5000) }));
    });
    expect(beatless(notes).slice(1)).toEqual([
      [5, 'started r1/1'],
      [6, 'ended r1/1 0'],
    ]);
  });

  it('ends at once when it is asked to stop, or after the grace where it ignores that', () => {
    const stops = (what: string, ports: Ports): void => {
      startsOne(what, ports);
      if (what === 'stop') ports.runner.stop('r1', duration(20_000));
    };
    const wish = '{"t":"PT1M","event":"stop","job":"a"}';
    const { notes } = live(['{"job":"a","takes":"PT5M"}', wish], stops);
    expect(beatless(notes).at(-1)).toEqual([60, 'ended r1/1 killed']);
    const stubborn = live(['{"job":"a","takes":"PT5M","ignoresStop":true}', wish], stops);
    expect(beatless(stubborn.notes).at(-1)).toEqual([80, 'ended r1/1 killed']);
  });

  it('that is missing could not start', () => {
    const { notes } = live(['{"job":"a","exit":"missing"}'], startsOne);
    expect(beatless(notes)).toEqual([
      [0, 'launch'],
      [0, 'ended r1/1 couldNotStart'],
    ]);
  });

  it('outlives a crash of Wakeful, is adopted by pid and start time, and its end is told', () => {
    let process: { pid: number; startedAt: string } | null = null;
    const { notes } = live(
      ['{"job":"a","takes":"PT5M"}', '{"t":"PT1M","event":"crash"}', '{"t":"PT2M","event":"launch"}'],
      (what, ports, launch) => {
        if (launch === 1 && what === 'launch') {
          process = { pid: 1001, startedAt: 'boot-1/1001' };
          ports.runner.start(attempt('r1'));
        }
        if (launch === 2 && what === 'launch') {
          expect(ports.runner.adopt('r1', 1, { id: 'a' } as Job, { pid: 1002, startedAt: 'boot-1/1001' })).toBe(false);
          expect(process !== null && ports.runner.adopt('r1', 1, { id: 'a' } as Job, process)).toBe(true);
        }
      },
    );
    expect(beatless(notes).at(-1)).toEqual([300, 'ended r1/1 0']);
  });

  it('that ends while Wakeful is away is adopted all the same, and how it ended is told once, with the time', () => {
    const { notes } = live(
      ['{"job":"a","takes":"PT90S","exit":3}', '{"t":"PT1M","event":"crash"}', '{"t":"PT2M","event":"launch"}'],
      (what, ports, launch) => {
        if (what !== 'launch') return;
        const known = { pid: 1001, startedAt: 'boot-1/1001' };
        if (launch === 1) ports.runner.start(attempt('r1'));
        if (launch === 2) {
          expect(ports.runner.adopt('r1', 2, { id: 'a' } as Job, known)).toBe(false);
          expect(ports.runner.adopt('r1', 1, { id: 'a' } as Job, known)).toBe(true);
        }
      },
    );
    expect(notes.filter(([, what]) => what.startsWith('ended'))).toEqual([[120, 'ended r1/1 3 at 90']]);
  });

  it('that ended before the computer was switched off has left how it ended; one that went down with it has not', () => {
    const { notes } = live(
      [
        '{"job":"a","takes":["PT90S","PT5M"]}',
        '{"t":"PT1M","event":"crash"}',
        '{"t":"PT2M","event":"powerOff"}',
        '{"t":"PT3M","event":"powerOn"}',
      ],
      (what, ports, launch) => {
        if (what !== 'launch') return;
        if (launch === 1) for (const run of ['r1', 'r2']) ports.runner.start(attempt(run));
        if (launch === 2) {
          expect(ports.runner.adopt('r1', 1, { id: 'a' } as Job, null)).toBe(true);
          expect(ports.runner.adopt('r2', 1, { id: 'a' } as Job, null)).toBe(false);
        }
      },
    );
    expect(notes.filter(([, what]) => what.startsWith('ended'))).toEqual([[180, 'ended r1/1 0 at 90']]);
  });

  it('goes down with the computer', () => {
    const { machine, notes } = live(
      ['{"job":"a","takes":"PT5M"}', '{"t":"PT1M","event":"powerOff"}', '{"t":"PT2M","event":"powerOn"}'],
      (what, ports, launch) => {
        if (launch === 1 && what === 'launch') ports.runner.start(attempt('r1'));
      },
    );
    expect(notes.some(([, what]) => what.startsWith('ended'))).toBe(false);
    expect(machine.isRunning).toBe(true);
  });
});

describe('a crash in the middle of what Wakeful does', () => {
  it('ends it there, and a person launches it again', () => {
    class Stopped extends Error {}
    const { notes } = live(
      ['{"t":"PT1M","event":"runNow","job":"a"}'],
      (what, ports, launch) => {
        if (what === 'runNow') {
          ports.runner.start(attempt('r1'));
          throw new Stopped();
        }
        if (launch === 1) ports.alarm.setOnce(instant(START + 62_000));
      },
      { isCrash: (error) => error instanceof Stopped, relaunchAfterMs: 5000 },
    );
    expect(beatless(notes)).toEqual([
      [0, 'launch'],
      [60, 'runNow'],
      [65, 'launch'],
    ]);
  });
});
