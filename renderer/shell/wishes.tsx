import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMemo } from 'react';
import type { Answer, JobDocument } from '../../preload/contract.ts';
import { useApi } from '../api/program.tsx';
import { texts } from '../texts/texts.ts';
import { goTo } from './address.ts';
import { watchRun } from './StartedRuns.tsx';
import { tell } from './tell.ts';

/** How long Undo is offered, in milliseconds. */
const UNDO = 10_000;

/** What a person can ask of jobs and runs. Each says what became of it where that is not seen anyway. */
export function useWishes() {
  const api = useApi();
  return useMemo(() => {
    /** The value of an answer; tells the problem and gives null where it was refused or the line is lost. */
    const granted = async <T,>(asked: Promise<Answer<T>>): Promise<T | null> => {
      try {
        const answer = await asked;
        if (answer.ok) return answer.value;
        tell(answer.error.message, 'bad');
      } catch {
        tell(texts.wishes.noLine, 'bad');
      }
      return null;
    };
    const restore = async (id: string, document: JobDocument): Promise<void> => {
      const saved = await granted(api.saveJob({ id: null, document: { ...document, id }, revision: null }));
      if (saved !== null) tell(texts.wishes.restored);
    };
    return {
      granted,
      runNow: async (job: string, name: string) => {
        const begun = await granted(api.runNow({ job }));
        if (begun === null) return;
        tell(texts.wishes.started(name));
        watchRun(begun.run, name);
      },
      runAgain: async (job: string, due: number) => {
        if ((await granted(api.runAgain({ job, due }))) !== null) tell(texts.wishes.startedAgain);
      },
      stop: (run: string) => granted(api.stopRun({ run })),
      pause: (job: string | null, until: number | null) => granted(api.pause({ job, until })),
      unpause: (job: string | null) => granted(api.unpause({ job })),
      skipNext: async (job: string, say: (due: number) => string) => {
        const skipped = await granted(api.skipNext({ job }));
        if (skipped !== null) tell(skipped.due === null ? texts.wishes.nothingToSkip : say(skipped.due));
      },
      dismiss: (job: string, due: number) => granted(api.dismiss({ job, due })),
      setEnabled: (job: string, enabled: boolean) => granted(api.setEnabled({ job, enabled })),
      /** Deletes without a question, and offers Undo instead. */
      remove: async (job: string, name: string) => {
        const removed = await granted(api.deleteJob({ job }));
        if (removed === null) return;
        const id = `deleted-${job}`;
        notifications.show({
          id,
          withBorder: true,
          autoClose: UNDO,
          closeButtonProps: { 'aria-label': texts.wishes.close },
          message: (
            <span className="row">
              <span className="grow">{texts.wishes.deleted(name)}</span>
              <Button
                size="sm"
                onClick={() => {
                  notifications.hide(id);
                  void restore(job, removed.document);
                }}
              >
                {texts.wishes.undo}
              </Button>
            </span>
          ),
        });
      },
      duplicate: async (job: string) => {
        const read = await granted(api.readJob({ job }));
        if (read === null) return;
        const { id: _id, ...rest } = read.document;
        const document = { ...rest, name: texts.wishes.copyOf(read.row.name), enabled: false };
        const saved = await granted(api.saveJob({ id: null, document, revision: null }));
        if (saved !== null) goTo(`/jobs/${encodeURIComponent(saved.id)}/edit`);
      },
    };
  }, [api]);
}
