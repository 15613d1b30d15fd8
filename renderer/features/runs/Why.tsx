import { Button } from '@mantine/core';
import { IconChevronLeft, IconRotateClockwise, IconX } from '@tabler/icons-react';
import { factTexts } from '../../../main/core/words/texts.ts';
import type { RunView } from '../../../preload/contract.ts';
import { useAnswer } from '../../api/program.tsx';
import { Answered } from '../../parts/States.tsx';
import { tell } from '../../shell/tell.ts';
import { useWishes } from '../../shell/wishes.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { durationText } from '../../time/times.ts';
import { texts } from '../../texts/texts.ts';
import { RunEnvironment } from './JobEnvironment.tsx';
import { WhyPicture } from './WhyPicture.tsx';
import styles from './job.module.css';

interface Fact {
  readonly name: string;
  readonly value: string;
}

function copyFacts(sentence: string, facts: readonly Fact[]): void {
  const text = [sentence, ...facts.map((fact) => `${fact.name}: ${fact.value}`)].join('\n');
  void navigator.clipboard.writeText(text).then(() => tell(texts.job.copied));
}

/** What is read first; the rest is a click away. */
const KEY_FACTS: ReadonlySet<string> = new Set([
  factTexts.due,
  factTexts.rule,
  factTexts.waitedFor,
  factTexts.answersFor,
  factTexts.answeredBy,
  factTexts.run,
  factTexts.message,
  factTexts.outputs,
]);
/** Fewer than this are not folded away. */
const WORTH_FOLDING = 3;

function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  const first = facts.filter((fact) => KEY_FACTS.has(fact.name));
  const rest = facts.filter((fact) => !KEY_FACTS.has(fact.name));
  if (first.length === 0 || rest.length < WORTH_FOLDING) return <Facts facts={facts} />;
  return (
    <>
      <Facts facts={first} />
      <details className={styles['more']}>
        <summary>{texts.job.allFacts}</summary>
        <Facts facts={rest} />
      </details>
    </>
  );
}

function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={`${styles['kv']} numbers`}>
      {facts.map((fact) => (
        <div key={fact.name}>
          <dt>{fact.name}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Back({ onBack }: { readonly onBack: () => void }) {
  return (
    <Button
      size="sm"
      variant="subtle"
      className={styles['toList'] ?? ''}
      leftSection={<IconChevronLeft size={14} stroke={1.6} />}
      onClick={onBack}
    >
      {texts.job.back2}
    </Button>
  );
}

/** Times in a sentence stand out. */
function Sentence({ text }: { readonly text: string }) {
  const parts = text.split(/(\b\d{1,2}:\d{2}(?::\d{2})?(?: [ap]m)?\b)/);
  return (
    <p className={styles['answer']}>
      {parts.map((part, index) => (index % 2 === 1 ? <b key={index}>{part}</b> : part))}
    </p>
  );
}

/** Why the due moment became what it is: one sentence, a picture, the facts. */
export function WhyDue({
  job,
  at,
  onBack,
}: {
  readonly job: string;
  /** The due moment's instant, or one within a span of them. */
  readonly at: number;
  readonly onBack: () => void;
}) {
  const known = useAnswer('why', { job, at });
  const wishes = useWishes();
  const times = useTimes();
  const now = useNow();
  return (
    <section className={styles['why']} aria-live="polite" aria-label={texts.job.whyLabel}>
      <Back onBack={onBack} />
      <h2 className={styles['question']}>
        {texts.job.why} <span className="numbers">{times.near(at, now)}</span>
      </h2>
      <Answered known={known} bars={4}>
        {(why) => (
          <>
            <Sentence text={why.sentence} />
            <WhyPicture steps={why.steps} outcome={why.run?.outcome ?? null} />
            <FactList facts={why.facts} />
            {why.run !== null && <RunEnvironment key={why.run.run} run={why.run.run} />}
            <div className={styles['whyActs']}>
              {why.canRunAgain && (
                <Button
                  size="sm"
                  leftSection={<IconRotateClockwise size={14} stroke={1.6} />}
                  onClick={() => void wishes.runAgain(job, why.due.due)}
                >
                  {texts.job.runAgain}
                </Button>
              )}
              {why.due.fate === 'waiting' && (
                <Button
                  size="sm"
                  leftSection={<IconX size={14} stroke={1.6} />}
                  onClick={() => void wishes.dismiss(job, why.due.due)}
                >
                  {texts.job.dismiss}
                </Button>
              )}
              <Button size="sm" variant="subtle" onClick={() => copyFacts(why.sentence, why.facts)}>
                {texts.job.copyFacts}
              </Button>
            </div>
          </>
        )}
      </Answered>
    </section>
  );
}

/** The same for a run that a person asked for. */
export function WhyRun({ run, onBack }: { readonly run: RunView; readonly onBack: () => void }) {
  const times = useTimes();
  const now = useNow(run.ended === null ? 'second' : 'minute');
  const facts: Fact[] = [
    { name: texts.today.facts.run, value: `${run.run}, ${texts.today.facts.attempts(run.attempts)}` },
    ...(run.started === null ? [] : [{ name: texts.today.facts.started, value: times.full(run.started) }]),
    ...(run.started === null
      ? []
      : [{ name: texts.today.facts.took, value: durationText((run.ended ?? now) - run.started) }]),
    ...(run.exitCode === null ? [] : [{ name: texts.today.facts.exitCode, value: String(run.exitCode) }]),
    ...(run.message === null ? [] : [{ name: texts.today.facts.message, value: run.message }]),
    ...Object.entries(run.outputs).map(([name, value]) => ({ name, value: String(value) })),
  ];
  const sentence = `${texts.today.facts.byHand} ${run.text}.`.replace('..', '.');
  return (
    <section className={styles['why']} aria-live="polite" aria-label={texts.job.whyLabel}>
      <Back onBack={onBack} />
      <h2 className={styles['question']}>
        {texts.job.why} <span className="numbers">{run.started === null ? '' : times.near(run.started, now)}</span>
      </h2>
      <Sentence text={sentence} />
      <FactList facts={facts} />
      <RunEnvironment key={run.run} run={run.run} />
      <div className={styles['whyActs']}>
        <Button size="sm" variant="subtle" onClick={() => copyFacts(sentence, facts)}>
          {texts.job.copyFacts}
        </Button>
      </div>
    </section>
  );
}
