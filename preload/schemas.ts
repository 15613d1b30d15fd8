/**
 * The check of what comes in with every call of the contract. Both shells use it, whoever the caller: the window, the command line,
 * or anything else that knows the token (style: parse, don't trust). What a job's document contains is checked by the rules
 * of jobs (`readJob`), which name the field.
 */
import { z } from 'zod';
import type { CallName, Input } from './contract.ts';

const nothing = z.strictObject({});

/** Name of a job, run, sequence or start: short, and nothing that could leave a folder. */
const name = z.string().min(1).max(200);

/** Milliseconds since 1970, within what a date can say. */
const moment = z.int().min(-8.64e15).max(8.64e15);

/** How many of something are asked for at once. */
const count = z.int().min(0).max(1000);

/** Which attempt of a run; null: all of them, or the newest, as the call says. */
const attempt = z.int().min(1).nullable();

/** A JSON object: a job, a sequence. Its fields are checked where they are read. */
const document = z.record(z.string(), z.unknown());

/** One schema per call; forgetting one, or one that lets through what the call does not take, does not compile. */
export const schemas = {
  readState: nothing,
  readToday: nothing,
  listJobs: nothing,
  readJob: z.strictObject({ job: name }),
  saveJob: z.strictObject({ id: name.nullable(), document, revision: z.int().min(0).nullable() }),
  deleteJob: z.strictObject({ job: name }),
  setEnabled: z.strictObject({ job: name, enabled: z.boolean() }),
  checkDraft: z.strictObject({ id: name.nullable(), document, count: count.max(100) }),
  explainText: z.strictObject({
    text: z.string().max(10_000),
    zone: z.string().max(100).nullable(),
    count: count.max(100),
  }),
  otherForms: z.strictObject({ trigger: document, zone: z.string().max(100).nullable() }),
  runNow: z.strictObject({ job: name }),
  testRun: z.strictObject({ document }),
  runAgain: z.strictObject({ job: name, due: moment }),
  stopRun: z.strictObject({ run: name }),
  pause: z.strictObject({ job: name.nullable(), until: moment.nullable() }),
  unpause: z.strictObject({ job: name.nullable() }),
  skipNext: z.strictObject({ job: name }),
  dismiss: z.strictObject({ job: name, due: moment }),
  listDue: z.strictObject({ job: name, before: moment.nullable(), limit: count, comingUp: count.max(200) }),
  why: z.strictObject({ job: name, at: moment }),
  listRuns: z.strictObject({ job: name.nullable(), before: moment.nullable(), limit: count }),
  readRun: z.strictObject({ run: name }),
  readUsage: z.strictObject({ runs: z.array(name).max(200) }),
  readOutput: z.strictObject({
    run: name,
    from: z.int(),
    limit: z
      .int()
      .min(1)
      .max(16 * 1024 * 1024),
    attempt: attempt.exactOptional(),
  }),
  searchOutput: z.strictObject({
    run: name,
    text: z.string().min(1).max(1000),
    matchCase: z.boolean(),
    attempt,
    limit: z.int().min(1).max(10_000),
  }),
  downloadOutput: z.strictObject({ run: name, attempt }),
  timeline: z.strictObject({
    jobs: z.array(name).max(2000).nullable(),
    from: moment,
    to: moment,
    width: z.number().min(1).max(20_000),
  }),
  timelineJobs: z.strictObject({ from: moment, to: moment }),
  graph: nothing,
  listInbox: z.strictObject({ before: moment.nullable(), limit: count }),
  markRead: z.strictObject({ ids: z.array(z.int().min(0)).max(10_000) }),
  seeAbsence: z.strictObject({ until: moment }),
  dismissProblem: z.strictObject({ id: name }),
  listSequences: nothing,
  saveSequence: z.strictObject({ id: name.nullable(), document }),
  deleteSequence: z.strictObject({ sequence: name }),
  startSequence: z.strictObject({ sequence: name }),
  cancelSequence: z.strictObject({ start: name, step: z.int().min(0).nullable() }),
  readSettings: nothing,
  changeSettings: z.strictObject({ changes: document }),
  readEnvironment: z.strictObject({ again: z.boolean() }),
  readJobEnvironment: z.strictObject({ job: name }),
  readRunEnvironment: z.strictObject({ run: name, attempt }),
  offerInterpreters: z.strictObject({
    cwd: z.string().max(4096).nullable(),
    environment: z.enum(['login', 'minimal']),
  }),
  listSecrets: nothing,
  // What a name and a value may be is said by the store, in plain words.
  setSecret: z.strictObject({ name: z.string().max(1000), value: z.string().max(10_000_000) }),
  deleteSecret: z.strictObject({ name: z.string().max(1000) }),
  tryWebhook: z.strictObject({
    webhook: z
      .string()
      .max(2000)
      .regex(/^https?:\/\//i),
    webhookSecret: name.nullable(),
  }),
} satisfies { readonly [N in CallName]: z.ZodType<Input<N>> };
