import { ActionIcon, Combobox, Popover, useCombobox } from '@mantine/core';
import { IconAlertTriangle, IconCalendar, IconCheck, IconClock, IconInfoCircle, IconX } from '@tabler/icons-react';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { Explanation, Problem } from '../../../preload/contract.ts';
import { useApi } from '../../api/program.tsx';
import { texts } from '../../texts/texts.ts';
import { CalendarPick } from './CalendarPick.tsx';
import type { When } from './draft.ts';
import { whenOf } from './draft.ts';
import { IntervalFrom } from './IntervalFrom.tsx';
import { MarkedInput } from './MarkedInput.tsx';
import { SavedAs } from './SavedAs.tsx';
import { eventChoices, offers, Suggestions } from './Suggestions.tsx';
import styles from './editor.module.css';

interface WhenBoxProps {
  readonly when: When;
  readonly label: string;
  readonly zone: string | null;
  readonly tried: boolean;
  /** What the check of the whole job says of this trigger. */
  readonly problem: Problem | undefined;
  readonly explanation: Explanation | null;
  readonly onChange: (when: When) => void;
  readonly onRemove: () => void;
}

/** One text that is read as cron, phrase, calendar event, date or interval; below it what it was taken for, or what is wrong. */
export function WhenBox({ when, label, zone, tried, problem, onChange, onRemove }: WhenBoxProps) {
  const api = useApi();
  const [read, setRead] = useState<{ readonly text: string; readonly answer: Explanation | Problem } | null>(null);
  const [picking, setPicking] = useState(false);
  /** The text or the calendar beside the suggestions has the focus. */
  const [focused, setFocused] = useState(false);
  /** It is the calendar. */
  const [inCalendar, setInCalendar] = useState(false);
  const calendar = useRef<HTMLDivElement>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const note = useId();
  const text = when.text ?? '';
  const latest = useRef({ text, when, onChange });
  useEffect(() => {
    latest.current = { text, when, onChange };
  });

  useEffect(() => {
    if (text.trim() === '') return;
    api.explainText({ text, zone, count: 5 }).then(
      (answer) => {
        const now = latest.current;
        // The answer to a text that is no longer there says nothing.
        if (now.text !== text) return;
        setRead({ text, answer: answer.ok ? answer.value : answer.error });
        const trigger = answer.ok ? keepOptions(answer.value.trigger, now.when.trigger) : null;
        if (JSON.stringify(trigger) !== JSON.stringify(now.when.trigger)) now.onChange({ ...now.when, trigger });
      },
      () => undefined,
    );
  }, [api, text, zone]);

  const answer = read !== null && read.text === text ? read.answer : null;
  const refusal = answer !== null && 'message' in answer ? answer : (problem ?? null);
  const understood = answer !== null && 'sentence' in answer ? answer : null;
  const type = (next: string): void => {
    onChange({ ...when, text: next, trigger: next.trim() === '' ? null : when.trigger });
    combobox.openDropdown();
    combobox.resetSelectedOption();
  };
  const leave = (): void => {
    setFocused(false);
    combobox.closeDropdown();
  };
  // The same from letter to letter: the calendar is not drawn anew while somebody types beside it.
  const pick = useCallback((next: string): void => {
    const now = latest.current;
    now.onChange({ ...now.when, text: next });
  }, []);
  // The beginning of something that is offered is no mistake while it is being typed.
  const begun = focused && offers(text).some((offer) => offer.toLowerCase().startsWith(text.trim().toLowerCase()));
  const wrong = refusal !== null && text.trim() !== '' && !begun;
  return (
    <Combobox
      store={combobox}
      position="bottom-start"
      width="target"
      offset={4}
      classNames={{ groupLabel: styles['groupName'] ?? '' }}
      onOptionSubmit={(value) => {
        const event = eventChoices.find((choice) => choice.id === value);
        onChange(event === undefined ? { ...when, text: value } : whenOf(event.trigger, null));
        combobox.closeDropdown();
      }}
    >
      <Combobox.DropdownTarget>
        <div className={styles['box']} data-wrong={wrong || undefined}>
          <div className={styles['boxHead']}>
            <IconClock size={16} stroke={1.6} aria-hidden="true" className="faint" />
            <Combobox.EventsTarget withExpandedAttribute>
              <MarkedInput
                label={label}
                value={text}
                problem={wrong ? refusal : null}
                describedBy={note}
                placeholder={texts.editor.whenPlaceholder}
                required={tried}
                onType={type}
                onFocus={() => {
                  setFocused(true);
                  setInCalendar(false);
                  combobox.openDropdown();
                }}
                onBlur={({ relatedTarget }) => {
                  // Into the calendar: nothing may move under a pointer that was pressed there.
                  if (calendar.current?.contains(relatedTarget) === true) setInCalendar(true);
                  else leave();
                }}
              />
            </Combobox.EventsTarget>
            <Popover opened={picking} onChange={setPicking} position="bottom-end" trapFocus>
              <Popover.Target>
                <ActionIcon size="sm" aria-label={texts.editor.pick} onClick={() => setPicking(!picking)}>
                  <IconCalendar size={16} stroke={1.6} />
                </ActionIcon>
              </Popover.Target>
              <Popover.Dropdown>
                <CalendarPick
                  onPick={(next) => {
                    onChange({ ...when, text: next });
                    setPicking(false);
                  }}
                />
              </Popover.Dropdown>
            </Popover>
            <ActionIcon size="sm" aria-label={texts.editor.removeTrigger(label)} onClick={onRemove}>
              <IconX size={16} stroke={1.6} />
            </ActionIcon>
          </div>
          <div id={note} className={styles['boxNote']}>
            {wrong ? (
              <Wrong problem={refusal} text={text} onTake={(next) => onChange({ ...when, text: next })} />
            ) : understood === null ? (
              <>
                <IconInfoCircle size={14} stroke={1.6} aria-hidden="true" />
                <span>{texts.editor.keepTyping}</span>
              </>
            ) : (
              <Understood explanation={understood} when={when} zone={zone} onChange={onChange} />
            )}
          </div>
        </div>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={understood !== null && offers(text).length === 0 && !inCalendar}>
        <div className={styles['choices']}>
          <div className={styles['twoSides']}>
            <Combobox.Options aria-label={texts.editor.suggestions}>
              <Suggestions text={text} zone={zone} />
            </Combobox.Options>
            <div
              ref={calendar}
              className={styles['besides']}
              role="group"
              aria-label={texts.editor.pick}
              tabIndex={-1}
              onBlur={({ currentTarget, relatedTarget }) => {
                if (currentTarget.contains(relatedTarget)) return;
                setInCalendar(false);
                if (relatedTarget !== combobox.targetRef.current) leave();
              }}
            >
              <CalendarPick atOnce onPick={pick} />
            </div>
          </div>
        </div>
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** What the text does not say stays as it was: where an interval counts from, a zone, a jitter. */
function keepOptions(read: Explanation['trigger'], before: When['trigger']): When['trigger'] {
  if (before === null || before['type'] !== read['type']) return read;
  const kept = Object.fromEntries(
    ['from', 'jitter', 'zone', 'immediately'].flatMap((key) => (before[key] === undefined ? [] : [[key, before[key]]])),
  );
  return { ...kept, ...read };
}

function Understood({
  explanation,
  when,
  zone,
  onChange,
}: {
  readonly explanation: Explanation;
  readonly when: When;
  readonly zone: string | null;
  readonly onChange: (when: When) => void;
}) {
  return (
    <>
      <IconCheck size={14} stroke={1.6} className="ok" aria-hidden="true" />
      <span className="grow">{explanation.sentence}</span>
      {when.trigger?.['type'] === 'interval' && (
        <IntervalFrom trigger={when.trigger} onChange={(trigger) => onChange({ ...when, trigger })} />
      )}
      <SavedAs when={when} explanation={explanation} zone={zone} onChange={onChange} />
    </>
  );
}

function Wrong({
  problem,
  text,
  onTake,
}: {
  readonly problem: Problem;
  readonly text: string;
  readonly onTake: (text: string) => void;
}) {
  const { suggestion } = problem;
  return (
    <>
      <IconAlertTriangle size={14} stroke={1.6} className="warn" aria-hidden="true" />
      <span role="alert">
        {problem.message}{' '}
        {suggestion !== undefined && suggestion !== text && (
          <button type="button" className={styles['take']} onClick={() => onTake(suggestion)}>
            {suggestion}
          </button>
        )}
      </span>
    </>
  );
}
