import { Findings, within } from '../../core/documents/findings.ts';
import { keptDocument } from '../../core/documents/keptDocument.ts';
import { inspectJob } from '../../core/documents/readJob.ts';
import { isObject, Reader } from '../../core/documents/reader.ts';
import { slugOf } from '../../core/documents/slug.ts';
import type { Job, StoredJob } from '../../core/job.ts';
import type { Problem } from '../../core/problem.ts';
import { checkUpstreams } from '../../core/rules/upstreamGraph.ts';
import { readSequence, type Sequence } from '../../core/sequence.ts';
import { duration, type Duration, type Instant } from '../../core/time/instant.ts';
import type { Zone } from '../../core/time/zone.ts';
import { stableDraw } from '../../core/triggers/stableDraw.ts';
import type { EngineSettings, QuitRule } from '../ports.ts';

/** What `jobs.json` says (semantics §9). */
export interface JobsFile {
  readonly jobs: readonly StoredJob[];
  readonly sequences: readonly Sequence[];
  readonly settings: EngineSettings & { readonly onQuit: QuitRule };
}

/** History is kept whole in a simulation: its output is all of it. */
const FOREVER = duration(1_000_000 * 86_400_000);
const NETWORK_GRACE = duration(30_000);

const EXAMPLE = '{"jobs":[{"name":"Backup","run":{"command":["backup"]}}]}';

function readSettings(file: Reader, findings: Findings): JobsFile['settings'] {
  const settings: { atOnce: number; grace: Duration; onQuit: QuitRule } = {
    atOnce: 2,
    grace: NETWORK_GRACE,
    onQuit: 'stop',
  };
  if (file.has('settings')) {
    const known = ['catchUpAtOnce', 'networkGrace', 'onQuit'];
    const example = '{"catchUpAtOnce":2,"networkGrace":"PT30S"}';
    const reader = Reader.of(file.raw('settings'), 'settings', known, findings, example);
    if (reader !== null) {
      settings.atOnce = reader.wholeNumber('catchUpAtOnce', { least: 1, most: 1000, or: 2 });
      settings.grace = reader.duration('networkGrace', NETWORK_GRACE, true);
      settings.onQuit = reader.word('onQuit', ['stop', 'finish', 'leave'], 'stop');
    }
  }
  return {
    catchUpAtOnce: settings.atOnce,
    networkGrace: settings.grace,
    onQuit: settings.onQuit,
    keepHistory: FOREVER,
    quietHours: null,
  };
}

/** Documents with an id each: made from the name where there is none, and unique. */
function withIds(documents: readonly unknown[]): readonly unknown[] {
  const taken = new Set<string>();
  for (const document of documents) {
    if (isObject(document) && typeof document['id'] === 'string') taken.add(document['id']);
  }
  return documents.map((document) => {
    if (!isObject(document) || document['id'] !== undefined || typeof document['name'] !== 'string') return document;
    const id = slugOf(document['name'], taken);
    taken.add(id);
    return { id, ...document };
  });
}

function readJobs(file: Reader, start: Instant, zone: Zone, findings: Findings): readonly StoredJob[] {
  const stored: StoredJob[] = [];
  const places = new Map<string, string>();
  withIds(file.list('jobs', [], EXAMPLE, 100_000)).forEach((document, index) => {
    const path = `jobs[${index}]`;
    let part = 0;
    const draw = (text: string): number => stableDraw(`${path} ${String((part += 1))} ${text}`);
    const { job, errors } = inspectJob(document, { now: start, zone, draw });
    findings.errors.push(...errors.map((problem) => within(path, problem)));
    if (job === null) return;
    const before = places.get(job.id.toLowerCase());
    if (before !== undefined)
      findings.error('duplicateId', `${path}.id`, `"${job.id}" is the id of ${before} already.`);
    places.set(job.id.toLowerCase(), path);
    stored.push({ document: keptDocument(document, job), job, created: start, enabledAt: start, revision: 1 });
  });
  const all: readonly Job[] = stored.map(({ job }) => job);
  for (const job of all) {
    const place = places.get(job.id.toLowerCase()) ?? 'jobs';
    findings.errors.push(...checkUpstreams(job, all).map((problem) => within(place, problem)));
  }
  return stored;
}

/**
 * Reads `jobs.json` as if everything in it were saved at `start`: every field is checked, ids are made where they are missing, what is
 * drawn at random is drawn stably from the text. All problems, or the file.
 */
export function readJobsFile(
  json: unknown,
  start: Instant,
  zone: Zone,
): { readonly ok: true; readonly value: JobsFile } | { readonly ok: false; readonly errors: readonly Problem[] } {
  const findings = new Findings();
  const file = Reader.of(json, '', ['jobs', 'sequences', 'settings'], findings, EXAMPLE);
  if (file === null) return { ok: false, errors: findings.errors };
  if (!file.has('jobs')) file.wrong('jobs', 'missingKey', `"jobs" is missing, as in ${EXAMPLE}.`);
  const jobs = readJobs(file, start, zone, findings);
  const sequences = file
    .list('sequences', [], '[{"id":"evening","name":"Evening","steps":[]}]', 10_000)
    .flatMap((document, index) => {
      const path = `sequences[${index}]`;
      const read = readSequence(document, {
        now: start,
        zone,
        draw: (text) => stableDraw(`${path} ${text}`),
        jobs: jobs.map(({ job }) => job.id),
      });
      if (read.ok) return [read.value];
      findings.errors.push(within(path, read.error));
      return [];
    });
  const settings = readSettings(file, findings);
  if (findings.errors.length > 0) return { ok: false, errors: findings.errors };
  return { ok: true, value: { jobs, sequences, settings } };
}
