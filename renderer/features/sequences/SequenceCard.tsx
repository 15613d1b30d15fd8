import { ActionIcon, Button } from '@mantine/core';
import { IconPencil, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { SequenceView } from '../../../preload/contract.ts';
import { useAnswer, useApi } from '../../api/program.tsx';
import { Glyph, glyphOf } from '../../parts/Glyph.tsx';
import { tellWithUndo } from './tellWithUndo.tsx';
import { useWishes } from '../../shell/wishes.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { durationText } from '../../time/times.ts';
import { readLength } from '../../time/lengths.ts';
import { texts } from '../../texts/texts.ts';
import { sequenceDraftOf } from './sequenceDraft.ts';
import { StepAxis } from './StepAxis.tsx';
import page from '../../parts/page.module.css';
import styles from './sequences.module.css';

const words = texts.sequences;

/** One sequence: its steps on a small time axis, what can be done, what became of its starts. */
export function SequenceCard({ sequence, onEdit }: { readonly sequence: SequenceView; readonly onEdit: () => void }) {
  const api = useApi();
  const { granted } = useWishes();
  const jobs = useAnswer('listJobs', {}).value;
  const nameOf = (job: string): string => jobs?.find((row) => row.id === job)?.name ?? job;
  const draft = sequenceDraftOf(sequence.document);
  const steps = draft.steps.map((step) => ({
    job: step.job,
    name: nameOf(step.job),
    after: readLength(step.after) ?? 0,
  }));
  const remove = async (): Promise<void> => {
    if ((await granted(api.deleteSequence({ sequence: sequence.id }))) === null) return;
    tellWithUndo(
      words.removed(sequence.name),
      () => void granted(api.saveSequence({ id: null, document: { ...sequence.document, id: sequence.id } })),
    );
  };
  return (
    <section className={`${page['card']} ${styles['card']}`} aria-label={sequence.name}>
      <div className={styles['head']}>
        <h2>{sequence.name}</h2>
        <span className="faint small">{sequence.when ?? ''}</span>
        <span className="grow" />
        <Button
          variant="filled"
          size="sm"
          aria-label={words.startLabel(sequence.name)}
          leftSection={<IconPlayerPlay size={14} stroke={1.6} />}
          onClick={() => void granted(api.startSequence({ sequence: sequence.id }))}
        >
          {words.start}
        </Button>
        <Button size="sm" leftSection={<IconPencil size={14} stroke={1.6} />} onClick={onEdit}>
          {words.edit}
        </Button>
        <ActionIcon size="sm" aria-label={words.remove(sequence.name)} onClick={() => void remove()}>
          <IconTrash size={16} stroke={1.6} />
        </ActionIcon>
      </div>
      <StepAxis steps={steps} />
      <ol className={styles['steps']} aria-label={words.steps}>
        {steps.map((step, index) => (
          <li key={index}>
            <span className={styles['number']} aria-hidden="true">
              {index + 1}
            </span>
            <Link href={`/jobs/${encodeURIComponent(step.job)}`} className="medium">
              {step.name}
            </Link>
            <span className="faint">{words.afterStart(durationText(step.after))}</span>
          </li>
        ))}
      </ol>
      <p className="faint small">{draft.mode === 'free' ? words.free : words.oneAtATime}</p>
      <Starts sequence={sequence} nameOf={nameOf} />
    </section>
  );
}

function Starts({ sequence, nameOf }: { readonly sequence: SequenceView; readonly nameOf: (job: string) => string }) {
  const api = useApi();
  const { granted } = useWishes();
  const times = useTimes();
  const now = useNow();
  if (sequence.starts.length === 0) return <p className="faint">{words.noStarts}</p>;
  return (
    <ul className={styles['starts']} aria-label={words.starts}>
      {sequence.starts.map((start) => (
        <li key={start.start}>
          <div className="row">
            <span className="medium">{words.startedAt(times.nearWithin(start.at, now))}</span>
            {start.active && <span className="accent small">{words.active}</span>}
            <span className="grow" />
            {start.active && (
              <Button size="sm" onClick={() => void granted(api.cancelSequence({ start: start.start, step: null }))}>
                {words.cancel}
              </Button>
            )}
          </div>
          <ol>
            {start.steps.map((step, index) => (
              <li key={`${step.job} ${step.due} ${index}`} className={styles['step']}>
                <Glyph name={glyphOf(step.fate, step.outcome)} size={14} />
                <span className="numbers">{times.clock(step.due)}</span>
                <Link href={`/jobs/${encodeURIComponent(step.job)}?due=${step.due}`} className="cut">
                  {nameOf(step.job)}
                </Link>
                <span className="faint small">{step.label}</span>
                {start.active && (step.fate === 'comingUp' || step.fate === 'waiting' || step.fate === 'queued') && (
                  <Button
                    size="sm"
                    variant="subtle"
                    aria-label={words.cancelStepLabel(nameOf(step.job))}
                    onClick={() => void granted(api.cancelSequence({ start: start.start, step: step.step }))}
                  >
                    {words.cancelStep}
                  </Button>
                )}
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ul>
  );
}
