/**
 * The boundary between the window (or the command line) and the program behind it. Both shells, desktop and headless, and both
 * sides of each, are derived from here; `schemas.ts` has the checks of what comes in. Nothing is imported but types.
 * Instants are milliseconds since 1970 UTC, durations milliseconds.
 */
import type { Fate, FateReason, Outcome, Standing } from '../main/core/fate.ts';
import type { Problem } from '../main/core/problem.ts';
import type { InterpreterOffer, JobEnvironmentView, RunEnvironmentView, SecretsView } from './surroundings.ts';

export type { Problem };
export type * from './surroundings.ts';

/** Every call answers with a value or a problem; it never rejects but for a lost connection. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Problem };

/** A job as it is saved and edited (semantics §2.0); checked by the program, never by the window alone. */
export type JobDocument = Readonly<Record<string, unknown>>;

/** State of a job for grouping (ui.md §4.2), the first that applies. */
export type JobState = 'attention' | 'running' | 'waiting' | 'scheduled' | 'paused' | 'disabled';

/** One past run for the row of the last 20, as short as can be: a list of a thousand jobs carries twenty thousand. */
export type RunMark = readonly [outcome: Outcome | null, milliseconds: number | null, catchUp?: true];

export interface JobRow {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly state: JobState;
  readonly enabled: boolean;
  /** Null: not paused; `until` null: without end. `everything`: by the pause of everything. */
  readonly paused: { readonly until: number | null; readonly everything: boolean } | null;
  /** "Every 5 minutes"; several triggers joined. */
  readonly when: string;
  /** The command as a person would type it. */
  readonly what: string;
  /** Next due moment; `estimated` where it depends on an upstream run. */
  readonly next: { readonly at: number; readonly estimated: boolean } | null;
  readonly lastFate: {
    readonly fate: Fate | Standing;
    readonly reason: FateReason | null;
    readonly due: number;
    readonly outcome: Outcome | null;
    readonly text: string;
  } | null;
  /** The newest run, where a person asked for it after the last due moment, and it has ended; `text`: "Failed, exit code 75". */
  readonly byHand: { readonly started: number; readonly outcome: Outcome; readonly text: string } | null;
  /** Oldest first, at most 20. */
  readonly lastRuns: readonly RunMark[];
  /** The newest of those. */
  readonly lastRun: { readonly run: string; readonly started: number | null; readonly outcome: Outcome | null } | null;
  readonly running: readonly RunningRun[];
  /** The oldest due moment that waits or stands in line; `condition` null: in line, or nothing has been looked at yet. */
  readonly waiting: {
    readonly due: number;
    readonly condition: string | null;
    readonly deadline: number | null;
  } | null;
  /** What is open and wants attention. */
  readonly incident: {
    readonly id: number;
    readonly kind: IncidentView['kind'];
    readonly failures: number;
    readonly opened: number;
  } | null;
  /** What is wrong with a job that could not be read; such a job never runs. */
  readonly problem: Problem | null;
}

export interface RunningRun {
  readonly run: string;
  readonly job: string;
  readonly name: string;
  readonly started: number;
  /** Median of the last 20 durations; null with fewer than 5. */
  readonly usually: number | null;
  readonly attempt: number;
  readonly keptRunning: boolean;
}

export interface RunView {
  readonly run: string;
  readonly job: string;
  readonly cause: 'due' | 'wish' | 'test';
  readonly due: number | null;
  readonly started: number | null;
  readonly ended: number | null;
  readonly outcome: Outcome | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly message: string | null;
  readonly attempts: number;
  readonly catchUp: boolean;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** "Failed with exit code 75 after 1 min 52 s". */
  readonly text: string;
  /** Processor time of all attempts, milliseconds, so far where it still runs; absent where the platform does not tell. */
  readonly cpuMs?: number;
  /** Memory of its processes together now, bytes; only in `readRun` while it runs. */
  readonly memory?: number;
  /** Largest memory of its processes together, bytes, so far where it still runs; absent where the platform does not tell. */
  readonly peakMemory?: number;
}

/** What a run uses now. Null: the platform does not tell. */
export interface RunUsage {
  readonly run: string;
  /** When it was looked. */
  readonly at: number;
  /** Processor time of all its attempts so far, milliseconds. */
  readonly cpuMs: number | null;
  /** Memory of its processes together, bytes. */
  readonly memory: number | null;
  /** The most there was of it, as sampled, bytes. */
  readonly peakMemory: number | null;
  /** How many processes it has. */
  readonly processes: number;
}

/** A due moment, or a span of them, past, present or coming. */
export interface DueView {
  /** Ledger id; null for one that is only coming up. */
  readonly id: number | null;
  readonly job: string;
  readonly trigger: number;
  readonly due: number;
  readonly last: number | null;
  readonly count: number;
  readonly fate: Fate | Standing | 'comingUp';
  readonly reason: FateReason | null;
  readonly run: string | null;
  readonly outcome: Outcome | null;
  /** Dense form: "Caught up 08:11". */
  readonly label: string;
  readonly estimated: boolean;
}

/** The answer to "why?" for one due moment (ui.md §4.4). */
export interface WhyView {
  readonly due: DueView;
  /** One sentence first. */
  readonly sentence: string;
  /** Then the facts, each a name and a value. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** Instants for the small picture, in order; only the steps there are. */
  readonly steps: readonly {
    readonly kind: 'due' | 'asleep' | 'woke' | 'off' | 'on' | 'waited' | 'started' | 'ended' | 'decided';
    readonly at: number;
    readonly text: string;
  }[];
  readonly run: RunView | null;
  readonly canRunAgain: boolean;
}

export interface JobView {
  readonly row: JobRow;
  /** As saved. */
  readonly document: JobDocument;
  readonly revision: number;
  readonly created: number;
  /** The job as two sentences. */
  readonly sentences: readonly string[];
  readonly usually: number | null;
  readonly last30Days: {
    readonly ran: number;
    readonly failed: number;
    readonly caughtUp: number;
    readonly notRun: number;
  };
  readonly upstream: readonly JobLink[];
  readonly downstream: readonly JobLink[];
  readonly incidents: readonly IncidentView[];
}

export interface JobLink {
  readonly job: string;
  readonly name: string;
  /** "10 minutes after each success, if outputs.rows > 0". */
  readonly text: string;
  readonly kind: 'trigger' | 'condition';
  readonly state: 'held' | 'notYet' | 'didNotHold';
}

export interface IncidentView {
  readonly id: number;
  readonly job: string;
  readonly name: string;
  readonly kind: 'failing' | 'missed' | 'stillRunning' | 'gaveUp' | 'overLimit';
  readonly opened: number;
  readonly closed: number | null;
  readonly failures: number;
  readonly run: string | null;
  /** "3 failures in a row, exit code 75". */
  readonly text: string;
  readonly lastLine: string | null;
}

/** What the editor shows beside a schedule while it is typed. */
export interface Explanation {
  /** The trigger as it would be saved. */
  readonly trigger: Readonly<Record<string, unknown>>;
  /** What the text was taken for: cron, phrase, onCalendar, once, interval, an event. */
  readonly takenFor: string;
  readonly sentence: string;
  readonly next: readonly number[];
  /** Those hang on another job's runs, whose ends can only be guessed. */
  readonly estimated?: true;
  readonly previous: readonly number[];
  readonly warnings: readonly Problem[];
  /** What the same text means elsewhere, where it differs. */
  readonly otherDialects: readonly { readonly dialect: string; readonly text: string }[];
}

/** What the editor is told about a draft. */
export interface DraftReport {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly triggers: readonly (Explanation | null)[];
  /** The two sentences of the job, where it can be read. */
  readonly sentences: readonly string[];
  /** Names of the other jobs that it follows or waits for, by id. */
  readonly names: Readonly<Record<string, string>>;
}

export interface MachineBand {
  readonly state: 'awake' | 'asleep' | 'off' | 'notRunning';
  readonly from: number;
  readonly to: number;
}

/** One job's row of the timeline: single marks, or columns where they are dense (ui.md §4.3, §11). */
export type TimelineRow = {
  readonly job: string;
  readonly name: string;
  /** Runs as bars; where moments are drawn singly, also the short ones that late moments lead to. */
  readonly runs: readonly {
    readonly run: string;
    readonly from: number;
    readonly to: number | null;
    readonly outcome: Outcome | null;
    readonly due: number | null;
  }[];
} & (
  | { readonly kind: 'marks'; readonly marks: readonly DueView[] }
  | {
      readonly kind: 'columns';
      /** Width of one column. */
      readonly bin: number;
      readonly columns: readonly TimelineColumn[];
      /**
       * Where columns are so wide (month zoom) that incidents are marked instead of every column with a failure: those that touch what is
       * asked for, oldest first, each at `opened`, going on until `closed` (null: open). Absent: failures are marked.
       */
      readonly incidents?: readonly TimelineIncident[];
    }
);

/** An incident as a dense row of the timeline marks it. */
export type TimelineIncident = Pick<IncidentView, 'id' | 'kind' | 'opened' | 'closed' | 'failures' | 'run'>;

export interface TimelineColumn {
  readonly from: number;
  readonly ran: number;
  readonly failed: number;
  readonly caughtUp: number;
  readonly coalesced: number;
  readonly skipped: number;
  readonly expired: number;
  readonly comingUp: number;
}

/** What the timeline has of one job in a stretch, without its row being made: for filters, order and the height of all rows. */
export interface TimelineJob {
  readonly job: string;
  /** Due moments in it, coming ones too; at its edges counted by whole hours. */
  readonly due: number;
  /** Those of them that did not run on time, or failed. */
  readonly exceptions: number;
  /** Whether a run goes on in it. */
  readonly runs: boolean;
}

export interface TimelineView {
  readonly now: number;
  readonly bands: readonly MachineBand[];
  readonly clockSteps: readonly { readonly from: number; readonly to: number }[];
  /** Changes of the zone's offset in view. */
  readonly zoneChanges: readonly { readonly at: number; readonly text: string }[];
  readonly rows: readonly TimelineRow[];
}

export interface TodayView {
  readonly now: number;
  /** "You were away 8 h 12 min. 3 jobs caught up, 1 expired." */
  readonly sentence: string;
  readonly awakeSince: number | null;
  readonly away: { readonly from: number; readonly to: number; readonly state: 'asleep' | 'off' | 'notRunning' } | null;
  readonly whileAway: readonly DueView[];
  readonly attention: readonly IncidentView[];
  readonly waiting: readonly {
    readonly due: DueView;
    readonly name: string;
    readonly text: string;
    readonly deadline: number | null;
  }[];
  readonly running: readonly (RunningRun & { readonly tail: readonly string[] })[];
  readonly comingUp: readonly {
    readonly due: DueView;
    readonly name: string;
    readonly more: number;
    readonly moreUntil: number | null;
    readonly text: string | null;
    /** What would come of it if the computer were asleep or off then: "would catch up". */
    readonly ifAway: string;
    /** For how long after it catching up is of use, in milliseconds; null: for any time, or it is not caught up at all. */
    readonly within: number | null;
  }[];
  /** Jobs due every 5 minutes or more often, named in one line. */
  readonly often: readonly { readonly job: string; readonly name: string }[];
  readonly ribbon: {
    readonly from: number;
    readonly to: number;
    readonly bands: readonly MachineBand[];
    readonly marks: readonly DueView[];
  };
}

export interface GraphView {
  readonly nodes: readonly {
    readonly job: string;
    readonly name: string;
    readonly state: JobState;
    readonly lastFate: JobRow['lastFate'];
  }[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly text: string;
    readonly kind: 'trigger' | 'condition';
    readonly state: 'held' | 'notYet' | 'didNotHold';
  }[];
}

/** One entry of the inbox: an incident is one entry that changes. */
export interface InboxEntry {
  readonly id: number;
  readonly at: number;
  readonly kind: string;
  readonly job: string | null;
  readonly name: string | null;
  readonly run: string | null;
  readonly title: string;
  readonly body: string;
  readonly read: boolean;
  readonly incident: IncidentView | null;
  readonly steps: readonly { readonly at: number; readonly text: string }[];
}

/** Which stream a piece of output came from; `note` is what Wakeful itself says, such as that a further attempt begins. */
export type OutputStream = 'out' | 'err' | 'note';

/** A stretch of output. Text is decoded with replacement of what is not UTF-8; marks say which stream a piece came from. */
export interface OutputChunk {
  readonly run: string;
  /** Place for the next call. */
  readonly next: number;
  readonly pieces: readonly {
    readonly stream: OutputStream;
    /** Which attempt of the run printed it, from 1. */
    readonly attempt: number;
    readonly at: number;
    readonly text: string;
  }[];
  /** Bytes left out in the middle by the cap; null where nothing is missing. Of the attempt where one was asked for. */
  readonly omitted: number | null;
  /** Bytes printed so far, kept or not. Of the attempt where one was asked for. */
  readonly total: number;
  /** Whether the run, or the attempt that was asked for, has ended and there is no more. */
  readonly end: boolean;
}

/** A line of output in which something was found. */
export interface OutputMatch {
  /** Place of the line in the output: `readOutput` from there begins with it. */
  readonly place: number;
  readonly stream: OutputStream;
  readonly attempt: number;
  readonly at: number;
  /** The line as a terminal shows it, without escape sequences; of a very long one the part around what was found. */
  readonly line: string;
  /** What was found, within `line`. */
  readonly start: number;
  readonly length: number;
}

export interface SequenceView {
  readonly id: string;
  readonly name: string;
  readonly document: Readonly<Record<string, unknown>>;
  readonly when: string | null;
  readonly starts: readonly {
    readonly start: string;
    readonly at: number;
    /** As they were when it was started; `step` names one for cancelling it. */
    readonly steps: readonly (DueView & { readonly step: number })[];
    readonly active: boolean;
  }[];
}

export interface Settings {
  readonly [key: string]: unknown;
}

/** What every page needs. */
export interface AppState {
  readonly version: string;
  readonly platform: string;
  readonly shell: 'desktop' | 'headless';
  readonly zone: string;
  /**
   * BCP 47: whose habits the program writes times and numbers by, for the window to do the same. Null: those of `en-GB`, the computer says
   * none; absent: the program does not say.
   */
  readonly locale?: string | null;
  readonly now: number;
  readonly jobs: number;
  readonly running: readonly RunningRun[];
  readonly paused: { readonly until: number | null } | null;
  readonly openIncidents: number;
  readonly unread: number;
  readonly next: { readonly job: string; readonly name: string; readonly at: number } | null;
  /** Why nothing may be changed: a newer version's file. Null: all may. */
  readonly readOnly: string | null;
  /** Files kept aside, ledger begun anew, jobs that could not be read: told on every page until acted on. */
  readonly problems: readonly (Problem & { readonly id: string })[];
  readonly folders: Readonly<Record<'jobs' | 'settings' | 'ledger' | 'output', string>>;
}

type Nothing = Record<string, never>;

/** Every call: what goes in, what comes out. A call is one line here and one in `schemas.ts`. */
export interface Calls {
  readState: { input: Nothing; output: AppState };
  readToday: { input: Nothing; output: TodayView };
  listJobs: { input: Nothing; output: readonly JobRow[] };
  readJob: { input: { readonly job: string }; output: JobView };
  /** `revision` null: a new job; else the one edited, refused with `changedElsewhere` where it is not the newest. */
  saveJob: {
    input: { readonly id: string | null; readonly document: JobDocument; readonly revision: number | null };
    output: { readonly id: string; readonly revision: number; readonly warnings: readonly Problem[] };
  };
  deleteJob: { input: { readonly job: string }; output: { readonly document: JobDocument } };
  setEnabled: { input: { readonly job: string; readonly enabled: boolean }; output: Nothing };
  checkDraft: {
    input: { readonly id: string | null; readonly document: JobDocument; readonly count: number };
    output: DraftReport;
  };
  /** Reads what is typed in the When box. */
  explainText: {
    input: { readonly text: string; readonly zone: string | null; readonly count: number };
    output: Explanation;
  };
  /** The same due moments said in another way: cron text, a phrase, a calendar event, an interval. Empty where there is none. */
  otherForms: {
    input: { readonly trigger: Readonly<Record<string, unknown>>; readonly zone: string | null };
    output: readonly {
      readonly takenFor: string;
      readonly text: string;
      readonly trigger: Readonly<Record<string, unknown>>;
    }[];
  };
  runNow: { input: { readonly job: string }; output: { readonly run: string } };
  /** Runs what is being edited, unsaved; recorded as a test. */
  testRun: { input: { readonly document: JobDocument }; output: { readonly run: string } };
  runAgain: { input: { readonly job: string; readonly due: number }; output: { readonly run: string } };
  stopRun: { input: { readonly run: string }; output: Nothing };
  /** `job` null: everything. `until` null: without end. */
  pause: { input: { readonly job: string | null; readonly until: number | null }; output: Nothing };
  unpause: { input: { readonly job: string | null }; output: Nothing };
  skipNext: { input: { readonly job: string }; output: { readonly due: number | null } };
  dismiss: { input: { readonly job: string; readonly due: number }; output: Nothing };
  /** Newest first; `comingUp` adds that many coming ones on top. */
  listDue: {
    input: { readonly job: string; readonly before: number | null; readonly limit: number; readonly comingUp: number };
    output: readonly DueView[];
  };
  why: { input: { readonly job: string; readonly at: number }; output: WhyView };
  listRuns: {
    input: { readonly job: string | null; readonly before: number | null; readonly limit: number };
    output: readonly RunView[];
  };
  readRun: { input: { readonly run: string }; output: RunView };
  /** What runs use now; those that do not run are left out. To be asked every two seconds or so, and only while somebody looks. */
  readUsage: { input: { readonly runs: readonly string[] }; output: readonly RunUsage[] };
  /**
   * `from` 0 is the beginning; a negative number of bytes counts from the end. `attempt`: only what that one printed; places stay those of the
   * whole output.
   */
  readOutput: {
    input: {
      readonly run: string;
      readonly from: number;
      readonly limit: number;
      readonly attempt?: number | null;
    };
    output: OutputChunk;
  };
  /** The lines of what is kept that hold a text, oldest first; `more` where there are more than `limit`. `attempt` null: of all. */
  searchOutput: {
    input: {
      readonly run: string;
      readonly text: string;
      readonly matchCase: boolean;
      readonly attempt: number | null;
      readonly limit: number;
    };
    output: { readonly matches: readonly OutputMatch[]; readonly more: boolean };
  };
  /**
   * Makes ready all that is kept of the output, byte for byte. `address`: a path on the window's own origin where it can be had once, within a
   * minute, as a file called `name`. `attempt` null: of all.
   */
  downloadOutput: {
    input: { readonly run: string; readonly attempt: number | null };
    output: { readonly address: string; readonly name: string; readonly size: number };
  };
  timeline: {
    input: {
      readonly jobs: readonly string[] | null;
      readonly from: number;
      readonly to: number;
      readonly width: number;
    };
    output: TimelineView;
  };
  /** Every job, in the order of the list. Rows are asked for with `timeline`, those that are seen. */
  timelineJobs: { input: { readonly from: number; readonly to: number }; output: readonly TimelineJob[] };
  graph: { input: Nothing; output: GraphView };
  listInbox: { input: { readonly before: number | null; readonly limit: number }; output: readonly InboxEntry[] };
  markRead: { input: { readonly ids: readonly number[] }; output: Nothing };
  /** The person has taken note of the absence that ended at `until`: Today tells it no more, in no window. */
  seeAbsence: { input: { readonly until: number }; output: Nothing };
  dismissProblem: { input: { readonly id: string }; output: Nothing };
  listSequences: { input: Nothing; output: readonly SequenceView[] };
  saveSequence: {
    input: { readonly id: string | null; readonly document: Readonly<Record<string, unknown>> };
    output: { readonly id: string };
  };
  deleteSequence: { input: { readonly sequence: string }; output: Nothing };
  startSequence: { input: { readonly sequence: string }; output: { readonly start: string } };
  /** `step` as a start's steps have it; null: all that is left of it. */
  cancelSequence: { input: { readonly start: string; readonly step: number | null }; output: Nothing };
  readSettings: { input: Nothing; output: Settings };
  changeSettings: { input: { readonly changes: Readonly<Record<string, unknown>> }; output: Settings };
  readEnvironment: {
    input: { readonly again: boolean };
    output: {
      readonly at: number | null;
      readonly shell: string;
      readonly variables: Readonly<Record<string, string>>;
      readonly problem: string | null;
    };
  };
  /** What the job would be given now, beside cron's. */
  readJobEnvironment: { input: { readonly job: string }; output: JobEnvironmentView };
  /** What a run was given; `attempt` null: the newest one. */
  readRunEnvironment: {
    input: { readonly run: string; readonly attempt: number | null };
    output: RunEnvironmentView;
  };
  /** The right interpreters for a program in a folder, best first; `cwd` as in a job's document, null: the home. */
  offerInterpreters: {
    input: { readonly cwd: string | null; readonly environment: 'login' | 'minimal' };
    output: readonly InterpreterOffer[];
  };
  listSecrets: { input: Nothing; output: SecretsView };
  /** The value goes in and never comes out again. */
  setSecret: { input: { readonly name: string; readonly value: string }; output: Nothing };
  deleteSecret: { input: { readonly name: string }; output: Nothing };
  /** Sends a test to a webhook, saved or not. `said`: what became of it, plain and short. */
  tryWebhook: {
    input: { readonly webhook: string; readonly webhookSecret: string | null };
    output: { readonly taken: boolean; readonly said: string };
  };
}

export type CallName = keyof Calls;
export type Input<N extends CallName> = Calls[N]['input'];
export type Output<N extends CallName> = Calls[N]['output'];

/** All call names at run time; forgetting one does not compile. */
export const callNames = Object.keys({
  readState: 0,
  readToday: 0,
  listJobs: 0,
  readJob: 0,
  saveJob: 0,
  deleteJob: 0,
  setEnabled: 0,
  checkDraft: 0,
  explainText: 0,
  otherForms: 0,
  runNow: 0,
  testRun: 0,
  runAgain: 0,
  stopRun: 0,
  pause: 0,
  unpause: 0,
  skipNext: 0,
  dismiss: 0,
  listDue: 0,
  why: 0,
  listRuns: 0,
  readRun: 0,
  readUsage: 0,
  readOutput: 0,
  searchOutput: 0,
  downloadOutput: 0,
  timeline: 0,
  timelineJobs: 0,
  graph: 0,
  listInbox: 0,
  markRead: 0,
  seeAbsence: 0,
  dismissProblem: 0,
  listSequences: 0,
  saveSequence: 0,
  deleteSequence: 0,
  startSequence: 0,
  cancelSequence: 0,
  readSettings: 0,
  changeSettings: 0,
  readEnvironment: 0,
  readJobEnvironment: 0,
  readRunEnvironment: 0,
  offerInterpreters: 0,
  listSecrets: 0,
  setSecret: 0,
  deleteSecret: 0,
  tryWebhook: 0,
} satisfies Record<CallName, 0>) as readonly CallName[];

/** What is pushed: only what has changed; the window asks again for what it shows. */
export type Push =
  /** Jobs whose rows, due moments or runs changed; null: all, also their list. */
  | { readonly kind: 'jobs'; readonly jobs: readonly string[] | null }
  /** More output of a run that somebody reads. */
  | { readonly kind: 'output'; readonly run: string; readonly size: number; readonly end: boolean }
  | { readonly kind: 'machine' }
  | { readonly kind: 'inbox' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'state' }
  /** Show this place of the window: a notification was clicked, the tray asked. `path` as in ui.md §2. */
  | { readonly kind: 'show'; readonly path: string };

/** The program as the window sees it: one named method per call, and the pushes. */
export type Api = { readonly [N in CallName]: (input: Input<N>) => Promise<Answer<Output<N>>> } & {
  /** Returns the end of the subscription. */
  onPush(listener: (push: Push) => void): () => void;
};

/** Names of the two channels between window and desktop main process. */
export const channels = { call: 'wakeful:call', push: 'wakeful:push' } as const;
