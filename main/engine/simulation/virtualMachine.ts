import { assertNever } from '../../core/problem.ts';
import { duration, type Instant } from '../../core/time/instant.ts';
import type {
  Alarm,
  Chance,
  Clock,
  Machine,
  Notifier,
  Ports,
  Probes,
  RunnerEvents,
  Watchers,
  WorldEvent,
} from '../ports.ts';
import type { MachineEvent, Timeline, WishEvent } from './timeline.ts';
import { Timers, type Timer } from './timers.ts';
import { stableChance } from './stableChance.ts';
import { VirtualRunner, type ProcessTrace } from './virtualRunner.ts';
import { VirtualWatchers } from './virtualWatchers.ts';
import { World } from './world.ts';

/** A running Wakeful, as the virtual computer speaks to it. */
export interface RunningEngine extends RunnerEvents {
  evaluate(reason: 'heartbeat' | 'alarm' | 'settled'): void;
  notice(event: WorldEvent): void;
  wish(wish: WishEvent): void;
  /** The person quits it: it does what the setting says about what runs, and writes nothing afterwards. */
  quit(): void;
}

export interface MachineOptions {
  /** Starts Wakeful on this computer: at the beginning, at every `launch` and after every `powerOn`. */
  readonly launch: (ports: Ports) => RunningEngine;
  /** Whether a condition depends on what changes without an event (time without input, load): then no heartbeat may be passed over. */
  readonly everyHeartbeat: boolean;
  /** Whether anything asks to be told that there is no input; the same as `everyHeartbeat` where it is left out. */
  readonly tellsInput?: boolean;
  /** Quitting lets what runs end first. */
  readonly finishesOnQuit?: boolean;
  /** Whether an error thrown out of the engine is a crash of Wakeful, and after how much time awake a person launches it again. */
  readonly isCrash?: (error: unknown) => boolean;
  readonly relaunchAfterMs?: number;
  /** Told of every start and end of a process. */
  readonly trace?: (what: ProcessTrace) => void;
}

/** A heartbeat is at most this far from the one before it, in time awake (semantics §8). */
const HEARTBEAT_MS = 30_000;

/** More happenings than this at one instant are an engine that does not come to rest. */
const RESTLESS = 200_000;

/** How long without input until the system says that nobody is there. */
const IDLE_AFTER_MS = 60_000;

/**
 * A virtual computer that lives through a timeline with the real engine on it.
 *
 * Time is true time since the start; timers, processes and the monotonic clock count only the part of it that the computer is awake, as
 * CLOCK_MONOTONIC of Linux and mach_absolute_time of macOS do. So a timer that was pending when the computer went to sleep rings late by
 * the length of the sleep, unless something that notices the waking sets it anew.
 *
 * 1. At one instant, in this order: processes end, settled file changes are told, the alarm rings, the heartbeat beats, the timeline's own
 *    events happen in their order; so a span of time holds its last moment and not its first, as `(after, until]` of semantics §3.
 * 2. The alarm rings exactly at its wall-clock time; where the clock was put back under it, it waits on, for it never rings early.
 * 3. Steps of the clock, changes of the zone and silent wakings are told to nobody: the next heartbeat or alarm finds them.
 * 4. Heartbeats stand on a grid of 30 s awake since Wakeful was launched. Between two events of the timeline only the first and the last
 *    of them happen. The ones between would find nothing: what a heartbeat can notice (the wall clock apart from the monotonic one, the
 *    zone, network, power) is changed by events of the timeline alone, and the first heartbeat after an event has noticed it; what else is
 *    due by time, the alarm rings for. And what they would record (how far Wakeful has seen) the last one records over them, before
 *    anything can come that asks for it. Where conditions depend on what changes without an event, every heartbeat happens.
 */
export class VirtualMachine {
  readonly world: World;
  private readonly timeline: Timeline;
  private readonly options: MachineOptions;
  private readonly timers = new Timers();
  private readonly runner: VirtualRunner;
  private readonly watchers: VirtualWatchers;
  private readonly chance: Chance = stableChance(1);
  private engine: RunningEngine | null = null;
  private waiting: (() => void)[] = [];
  private alarm: Timer | null = null;
  private heartbeat: Timer | null = null;
  private idleness: Timer | null = null;
  private relaunch: Timer | null = null;
  private launchedAwake = 0;
  private eventsSeen = false;
  private quitting = false;
  private position = 0;
  private told = { network: true, power: 'ac' as 'ac' | 'battery' };

  constructor(timeline: Timeline, options: MachineOptions) {
    this.timeline = timeline;
    this.options = options;
    this.world = new World(timeline.start, timeline.zone);
    this.runner = new VirtualRunner(this.world, this.timers, timeline.behaviours, {
      engine: () => this.engine,
      soon: (tell) => void this.waiting.push(tell),
      trace: (what) => this.options.trace?.(what),
    });
    this.watchers = new VirtualWatchers(this.world, this.timers, (event) =>
      this.tell((engine) => engine.notice(event)),
    );
  }

  /** Whether Wakeful runs now, on a computer that is on. */
  get isRunning(): boolean {
    return this.engine !== null;
  }

  /** Lives through the timeline. Afterwards it is its end, and everything due by then has been decided. */
  live(): void {
    for (const _ of this.living(Infinity));
  }

  /** The same, with a pause for the caller after so many things that happened. */
  *living(pauseAfter: number): Iterable<undefined> {
    this.launch();
    let restless = 0;
    for (let happened = 1; ; happened += 1) {
      this.comeToRest();
      if (this.quitting) this.goIfDone();
      const before = this.world.elapsed;
      if (!this.step()) break;
      restless = this.world.elapsed === before ? restless + 1 : 0;
      if (restless > RESTLESS) throw new Error(`The engine does not come to rest at ${this.world.now()}.`);
      if (happened % pauseAfter === 0) yield undefined;
    }
    if (this.world.power === 'awake') this.tell((engine) => engine.evaluate('heartbeat'));
    this.comeToRest();
    while (this.world.power === 'awake' && this.ringUntil(this.world.awake)) this.comeToRest();
  }

  /** The next thing that happens. False at the end. */
  private step(): boolean {
    const event = this.timeline.events[this.position];
    const until = event?.t ?? this.timeline.end;
    if (this.world.power === 'awake' && this.ringUntil(this.world.awake + (until - this.world.elapsed))) return true;
    this.world.advance(until);
    if (event === undefined) return false;
    this.position += 1;
    this.happen(event.what);
    this.eventsSeen = true;
    this.armHeartbeat();
    return true;
  }

  /** Lets the next timer ring, if it does by then. */
  private ringUntil(awake: number): boolean {
    const timer = this.timers.first();
    if (timer === null || timer.at > awake) return false;
    this.timers.takeFirst();
    this.world.advance(this.world.elapsed + Math.max(0, timer.at - this.world.awake));
    this.guarded(timer.ring);
    return true;
  }

  private comeToRest(): void {
    while (this.waiting.length > 0) {
      const tellings = this.waiting;
      this.waiting = [];
      for (const tell of tellings) this.guarded(tell);
    }
  }

  private tell(what: (engine: RunningEngine) => void): void {
    const { engine } = this;
    if (engine !== null) this.guarded(() => what(engine));
  }

  /** Runs something of the engine; an error that stands for a crash ends Wakeful here, and a person launches it again. */
  private guarded(what: () => void): void {
    try {
      what();
    } catch (error) {
      if (this.options.isCrash?.(error) !== true) throw error;
      this.endWakeful();
      this.relaunch = this.timers.set(this.world.awake + (this.options.relaunchAfterMs ?? 0), 'process', () =>
        this.launch(),
      );
    }
  }

  private happen(what: MachineEvent | WishEvent): void {
    const { world } = this;
    switch (what.event) {
      case 'suspend':
        if (world.power !== 'awake') return;
        if (!what.silent) this.tell((engine) => engine.notice({ kind: 'suspend' }));
        this.comeToRest();
        world.power = 'asleep';
        return;
      case 'resume':
        if (world.power === 'off') return;
        if (world.power === 'asleep') {
          world.power = 'awake';
          if (!what.silent) this.input();
        }
        if (!what.silent) this.tell((engine) => engine.notice({ kind: 'resume' }));
        this.tellWhatChanged();
        return;
      case 'powerOff':
        this.endWakeful();
        this.runner.powerOff();
        if (this.relaunch !== null) this.relaunch.cancelled = true;
        world.power = 'off';
        return;
      case 'powerOn':
        if (world.power !== 'off') return;
        world.boot();
        this.launch();
        return;
      case 'quit':
        this.quit();
        return;
      case 'launch':
        if (world.power === 'awake' && this.engine === null) this.launch();
        return;
      case 'crash':
        if (world.power === 'awake') this.endWakeful();
        return;
      case 'clock':
        world.stepClock(what.by);
        return;
      case 'zone':
        world.zone = what.zone;
        return;
      case 'network':
        world.networkUp = what.up;
        this.tellWhatChanged();
        return;
      case 'power':
        world.source = what.state;
        this.tellWhatChanged();
        return;
      case 'file':
        if (what.removed) world.files.delete(what.path);
        else world.files.add(what.path);
        if (world.power === 'awake' && this.engine !== null) this.watchers.changed(what.path);
        return;
      case 'input':
        if (world.power === 'awake') this.input();
        return;
      case 'lock':
        if (world.power === 'awake') this.tell((engine) => engine.notice({ kind: 'lock' }));
        return;
      case 'unlock':
        if (world.power !== 'awake') return;
        this.input();
        this.tell((engine) => engine.notice({ kind: 'unlock' }));
        return;
      case 'mount':
        if (world.power === 'awake') this.tell((engine) => engine.notice({ kind: 'mount', path: what.path }));
        return;
      case 'load':
        world.load = what.value;
        return;
      case 'wifi':
        world.wifi = what.name;
        return;
      case 'command':
        world.commandExit = what.exit;
        return;
      case 'runNow':
      case 'stop':
      case 'pause':
      case 'unpause':
      case 'skipNext':
      case 'dismiss':
      case 'runAgain':
      case 'enable':
      case 'disable':
      case 'startSequence':
      case 'cancelSequence':
        if (world.power === 'awake') this.tell((engine) => engine.wish(what));
        return;
      default:
        assertNever(what);
    }
  }

  private launch(): void {
    if (this.relaunch !== null) this.relaunch.cancelled = true;
    this.relaunch = null;
    this.launchedAwake = this.world.awake;
    this.eventsSeen = true;
    this.told = { network: this.world.networkUp, power: this.world.source };
    this.guarded(() => {
      this.engine = this.options.launch(this.ports());
    });
    this.armHeartbeat();
    this.input();
  }

  /** A person quits Wakeful: it ends what it ends, hears of those ends, and is gone. */
  private quit(): void {
    if (this.world.power !== 'awake') return;
    this.tell((engine) => engine.quit());
    this.comeToRest();
    while (this.isRunning && this.ringUntil(this.world.awake)) this.comeToRest();
    this.quitting = true;
    this.goIfDone();
  }

  /** Ends a Wakeful that quits: at once, or when nothing runs any more that it lets end first. */
  private goIfDone(): void {
    if (this.options.finishesOnQuit !== true || this.runner.running === 0) this.endWakeful();
  }

  /** Wakeful is gone from one instruction to the next: nothing of it rings or hears any more. */
  private endWakeful(): void {
    this.engine = null;
    this.quitting = false;
    this.waiting = [];
    this.runner.abandon();
    this.watchers.end();
    for (const timer of [this.alarm, this.heartbeat, this.idleness]) if (timer !== null) timer.cancelled = true;
    this.alarm = this.heartbeat = this.idleness = null;
  }

  /** What changed while the computer or Wakeful could not hear of it is told when they can. */
  private tellWhatChanged(): void {
    const { world, told } = this;
    if (world.power !== 'awake' || this.engine === null) return;
    if (told.network !== world.networkUp) {
      told.network = world.networkUp;
      this.tell((engine) => engine.notice({ kind: 'network', up: world.networkUp }));
    }
    if (told.power !== world.source) {
      told.power = world.source;
      this.tell((engine) => engine.notice({ kind: 'power', state: world.source }));
    }
  }

  private input(): void {
    this.world.lastInput = this.world.awake;
    if (!(this.options.tellsInput ?? this.options.everyHeartbeat)) return;
    this.tell((engine) => engine.notice({ kind: 'active' }));
    if (this.idleness !== null) this.idleness.cancelled = true;
    const since = this.world.now();
    this.idleness = this.timers.set(this.world.awake + IDLE_AFTER_MS, 'settled', () => {
      this.tell((engine) => engine.notice({ kind: 'idle', since }));
    });
  }

  private armHeartbeat(): void {
    if (this.heartbeat !== null) this.heartbeat.cancelled = true;
    this.heartbeat = null;
    if (this.engine === null) return;
    const { awake, elapsed } = this.world;
    const beats = Math.floor((awake - this.launchedAwake) / HEARTBEAT_MS);
    let at = this.launchedAwake + (beats + 1) * HEARTBEAT_MS;
    if (!this.eventsSeen && !this.options.everyHeartbeat && this.world.power === 'awake') {
      const until = awake + ((this.timeline.events[this.position]?.t ?? this.timeline.end) - elapsed);
      const last = this.launchedAwake + Math.floor((until - this.launchedAwake) / HEARTBEAT_MS) * HEARTBEAT_MS;
      at = Math.max(at, last);
    }
    this.heartbeat = this.timers.set(at, 'heartbeat', () => {
      this.eventsSeen = false;
      this.tell((engine) => engine.evaluate('heartbeat'));
      this.armHeartbeat();
    });
  }

  private setAlarm(at: Instant | null): void {
    if (this.alarm !== null) this.alarm.cancelled = true;
    this.alarm = null;
    if (at === null) return;
    const wait = Math.max(0, at - this.world.now());
    this.alarm = this.timers.set(this.world.awake + wait, 'alarm', () => {
      this.alarm = null;
      if (this.world.now() < at) this.setAlarm(at);
      else this.tell((engine) => engine.evaluate('alarm'));
    });
  }

  private ports(): Ports {
    const { world } = this;
    const clock: Clock = {
      now: () => {
        world.unseenStep = duration(0);
        return world.now();
      },
      monotonic: () => world.monotonic(),
      sinceBoot: () => world.monotonic(),
      localZone: () => world.zone,
    };
    const alarm: Alarm = { setOnce: (at) => this.setAlarm(at) };
    const probes: Probes = {
      network: () => world.network(),
      power: () => ({ state: world.source, said: world.source === 'ac' ? 'on mains power' : 'on battery' }),
      idle: () => world.idle(),
      load: () => world.load,
      wifi: () => world.wifi,
      command: (_command, _job, answer) => void this.waiting.push(() => answer(world.command())),
    };
    const machine: Machine = { bootedAt: () => world.bootedAt(), bootId: () => world.bootId() };
    const notifier: Notifier = { show: () => undefined };
    const watchers: Watchers = this.watchers;
    return { clock, alarm, runner: this.runner, probes, watchers, notifier, machine, chance: this.chance };
  }
}
