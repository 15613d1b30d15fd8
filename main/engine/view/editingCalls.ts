import type { Answer } from '../../../preload/contract.ts';
import { slugOf } from '../../core/documents/slug.ts';
import { readSequence } from '../../core/sequence.ts';
import { instant } from '../../core/time/instant.ts';
import { StoreError } from '../ports.ts';
import { answer, answerOf, noSuchJob, nothing, refuse } from './answers.ts';
import type { CallContext, Handlers } from './calls.ts';
import { changedElsewhere, savingContext } from './drafts.ts';
import { markRead } from './inbox.ts';
import { lackingSecrets } from './lackingSecrets.ts';
import { localZone } from './reading.ts';
import { prepareJob } from './saving.ts';
import { settingsView } from './settingsView.ts';

type EditingCall =
  | 'saveJob'
  | 'deleteJob'
  | 'setEnabled'
  | 'saveSequence'
  | 'deleteSequence'
  | 'changeSettings'
  | 'markRead'
  | 'seeAbsence'
  | 'dismissProblem';

/** Calls that change what is saved: jobs, sequences, settings, the inbox. */
export function editingCalls({ deps, reading, history, pushes }: CallContext): Handlers<EditingCall> {
  const { scheduler } = reading;
  const { store, settings, problems, chance } = deps;
  const ids = (): readonly string[] => scheduler.jobs().map(({ job }) => job.id);

  /** Writes, where anything may be written; what the disk refuses is an answer. */
  const write = <T>(change: () => Answer<T>): Answer<T> => {
    if (store.readOnly !== null) return refuse('readOnly', store.readOnly);
    try {
      return change();
    } catch (error) {
      if (error instanceof StoreError) return { ok: false, error: error.problem };
      throw error;
    }
  };
  const allChanged = (): void => {
    history.forget(null);
    pushes.send({ kind: 'jobs', jobs: null });
    pushes.send({ kind: 'state' });
  };

  return {
    saveJob: ({ id, document, revision }) =>
      write(() => {
        const before = id === null ? null : scheduler.job(id);
        if (changedElsewhere(revision, before)) {
          return refuse(
            'changedElsewhere',
            'The job was changed elsewhere meanwhile. Choose which of the two to keep.',
          );
        }
        const prepared = prepareJob(
          id,
          document,
          savingContext(reading, () => chance.draw()),
        );
        if (!prepared.ok) return { ok: false, error: prepared.error };
        scheduler.saveJob(prepared.value);
        allChanged();
        const { job, revision: saved } = prepared.value;
        const warnings = [...prepared.warnings, ...lackingSecrets(job, deps.secrets)];
        return answer({ id: job.id, revision: saved, warnings });
      }),
    deleteJob: ({ job }) =>
      write(() => {
        const stored = scheduler.job(job);
        const unreadable = reading.unreadable().find(({ id }) => id === job);
        if (stored === null && unreadable === undefined) return noSuchJob(job, ids());
        if (stored === null) store.remove(job);
        else scheduler.removeJob(job);
        allChanged();
        const document = stored === null ? unreadable?.document : stored.document;
        return answer({ document: typeof document === 'object' && document !== null ? { ...document } : {} });
      }),
    setEnabled: ({ job, enabled }) =>
      write(() => {
        if (scheduler.job(job) === null) return noSuchJob(job, ids());
        const wished = scheduler.setEnabled(job, enabled);
        return wished.ok ? answer(nothing) : wished;
      }),
    saveSequence: ({ id, document }) =>
      write(() => {
        const before = id === null ? null : (scheduler.sequences().find((sequence) => sequence.id === id) ?? null);
        if (id !== null && before === null) return refuse('unknownSequence', `There is no sequence "${id}" any more.`);
        const taken = new Set(scheduler.sequences().map((sequence) => sequence.id));
        const own = document['id'];
        const name = document['name'];
        if (id === null && typeof own === 'string' && taken.has(own)) {
          return refuse('idTaken', `There is already a sequence with the id "${own}".`, { field: 'id' });
        }
        const made = id ?? (own === undefined && typeof name === 'string' ? slugOf(name, taken) : own);
        const now = reading.clock.now();
        const read = readSequence(made === undefined ? document : { ...document, id: made }, {
          now,
          zone: localZone(reading),
          draw: () => chance.draw(),
          created: before?.created ?? now,
          jobs: ids(),
        });
        if (read.ok) {
          scheduler.saveSequence(read.value);
          allChanged();
        }
        return answerOf(read, (sequence) => ({ id: sequence.id }));
      }),
    deleteSequence: ({ sequence }) =>
      write(() => {
        if (!scheduler.sequences().some(({ id }) => id === sequence)) {
          return refuse('unknownSequence', `There is no sequence "${sequence}".`);
        }
        scheduler.removeSequence(sequence);
        allChanged();
        return answer(nothing);
      }),
    changeSettings: ({ changes }) => {
      const changed = settings.change(changes);
      if (changed.ok) {
        pushes.send({ kind: 'settings' });
        scheduler.evaluate('edit');
      }
      return answerOf(changed, settingsView);
    },
    markRead: ({ ids: read }) => {
      if (markRead(read, reading)) pushes.send({ kind: 'inbox' });
      return answer(nothing);
    },
    seeAbsence: ({ until }) => {
      if (reading.absenceSeen.see(instant(until))) pushes.send({ kind: 'state' });
      return answer(nothing);
    },
    dismissProblem: ({ id }) => {
      if (!problems.dismiss(id)) return refuse('unknownProblem', 'That was acted on already.');
      pushes.send({ kind: 'state' });
      return answer(nothing);
    },
  };
}
