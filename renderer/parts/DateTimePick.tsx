import { DatePicker } from '@mantine/dates';
import type { ReactNode } from 'react';
import { useNow, useTimes } from '../time/now.tsx';
import type { Times } from '../time/times.ts';
import { wallClock } from '../time/wallClock.ts';
import { texts } from '../texts/texts.ts';
import { TimeOfDay } from './TimeOfDay.tsx';
import styles from './page.module.css';

/** A day and a time of day as the clocks of the zone show them: `2026-10-27`, `08:00`. */
export interface DateTime {
  readonly date: string;
  readonly time: string;
}

/** The instant of a date and a time in the program's zone. */
export function instantOf({ date, time }: DateTime, times: Times): number {
  const [hour, minute] = time.split(':').map(Number);
  return wallClock(times, Date.parse(`${date}T12:00:00Z`), hour ?? 0, minute ?? 0);
}

/** The date and time of an instant in the program's zone. */
export const dateTimeOf = (at: number, times: Times): DateTime => ({
  date: times.date(at),
  time: `${String(times.hour(at)).padStart(2, '0')}:${String(times.minute(at)).padStart(2, '0')}`,
});

/** A calendar with a time of day, written by the program's habits: wherever a date and a time are asked for. Nothing before today. */
export function DateTimePick({
  value,
  onChange,
  timeLabel,
  isOffer = false,
  children,
}: {
  readonly value: DateTime;
  readonly onChange: (value: DateTime) => void;
  readonly timeLabel: string;
  /** The value is where choosing begins, and was not chosen: no day is marked. */
  readonly isOffer?: boolean;
  /** Beside the time of day: how it repeats. */
  readonly children?: ReactNode;
}) {
  const times = useTimes();
  const now = useNow();
  return (
    <div className={styles['dateTime']}>
      <DatePicker
        size="xs"
        fullWidth
        highlightToday
        firstDayOfWeek={times.firstDayOfWeek}
        weekendDays={[]}
        value={isOffer ? null : value.date}
        defaultDate={value.date}
        minDate={times.date(now)}
        onChange={(date) => {
          if (date !== null) onChange({ ...value, date });
        }}
        ariaLabels={{ previousMonth: texts.timeOfDay.previousMonth, nextMonth: texts.timeOfDay.nextMonth }}
      />
      <div className="row">
        <span className="dim">{texts.timeOfDay.at}</span>
        <TimeOfDay label={timeLabel} value={value.time} onChange={(time) => onChange({ ...value, time })} />
        {children}
      </div>
    </div>
  );
}
