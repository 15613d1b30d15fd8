import type { JobDocument } from '../../../preload/contract.ts';
import { lengthText } from '../../time/lengths.ts';
import { texts } from '../../texts/texts.ts';
import { fieldOf } from './draft.ts';

type Json = Readonly<Record<string, unknown>>;

const words = texts.editor.sentences;
const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);
const text = (value: unknown, or: string): string => (typeof value === 'string' ? value : or);

/** Parts that each begin a row, as one: "Try again once, notify on the first failure". */
const oneSentence = (parts: readonly string[]): string =>
  parts.map((part, index) => (index === 0 ? part : part.charAt(0).toLowerCase() + part.slice(1))).join(', ');

/** What happens to missed due moments, in the closed row. */
export function awaySentence(document: JobDocument): string {
  const runs = text(fieldOf(document, ['catchUp', 'runs']), 'latest');
  const within = fieldOf(document, ['catchUp', 'within']);
  const base = runs === 'none' ? words.away.none : runs === 'all' ? words.away.all : words.away.once;
  return runs === 'none' || within === undefined || within === null ? base : words.within(base, lengthText(within));
}

/** What is waited for, in the closed row. Other jobs have a row of their own. */
export function conditionsSentence(document: JobDocument): string {
  const parts = list(document['conditions']).flatMap((condition) => {
    if (condition['network'] !== undefined) return [words.conditions.network];
    if (condition['power'] === 'battery') return [words.conditions.battery];
    if (condition['power'] !== undefined) return [words.conditions.ac];
    if (condition['idle'] !== undefined) return [words.conditions.idle(lengthText(condition['idle']))];
    if (condition['load'] !== undefined) return [words.conditions.load];
    if (condition['command'] !== undefined) return [words.conditions.command];
    if (condition['wifi'] !== undefined) return [words.conditions.wifi];
    return [];
  });
  return parts.length === 0 ? words.none : oneSentence(parts);
}

/** Which other jobs it waits for, in the closed row, by the names that are known. */
export function upstreamSentence(document: JobDocument, names: Readonly<Record<string, string>>): string {
  const nameOf = ({ job }: Json): string => names[String(job)] ?? String(job);
  const waits = list(document['conditions']).filter((condition) => condition['job'] !== undefined);
  const starts = list(document['triggers']).filter((trigger) => trigger['type'] === 'after');
  const parts = [
    ...(starts.length === 0 ? [] : [words.startsAfter(starts.map(nameOf).join(', '))]),
    ...(waits.length === 0 ? [] : [words.waitsFor(waits.map(nameOf).join(', '))]),
  ];
  return parts.length === 0 ? words.none : oneSentence(parts);
}

/** Retries, time limit and being told, in the closed row. */
export function failSentence(document: JobDocument): string {
  const limit = fieldOf(document, ['retry', 'limit']);
  const attempt = fieldOf(document, ['timeout', 'attempt']) ?? fieldOf(document, ['timeout', 'total']);
  const told = fieldOf(document, ['notify', 'failure']) !== false;
  const after = fieldOf(document, ['notify', 'afterFailures']);
  return oneSentence([
    ...(typeof limit === 'number' && limit > 0 ? [words.tryAgain(limit)] : []),
    ...(typeof attempt === 'string' ? [words.stopAfter(lengthText(attempt))] : []),
    told ? (typeof after === 'number' && after > 1 ? words.notifyAfter(after) : words.notify) : words.silent,
  ]);
}

/** The rest, in the closed row: what differs from the defaults, else what there is. */
export function advancedSentence(document: JobDocument): string {
  const tags = list(document['tags']).map(String);
  const overlap = text(document['concurrency'], 'forbid');
  const zone = text(document['zone'], 'local');
  const parts = [
    ...(tags.length === 0 ? [] : [words.tags(tags.join(', '))]),
    ...(overlap === 'forbid'
      ? []
      : [Object.entries(texts.editor.overlap).find(([name]) => name === overlap)?.[1] ?? overlap]),
    ...(zone === 'local' ? [] : [zone]),
  ];
  return parts.length === 0 ? words.advanced : parts.join(', ');
}
