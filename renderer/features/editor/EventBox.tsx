import { ActionIcon } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconInfoCircle, IconX } from '@tabler/icons-react';
import type { Explanation, Problem } from '../../../preload/contract.ts';
import { texts } from '../../texts/texts.ts';
import type { When } from './draft.ts';
import { EventFields } from './EventFields.tsx';
import { eventChoices } from './Suggestions.tsx';
import styles from './editor.module.css';

interface EventBoxProps {
  readonly when: When;
  readonly label: string;
  readonly problem: Problem | undefined;
  readonly explanation: Explanation | null;
  readonly onChange: (when: When) => void;
  readonly onRemove: () => void;
}

/** A trigger that has no text: something that happens, with the few fields it has; any other as it is saved. */
export function EventBox({ when, label, problem, explanation, onChange, onRemove }: EventBoxProps) {
  const trigger = when.trigger ?? {};
  const type = String(trigger['type']);
  const choice =
    eventChoices.find(
      (one) => one.trigger['type'] === type && (type !== 'power' || one.trigger['state'] === trigger['state']),
    ) ?? null;
  const Icon = choice?.icon ?? IconInfoCircle;
  const title = choice?.label ?? texts.editor.otherTrigger(type);
  return (
    <div
      className={styles['box']}
      data-wrong={problem !== undefined || undefined}
      role="group"
      aria-label={`${label}: ${title}`}
    >
      <div className={styles['boxHead']}>
        <Icon size={16} stroke={1.6} aria-hidden="true" className="faint" />
        <span className={styles['eventTitle']}>{title}</span>
        <ActionIcon size="sm" aria-label={texts.editor.removeTrigger(label)} onClick={onRemove}>
          <IconX size={16} stroke={1.6} />
        </ActionIcon>
      </div>
      <EventFields trigger={trigger} problem={problem} onChange={(next) => onChange({ ...when, trigger: next })} />
      <div className={styles['boxNote']}>
        {problem !== undefined ? (
          <>
            <IconAlertTriangle size={14} stroke={1.6} className="warn" aria-hidden="true" />
            <span role="alert">{problem.message}</span>
          </>
        ) : explanation === null ? (
          <span />
        ) : (
          <>
            <IconCheck size={14} stroke={1.6} className="ok" aria-hidden="true" />
            <span>{explanation.sentence}</span>
          </>
        )}
      </div>
    </div>
  );
}
