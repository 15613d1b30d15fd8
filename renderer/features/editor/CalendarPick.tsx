import { Button, Select } from '@mantine/core';
import { DatePicker, TimeInput } from '@mantine/dates';
import { useState } from 'react';
import { useNow, useTimes } from '../../time/now.tsx';
import { wallClock } from '../../time/wallClock.ts';
import type { Times } from '../../time/times.ts';
import { texts } from '../../texts/texts.ts';
import styles from './editor.module.css';

type Repeat = keyof typeof texts.editor.repeats;

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** An instant as ISO 8601 with the offset of the zone, as a `once` trigger is saved. */
export function isoInZone(times: Times, at: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const wall = `${times.date(at)}T${two(times.hour(at))}:${two(times.minute(at))}:00`;
  const offset = Math.round((Date.parse(`${wall}Z`) - at) / 60_000);
  const size = Math.abs(offset);
  return `${wall}${offset < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}

/** The text for a date, a time and how it repeats. */
export function pickedText(times: Times, date: string, time: string, repeat: Repeat): string {
  const [hour, minute] = time.split(':').map(Number);
  const day = Date.parse(`${date}T12:00:00Z`);
  const dayOfMonth = new Date(day).getUTCDate();
  switch (repeat) {
    case 'once':
      return isoInZone(times, wallClock(times, day, hour ?? 0, minute ?? 0));
    case 'daily':
      return `every day at ${time}`;
    case 'weekly':
      return `every ${DAYS[new Date(day).getUTCDay()] ?? 'monday'} at ${time}`;
    case 'monthly':
      return `${minute ?? 0} ${hour ?? 0} ${dayOfMonth} * *`;
  }
}

/** A date, a time, and whether it repeats: writes the text of the When box. */
export function CalendarPick({ onPick }: { readonly onPick: (text: string) => void }) {
  const times = useTimes();
  const now = useNow();
  const [date, setDate] = useState<string>(() => times.date(now + 86_400_000));
  const [time, setTime] = useState('10:30');
  const [repeat, setRepeat] = useState<Repeat>('once');
  const repeats = texts.editor.repeats;
  return (
    <div className={styles['calendar']}>
      <DatePicker
        size="xs"
        value={date}
        minDate={times.date(now)}
        onChange={(next) => {
          if (next !== null) setDate(next);
        }}
        ariaLabels={{ previousMonth: texts.editor.previousMonth, nextMonth: texts.editor.nextMonth }}
      />
      <div className="row">
        <span className="dim">{texts.editor.at}</span>
        <TimeInput
          size="xs"
          aria-label={texts.editor.timeOfDay}
          value={time}
          onChange={(event) => setTime(event.currentTarget.value)}
        />
        <Select
          size="xs"
          aria-label={texts.editor.repeat}
          data={(Object.keys(repeats) as Repeat[]).map((value) => ({ value, label: repeats[value] }))}
          value={repeat}
          onChange={(value) => setRepeat((value ?? 'once') as Repeat)}
        />
      </div>
      <Button
        variant="filled"
        size="sm"
        disabled={time === ''}
        onClick={() => onPick(pickedText(times, date, time, repeat))}
      >
        {texts.editor.use}
      </Button>
    </div>
  );
}
