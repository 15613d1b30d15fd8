import { describe, expect, it } from 'vitest';
import { callNames, type CallName } from './contract.ts';
import { schemas } from './schemas.ts';

/** For every call a payload that is taken and some that are not. A call without a line does not compile. */
const table = {
  readState: { taken: {}, refused: [{ a: 1 }, null, 'x', []] },
  readToday: { taken: {}, refused: [{ job: 'a' }] },
  listJobs: { taken: {}, refused: [undefined] },
  readJob: {
    taken: { job: 'a' },
    refused: [{}, { job: '' }, { job: 7 }, { job: 'a', more: 1 }, { job: 'a'.repeat(201) }],
  },
  saveJob: {
    taken: { id: null, document: { name: 'A' }, revision: null },
    refused: [{ id: null, document: [], revision: null }, { id: null, document: 'A', revision: 0 }, { document: {} }],
  },
  deleteJob: { taken: { job: 'a' }, refused: [{ job: null }] },
  setEnabled: { taken: { job: 'a', enabled: false }, refused: [{ job: 'a', enabled: 'no' }] },
  checkDraft: { taken: { id: 'a', document: {}, count: 5 }, refused: [{ id: 'a', document: {}, count: 101 }] },
  explainText: {
    taken: { text: '5 * * * *', zone: null, count: 5 },
    refused: [
      { text: 'x'.repeat(10_001), zone: null, count: 5 },
      { text: '', zone: null, count: -1 },
    ],
  },
  otherForms: {
    taken: { trigger: { type: 'cron', expression: '0 9 * * *' }, zone: null },
    refused: [{}, { trigger: 'x', zone: null }],
  },
  runNow: { taken: { job: 'a' }, refused: [{}] },
  testRun: { taken: { document: {} }, refused: [{ document: null }] },
  runAgain: {
    taken: { job: 'a', due: 1 },
    refused: [
      { job: 'a', due: 1.5 },
      { job: 'a', due: Number.NaN },
    ],
  },
  stopRun: { taken: { run: 'r' }, refused: [{ run: ['r'] }] },
  pause: { taken: { job: null, until: null }, refused: [{ job: null }, { job: null, until: Infinity }] },
  unpause: { taken: { job: 'a' }, refused: [{}] },
  skipNext: { taken: { job: 'a' }, refused: [{ job: undefined }] },
  dismiss: { taken: { job: 'a', due: 5 }, refused: [{ job: 'a', due: '5' }] },
  listDue: {
    taken: { job: 'a', before: null, limit: 50, comingUp: 5 },
    refused: [
      { job: 'a', before: null, limit: 1001, comingUp: 5 },
      { job: 'a', before: null, limit: 5, comingUp: 201 },
    ],
  },
  why: { taken: { job: 'a', at: 0 }, refused: [{ job: 'a', at: 9e15 }] },
  listRuns: { taken: { job: null, before: null, limit: 20 }, refused: [{ job: null, before: null, limit: 0.5 }] },
  readRun: { taken: { run: 'r' }, refused: [{ run: '' }] },
  readUsage: { taken: { runs: ['r'] }, refused: [{}, { runs: [''] }, { runs: 'r' }] },
  readOutput: {
    taken: { run: 'r', from: -100, limit: 10, attempt: 2 },
    refused: [
      { run: 'r', from: 0, limit: 0 },
      { run: 'r', from: 0, limit: 1, attempt: 0 },
    ],
  },
  searchOutput: {
    taken: { run: 'r', text: 'error', matchCase: false, attempt: null, limit: 100 },
    refused: [
      { run: 'r', text: '', matchCase: false, attempt: null, limit: 100 },
      { run: 'r', text: 'error', matchCase: false, attempt: null, limit: 10_001 },
    ],
  },
  downloadOutput: { taken: { run: 'r', attempt: null }, refused: [{ run: 'r' }, { run: 'r', attempt: 0.5 }] },
  timeline: {
    taken: { jobs: null, from: 0, to: 1, width: 800.5 },
    refused: [
      { jobs: null, from: 0, to: 1, width: 0 },
      { jobs: 'a', from: 0, to: 1, width: 5 },
    ],
  },
  timelineJobs: {
    taken: { from: 0, to: 1 },
    refused: [{ from: 0 }, { from: 0, to: 1.5 }, { from: 0, to: 1, jobs: null }],
  },
  graph: { taken: {}, refused: [1] },
  listInbox: { taken: { before: null, limit: 5 }, refused: [{ before: null, limit: -5 }] },
  markRead: { taken: { ids: [1, 2] }, refused: [{ ids: ['1'] }, { ids: 1 }] },
  seeAbsence: { taken: { until: 1000 }, refused: [{}, { until: 'now' }] },
  dismissProblem: { taken: { id: 'x' }, refused: [{ id: 1 }] },
  listSequences: { taken: {}, refused: [{ x: 1 }] },
  saveSequence: { taken: { id: null, document: {} }, refused: [{ id: 3, document: {} }] },
  deleteSequence: { taken: { sequence: 's' }, refused: [{}] },
  startSequence: { taken: { sequence: 's' }, refused: [{ sequence: null }] },
  cancelSequence: { taken: { start: 's', step: null }, refused: [{ start: 's', step: -1 }] },
  readSettings: { taken: {}, refused: [{ a: 1 }] },
  changeSettings: { taken: { changes: { theme: 'dark' } }, refused: [{ changes: [1] }] },
  readEnvironment: { taken: { again: true }, refused: [{ again: 1 }] },
  readJobEnvironment: { taken: { job: 'a' }, refused: [{}, { job: '' }] },
  readRunEnvironment: { taken: { run: 'r', attempt: null }, refused: [{ run: 'r', attempt: 0 }] },
  offerInterpreters: {
    taken: { cwd: null, environment: 'login' },
    refused: [{ cwd: null }, { cwd: 1, environment: 'login' }, { cwd: null, environment: 'cron' }],
  },
  listSecrets: { taken: {}, refused: [{ x: 1 }] },
  setSecret: { taken: { name: 'A', value: 'x' }, refused: [{ name: 'A' }, { name: 'A', value: 1 }] },
  tryWebhook: {
    taken: { webhook: 'https://example.org/x', webhookSecret: null },
    refused: [{ webhook: 'file:///etc/passwd', webhookSecret: null }, { webhook: 'https://example.org' }],
  },
  deleteSecret: { taken: { name: 'A' }, refused: [{}] },
} satisfies Record<CallName, { taken: unknown; refused: readonly unknown[] }>;

describe('the check of what comes in', () => {
  it.each(callNames.map((call) => [call] as const))('takes a right payload of %s and refuses wrong ones', (call) => {
    const { taken, refused } = table[call];
    expect(schemas[call].safeParse(taken).success).toBe(true);
    for (const wrong of refused) expect(schemas[call].safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
  });

  it('has a schema for every call and none beside', () => {
    expect(Object.keys(schemas).sort()).toEqual([...callNames].sort());
  });
});
