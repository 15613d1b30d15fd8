import { Button, Group, Menu, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useNow, useTimes } from '../time/now.tsx';
import { wallClock } from '../time/wallClock.ts';
import type { Times } from '../time/times.ts';
import { texts } from '../texts/texts.ts';
import type { DateTime } from './DateTimePick.tsx';
import { dateTimeOf, DateTimePick, instantOf } from './DateTimePick.tsx';
import styles from './page.module.css';

const HOUR = 3_600_000;

interface Choice {
  readonly label: string;
  readonly until: number | null;
}

/** The ends a pause usually has: in an hour, at 13:00 or 18:00 today, tomorrow and Monday at 08:00, none. */
export function pauseChoices(times: Times, now: number): readonly Choice[] {
  const tomorrow = wallClock(times, times.nextMidnight(now), 8, 0);
  let monday = times.nextMidnight(now);
  while (new Date(`${times.date(monday)}T00:00:00Z`).getUTCDay() !== 1) monday = times.nextMidnight(monday);
  const mondayAt = wallClock(times, monday, 8, 0);
  const today = [13, 18]
    .map((hour) => wallClock(times, now, hour, 0))
    .filter((at) => at > now + HOUR)
    .slice(0, 1);
  return [
    { label: texts.pause.hour, until: now + HOUR },
    ...today.map((at) => ({ label: texts.pause.untilClock(times.clock(at)), until: at })),
    { label: texts.pause.tomorrow(times.clock(tomorrow)), until: tomorrow },
    ...(mondayAt === tomorrow ? [] : [{ label: texts.pause.monday(times.full(mondayAt)), until: mondayAt }]),
    { label: texts.pause.open, until: null },
  ];
}

interface PauseMenuProps {
  /** The button that opens it. */
  readonly children: ReactNode;
  readonly onPause: (until: number | null) => void;
  readonly position?: 'bottom-end' | 'top-start' | 'bottom-start';
  readonly opened?: boolean;
  readonly onChange?: (opened: boolean) => void;
}

/** "Pause until…": the usual ends, or one that is typed. */
export function PauseMenu({ children, onPause, position = 'bottom-end', opened, onChange }: PauseMenuProps) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Menu
        position={position}
        {...(opened === undefined ? {} : { opened })}
        {...(onChange === undefined ? {} : { onChange })}
      >
        <Menu.Target>{children}</Menu.Target>
        <Menu.Dropdown>
          <PauseItems onPause={onPause} onAsk={() => setAsking(true)} />
        </Menu.Dropdown>
      </Menu>
      <PauseAtTime opened={asking} onClose={() => setAsking(false)} onPause={onPause} />
    </>
  );
}

/** The entries of the menu, also for use inside another menu. */
export function PauseItems({
  onPause,
  onAsk,
}: {
  readonly onPause: (until: number | null) => void;
  readonly onAsk: () => void;
}) {
  const times = useTimes();
  const now = useNow();
  return (
    <>
      {pauseChoices(times, now).map((choice) => (
        <Menu.Item key={choice.label} onClick={() => onPause(choice.until)}>
          {choice.label}
        </Menu.Item>
      ))}
      <Menu.Item onClick={onAsk}>{texts.pause.at}</Menu.Item>
    </>
  );
}

/** Asks for the date and time a pause ends. */
export function PauseAtTime({
  opened,
  onClose,
  onPause,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onPause: (until: number | null) => void;
}) {
  const times = useTimes();
  const now = useNow();
  const [picked, setPicked] = useState<DateTime | null>(null);
  const value = picked ?? dateTimeOf(wallClock(times, times.nextMidnight(now), 8, 0), times);
  const until = instantOf(value, times);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size={320}
      title={texts.pause.title}
      closeButtonProps={{ 'aria-label': texts.wishes.close }}
    >
      <DateTimePick value={value} onChange={setPicked} timeLabel={texts.pause.atLabel} />
      <p className={`dim ${styles['until'] ?? ''}`} aria-live="polite">
        {until > now ? texts.pause.until(times.full(until)) : texts.pause.past}
      </p>
      <Group justify="flex-end" gap="sm">
        <Button variant="subtle" onClick={onClose}>
          {texts.pause.cancel}
        </Button>
        <Button
          variant="filled"
          disabled={until <= now}
          onClick={() => {
            onPause(until);
            onClose();
          }}
        >
          {texts.pause.confirm}
        </Button>
      </Group>
    </Modal>
  );
}
