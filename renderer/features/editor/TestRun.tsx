import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { JobDocument, Problem } from '../../../preload/contract.ts';
import { useAnswer, useApi } from '../../api/program.tsx';
import { Glyph } from '../../parts/Glyph.tsx';
import { useNow } from '../../time/now.tsx';
import { durationText } from '../../time/times.ts';
import { texts } from '../../texts/texts.ts';
import { plainText, withoutSequences } from '../runs/outputText.ts';
import { useOutput } from '../runs/useOutput.ts';
import page from '../../parts/page.module.css';
import styles from './editor.module.css';

/** Runs what is being edited; it is not in the history, and stops when the page is left. */
export function TestRun({ document, onClose }: { readonly document: JobDocument; readonly onClose: () => void }) {
  const api = useApi();
  const [run, setRun] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const started = useRef<string | null>(null);
  const [first] = useState(document);
  useEffect(() => {
    let left = false;
    api.testRun({ document: first }).then(
      (answer) => {
        if (!answer.ok) {
          setProblem(answer.error);
          return;
        }
        started.current = answer.value.run;
        if (left) void api.stopRun({ run: answer.value.run });
        else setRun(answer.value.run);
      },
      () => setProblem({ code: 'noLine', message: texts.wishes.noLine }),
    );
    return () => {
      left = true;
      if (started.current !== null) void api.stopRun({ run: started.current });
    };
  }, [api, first]);
  return (
    <div className={`${page['card']} ${styles['testCard']}`} role="group" aria-label={texts.editor.testRun}>
      {problem !== null && (
        <div className={styles['testHead']} role="alert">
          <Glyph name="failed" size={14} />
          <span className="grow">{problem.message}</span>
          <Button size="sm" variant="subtle" onClick={onClose}>
            {texts.wishes.close}
          </Button>
        </div>
      )}
      {run !== null && <Running run={run} onClose={onClose} />}
    </div>
  );
}

function Running({ run, onClose }: { readonly run: string; readonly onClose: () => void }) {
  const api = useApi();
  const view = useAnswer('readRun', { run }).value;
  const { pieces, end } = useOutput(run, () => undefined);
  const ended = view !== undefined && view.ended !== null;
  const now = useNow('second');
  const tail = useRef<HTMLDivElement>(null);
  useEffect(() => {
    tail.current?.scrollTo({ top: tail.current.scrollHeight });
  }, [pieces]);
  const started = view?.started ?? null;
  const lasted = started === null ? '' : durationText((view?.ended ?? now) - started);
  const outcome = view?.outcome ?? null;
  return (
    <>
      <div className={styles['testHead']}>
        <Glyph
          name={!ended ? 'running' : outcome === 'succeeded' ? 'ran' : outcome === 'stopped' ? 'stopped' : 'failed'}
          size={14}
        />
        <span className="medium small">{ended ? view.text : texts.editor.testRunning(lasted)}</span>
        <span className="faint small">{texts.editor.notInHistory}</span>
        <span className="grow" />
        <Button size="sm" variant="subtle" onClick={() => (ended ? onClose() : void api.stopRun({ run }))}>
          {ended ? texts.wishes.close : texts.jobs.stop}
        </Button>
      </div>
      {(pieces.length > 0 || end) && (
        <div
          ref={tail}
          className={`${page['terminal']} ${styles['testOutput']}`}
          role="log"
          tabIndex={0}
          aria-label={texts.editor.testOutput}
        >
          {pieces.length === 0 ? texts.job.noOutput : withoutSequences(plainText(pieces))}
        </div>
      )}
    </>
  );
}
