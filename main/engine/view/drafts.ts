import type { DraftReport, Explanation, Input, JobDocument, Output } from '../../../preload/contract.ts';
import type { Answer } from '../../../preload/contract.ts';
import type { StoredJob } from '../../core/job.ts';
import { type Zone, zoneOf } from '../../core/time/zone.ts';
import { type ExplainContext, type Explanation as Explained, explain } from '../../core/triggers/explain.ts';
import { otherForms } from '../../core/triggers/otherForms.ts';
import { stableDraw } from '../../core/triggers/stableDraw.ts';
import { jobSentences, whenText } from '../../core/words/jobText.ts';
import { readTriggerDocument } from '../../core/when.ts';
import { answerOf } from './answers.ts';
import { comingAfter } from './coming.ts';
import type { SecretsAccess } from './deps.ts';
import type { JobHistory } from './jobHistory.ts';
import { lackingSecrets } from './lackingSecrets.ts';
import { localZone, nameOf, type Reading } from './reading.ts';
import { inspectDraft, type SavingContext } from './saving.ts';

/** What saving and checking look at beside the document. `draw` is stable: nothing of a preview is drawn by chance. */
export function savingContext(reading: Reading, draw: (part: string) => number = stableDraw): SavingContext {
  return {
    now: reading.clock.now(),
    zone: localZone(reading),
    draw,
    all: reading.scheduler.jobs(),
    reserved: reading.unreadable().flatMap(({ id }) => (id === null ? [] : [id])),
  };
}

/** What the editor is told of a draft: everything that is wrong or surprising, and each trigger explained (ui.md §4.5). */
export function draftReport(
  { id, document, count }: Input<'checkDraft'>,
  history: JobHistory,
  reading: Reading,
  secrets: SecretsAccess,
): DraftReport {
  const { job, errors, warnings } = inspectDraft(id, document, savingContext(reading));
  const before = id === null ? null : reading.scheduler.job(id);
  const triggers: unknown = document['triggers'];
  const zone = zoneOfDraft(document['zone'], reading);
  return {
    problems: errors,
    warnings: job === null ? warnings : [...warnings, ...lackingSecrets(job, secrets)],
    triggers: Array.isArray(triggers)
      ? triggers.map((trigger: unknown, index) => {
          const read = explain(trigger, explainContext(zone, count, reading, before, index));
          return read.ok ? following(explanationView(read.value), zone, count, history, reading) : null;
        })
      : [],
    sentences: job === null ? [] : jobSentences(job, nameOf(reading), localZone(reading)),
    names: namesIn(document, reading),
  };
}

/** Of a draft that may be half written: whatever job its triggers and conditions name, as far as there is one. */
function namesIn(document: JobDocument, { scheduler }: Reading): Record<string, string> {
  const parts: readonly unknown[] = [document['triggers'], document['conditions']].flat();
  const names = parts.flatMap((part): [string, string][] => {
    const id: unknown = typeof part === 'object' && part !== null && 'job' in part ? part.job : null;
    const found = typeof id === 'string' ? scheduler.job(id) : null;
    return found === null ? [] : [[found.job.id, found.job.name]];
  });
  return Object.fromEntries(names);
}

/** Of a trigger that follows another job: with that job's name, and with what is to come of it as far as it can be guessed. */
function following(
  explained: Explanation,
  zone: Zone,
  count: number,
  history: JobHistory,
  reading: Reading,
): Explanation {
  const now = reading.clock.now();
  const read = readTriggerDocument(explained.trigger, { now, zone, draw: stableDraw });
  if (!read.ok || read.value.trigger.type !== 'after') return explained;
  const { trigger } = read.value;
  const next = comingAfter(trigger, 0, now, count, reading, history.usually).map(({ at }) => at);
  return { ...explained, sentence: whenText([trigger], nameOf(reading), zone), next, estimated: true };
}

/** Reads what is typed in the When box, or behind `wakeful explain`. */
export function explainText(
  { text, zone, count }: Input<'explainText'>,
  reading: Reading,
): Answer<Output<'explainText'>> {
  const local = localZone(reading);
  const named = zone === null || zone === 'local' ? null : zoneOf(zone);
  if (named !== null && !named.ok) return { ok: false, error: { ...named.error, field: 'zone' } };
  return answerOf(explain(text, explainContext(named?.value ?? local, count, reading, null, 0)), explanationView);
}

/** The same due moments said in another way, for the menu at "saved as" (ui.md §4.5); none for a trigger that cannot be read. */
export function formsOf({ trigger, zone }: Input<'otherForms'>, reading: Reading): Output<'otherForms'> {
  const now = reading.clock.now();
  const inForce = zoneOfDraft(trigger['zone'] ?? zone, reading);
  const read = readTriggerDocument(trigger, { now, zone: inForce, draw: stableDraw });
  if (!read.ok) return [];
  const context = { zone: inForce, seed: '', created: now, enabled: now, periodFrom: null };
  return otherForms(read.value.trigger, context, now);
}

function explainContext(
  zone: Zone,
  count: number,
  reading: Reading,
  before: StoredJob | null,
  index: number,
): ExplainContext {
  const now = reading.clock.now();
  return {
    zone,
    local: localZone(reading),
    now,
    count,
    ...(before === null
      ? {}
      : { created: before.created, enabled: before.enabledAt, seed: `${before.job.id}/${String(index)}` }),
  };
}

function zoneOfDraft(zone: unknown, reading: Reading): Zone {
  const named = typeof zone === 'string' && zone !== 'local' ? zoneOf(zone) : null;
  return named?.ok === true ? named.value : localZone(reading);
}

function explanationView(explained: Explained): Explanation {
  const { trigger, takenFor, sentence, next, previous, warnings, otherDialects } = explained;
  return { trigger, takenFor, sentence, next, previous, warnings, otherDialects };
}

/** Whether what was saved since is another than what an edit began with. */
export const changedElsewhere = (revision: number | null, before: StoredJob | null): boolean =>
  before !== null && revision !== before.revision;
