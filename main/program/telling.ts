import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import type { Letter } from '../adapters/outgoing/letter.ts';
import type { LaneTrouble, Outbox } from '../adapters/outgoing/outbox.ts';
import { post, type Posted } from '../adapters/outgoing/post.ts';
import type { Settings } from '../core/documents/settings.ts';
import { isFailure } from '../core/fate.ts';
import type { Problem } from '../core/problem.ts';
import { quietUntil } from '../core/rules/quietHours.ts';
import { instant, type Instant } from '../core/time/instant.ts';
import { formatInstant } from '../core/time/iso.ts';
import { runText } from '../core/words/runText.ts';
import { naming, type TimeContext } from '../core/words/times.ts';
import type { Incident, Ledger, Notice, RunEntry } from '../engine/ledger.ts';
import type { EngineChange, Scheduler } from '../engine/scheduler.ts';
import { VERSION } from './version.ts';

/** How long a notification is tried, and a ping, which soon says nothing any more. Milliseconds. */
const NOTICE_MS = 3 * 86_400_000;
const PING_MS = 3_600_000;
/** Of a run's output a failed run's ping has its end: lines and characters. */
const TAIL_LINES = 40;
const TAIL_LENGTH = 8000;
/** Notices looked at after a start for those that a crash kept from being handed over. */
const LOOKED_AT = 100;

const AGENT = { 'user-agent': `Wakeful/${VERSION}` };
const WEBHOOK = 'webhook';
const pingLane = (job: string): string => `ping/${job}`;

/** What telling works with. */
export interface TellingSources {
  readonly outbox: Outbox;
  readonly ledger: Ledger;
  readonly scheduler: () => Scheduler;
  readonly settings: () => Settings;
  readonly context: () => TimeContext;
  /** The last lines of a run's output, secrets masked. */
  readonly tail: (run: string, lines: number) => readonly string[];
}

/** Tells other programs (semantics §7, Notifications): notices to the webhook of the settings, starts and ends of runs to the pings of jobs. */
export class Telling {
  readonly #sources: TellingSources;
  readonly #begun = new Set<string>();

  constructor(sources: TellingSources) {
    this.#sources = sources;
  }

  /** Runs of which nobody needs to hear that they start: they did before this Wakeful. */
  knows(runs: readonly RunEntry[]): void {
    for (const { run, started } of runs) if (started !== null) this.#begun.add(run);
  }

  /** Sends a notification that only says that notifications arrive; what became of it. */
  async tryWebhook(
    webhook: string,
    secret: string | null,
    bearer: (secret: string) => string,
  ): Promise<{ readonly taken: boolean; readonly said: string }> {
    const { context } = this.#sources;
    const notice: Notice = {
      ...{ id: 0, at: context().now, kind: 'summary', job: null, run: null, incident: null, read: true },
      ...{ title: 'Notifications of Wakeful arrive here', body: 'This one is a test.' },
    };
    const body = JSON.stringify({ ...this.#document(notice), event: 'test' });
    let headers: Readonly<Record<string, string>>;
    try {
      headers = { ...AGENT, ...(secret === null ? {} : { authorization: `Bearer ${bearer(secret)}` }) };
    } catch (error) {
      return { taken: false, said: error instanceof Error ? error.message : String(error) };
    }
    const result = await post({ url: webhook, body, contentType: 'application/json', headers });
    return result.kind === 'taken' ? { taken: true, said: 'It was taken.' } : { taken: false, said: result.said };
  }

  /** After the engine has started: what a crash kept back is handed over now. */
  start(): void {
    const { scheduler, outbox, ledger, settings, context } = this.#sources;
    const { now, zone } = context();
    const newest = ledger.notices({ limit: LOOKED_AT });
    const open = new Set(
      scheduler()
        .openIncidents()
        .map(({ id }) => id),
    );
    const { seen } = outbox;
    // What quiet hours hold back comes with their summary.
    if (seen !== null && quietUntil(settings().quietHours, now, zone) === null) {
      for (const notice of [...newest].reverse()) {
        if (notice.id > seen && notice.incident !== null && open.has(notice.incident)) this.notice(notice);
      }
    }
    outbox.saw(newest[0]?.id ?? 0);
    outbox.start();
  }

  /** Something is told to the person now; the webhook hears of it too. */
  notice(notice: Notice): void {
    const { outbox, settings, context } = this.#sources;
    outbox.saw(notice.id);
    if (settings().notify.webhook === null) return;
    const body = JSON.stringify(this.#document(notice));
    const until = context().now + NOTICE_MS;
    outbox.put(
      { id: String(notice.id), lane: WEBHOOK, suffix: '', query: {}, body, contentType: 'application/json', until },
      true,
    );
  }

  /** Runs that started or ended, for the jobs that have a ping. */
  changed({ runs }: EngineChange): void {
    for (const run of runs) {
      const entry = this.#sources.ledger.run(run);
      if (entry === null || entry.started === null || entry.cause === 'test') continue;
      if ((this.#sources.scheduler().job(entry.job)?.job.notify.ping ?? null) === null) continue;
      if (entry.outcome === null) {
        if (this.#begun.has(run)) continue;
        this.#begun.add(run);
        this.#ping(entry, '/start', '');
      } else {
        this.#begun.delete(run);
        this.#ping(entry, pingOf(entry), this.#report(entry));
      }
    }
  }

  /** What does not get through, for the list of problems. */
  problems(): readonly Problem[] {
    return this.#sources.outbox.troubles().map((trouble) => this.#problem(trouble));
  }

  /** Where a letter goes now. `bearer`: the value of a secret. */
  static addressOf(
    { lane, id }: Letter,
    settings: Settings,
    pingOfJob: (job: string) => string | null,
    bearer: (secret: string) => string,
  ): Omit<Posted, 'body' | 'contentType'> | null {
    if (lane !== WEBHOOK) {
      const url = pingOfJob(lane.slice(pingLane('').length));
      return url === null ? null : { url, headers: AGENT };
    }
    const { webhook, webhookSecret } = settings.notify;
    if (webhook === null) return null;
    const authorization = webhookSecret === null ? {} : { authorization: `Bearer ${bearer(webhookSecret)}` };
    return { url: webhook, headers: { ...AGENT, 'wakeful-delivery': id, ...authorization } };
  }

  #ping(entry: RunEntry, suffix: string, body: string): void {
    const { outbox, context } = this.#sources;
    const rid = runUuid(entry);
    outbox.put(
      {
        id: `${entry.run}${suffix}`,
        lane: pingLane(entry.job),
        suffix,
        query: { rid },
        body,
        contentType: 'text/plain; charset=utf-8',
        until: context().now + PING_MS,
      },
      false,
    );
  }

  #report(entry: RunEntry): string {
    const sentence = runText(entry, this.#sources.context());
    if (entry.outcome === null || !isFailure(entry.outcome)) return `${sentence}\n`;
    const tail = this.#sources.tail(entry.run, TAIL_LINES).join('\n').slice(-TAIL_LENGTH);
    return `${sentence}\n${entry.message === null ? '' : `${entry.message}\n`}\n${tail}\n`;
  }

  /** docs/notifications.md describes it. */
  #document({ id, at, kind, title, body, job, run, incident }: Notice): Readonly<Record<string, unknown>> {
    const { ledger, scheduler } = this.#sources;
    const entry = run === null ? null : ledger.run(run);
    const about = incident === null ? null : this.#incident(incident, job);
    return {
      version: 1,
      id,
      event: kind,
      at: formatInstant(at),
      title,
      body,
      computer: hostname(),
      job: job === null ? null : { id: job, name: scheduler().job(job)?.job.name ?? job },
      run:
        entry === null
          ? null
          : {
              id: entry.run,
              cause: entry.cause,
              due: orNull(entry.due),
              started: orNull(entry.started),
              ended: orNull(entry.ended),
              outcome: entry.outcome,
              exitCode: entry.exitCode,
              attempts: entry.attempts,
            },
      incident:
        about === null
          ? null
          : {
              id: about.id,
              kind: about.kind,
              opened: formatInstant(about.opened),
              closed: orNull(about.closed),
              failures: about.failures,
            },
    };
  }

  #incident(id: number, job: string | null): Incident | null {
    const { ledger, scheduler } = this.#sources;
    const open = scheduler()
      .openIncidents()
      .find((one) => one.id === id);
    return (
      open ?? ledger.incidents({ limit: 20, ...(job === null ? {} : { job }) }).find((one) => one.id === id) ?? null
    );
  }

  #problem({ lane, since, said, lost }: LaneTrouble): Problem {
    const { settings, scheduler, context } = this.#sources;
    const job = lane === WEBHOOK ? null : scheduler().job(lane.slice(pingLane('').length));
    const what =
      lane === WEBHOOK
        ? `The webhook${hostOf(settings().notify.webhook)} takes no notifications`
        : `The ping of ${job?.job.name ?? lane}${hostOf(job?.job.notify.ping ?? null)} does not get through`;
    const when = since === 0 ? '' : ` since ${naming(instant(since), context()).bare(instant(since))}`;
    const gone =
      lost === 0 ? ' It is tried again; nothing waits for it.' : ' Some were given up; the inbox has everything.';
    return { code: lane === WEBHOOK ? 'webhookFailing' : 'pingFailing', message: `${what}${when}: ${said}.${gone}` };
  }
}

const orNull = (at: Instant | null): string | null => (at === null ? null : formatInstant(at));

/** Of an address only the host is shown: its path may be all that protects it. */
function hostOf(url: string | null): string {
  try {
    return url === null ? '' : ` at ${new URL(url).host}`;
  } catch {
    // Not readable: the message says what is wrong with it.
    return '';
  }
}

/** What Healthchecks understands: nothing for success, the exit code or `fail`, `log` for what says nothing about the job. */
export function pingOf({ outcome, exitCode }: Pick<RunEntry, 'outcome' | 'exitCode'>): string {
  if (outcome === 'succeeded') return '';
  if (outcome === 'stopped') return '/log';
  return outcome === 'failed' && exitCode !== null && exitCode > 0 && exitCode < 256 ? `/${String(exitCode)}` : '/fail';
}

/** A UUID of the run, by which a receiver tells which end belongs to which start. */
function runUuid({ run, job, started }: RunEntry): string {
  const hex = createHash('sha256')
    .update(`${hostname()}\0${job}\0${run}\0${String(started)}`)
    .digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
