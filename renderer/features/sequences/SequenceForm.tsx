import { ActionIcon, Button, Group, Modal, NumberInput, Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { SequenceView } from '../../../preload/contract.ts';
import { useApi } from '../../api/program.tsx';
import { readLength } from '../../time/lengths.ts';
import { texts } from '../../texts/texts.ts';
import { JobSelect } from '../editor/JobSelect.tsx';
import { StartWhen } from './StartWhen.tsx';
import type { StepDraft } from './sequenceDraft.ts';
import { sequenceDocumentOf, sequenceDraftOf } from './sequenceDraft.ts';
import styles from './sequences.module.css';

const words = texts.sequences;

/** A sequence, new or changed: its name, its steps, and how they follow each other. */
export function SequenceForm({
  sequence,
  onClose,
}: {
  readonly sequence: SequenceView | null;
  readonly onClose: () => void;
}) {
  const api = useApi();
  const [draft, setDraft] = useState(() => sequenceDraftOf(sequence?.document ?? null));
  const [problem, setProblem] = useState<string | null>(null);
  const setStep = (index: number, change: Partial<StepDraft>): void =>
    setDraft({ ...draft, steps: draft.steps.map((step, at) => (at === index ? { ...step, ...change } : step)) });
  const save = async (): Promise<void> => {
    const document = sequenceDocumentOf(draft);
    const missing =
      draft.name.trim() === ''
        ? words.needsName
        : draft.whens.some((when) => when.trigger === null && (when.text ?? '').trim() !== '')
          ? words.needsWhen
          : draft.steps.every((step) => step.job === '')
            ? words.needsSteps
            : null;
    if (missing !== null || document === null) {
      setProblem(missing ?? words.badDuration);
      return;
    }
    try {
      const answer = await api.saveSequence({ id: sequence?.id ?? null, document });
      if (answer.ok) onClose();
      else setProblem(answer.error.message);
    } catch {
      setProblem(texts.wishes.noLine);
    }
  };
  return (
    <Modal
      opened
      size={640}
      onClose={onClose}
      title={sequence?.name ?? words.new}
      closeButtonProps={{ 'aria-label': texts.wishes.close }}
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextInput
          label={words.name}
          value={draft.name}
          data-autofocus=""
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        {draft.steps.map((step, index) => (
          <fieldset key={index} className={styles['stepFields']}>
            <legend className="unseen">{words.step(index + 1)}</legend>
            <JobSelect label={words.job} value={step.job} onChange={(job) => setStep(index, { job })} />
            <TextInput
              label={words.after}
              w={110}
              value={step.after}
              error={readLength(step.after) === null}
              onChange={(event) => setStep(index, { after: event.currentTarget.value })}
            />
            <NumberInput
              label={words.priority}
              w={80}
              value={step.priority}
              onChange={(value) => setStep(index, { priority: typeof value === 'number' ? value : 0 })}
            />
            <ActionIcon
              aria-label={words.removeStep(index + 1)}
              onClick={() => setDraft({ ...draft, steps: draft.steps.filter((_, at) => at !== index) })}
            >
              <IconX size={16} stroke={1.6} />
            </ActionIcon>
          </fieldset>
        ))}
        <div>
          <Button
            size="sm"
            leftSection={<IconPlus size={14} stroke={1.6} />}
            onClick={() => setDraft({ ...draft, steps: [...draft.steps, { job: '', after: '0 s', priority: 0 }] })}
          >
            {words.addStep}
          </Button>
        </div>
        <Select
          label={words.mode}
          data={[
            { value: 'oneAtATime', label: words.modes.oneAtATime },
            { value: 'free', label: words.modes.free },
          ]}
          value={draft.mode}
          onChange={(mode) => setDraft({ ...draft, mode: mode === 'free' ? 'free' : 'oneAtATime' })}
        />
        <StartWhen draft={draft} onChange={setDraft} />
        {problem !== null && (
          <p className="bad" role="alert">
            {problem}
          </p>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" onClick={onClose}>
            {words.close}
          </Button>
          <Button variant="filled" type="submit">
            {words.save}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
