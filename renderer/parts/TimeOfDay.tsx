import { TimePicker } from '@mantine/dates';
import { useState } from 'react';
import { useTimes } from '../time/now.tsx';
import controls from '../theme/controls.module.css';
import { texts } from '../texts/texts.ts';

/** A time of day, as `HH:MM`, read by the program's habits and not the browser's. Told when it is whole and the field is left. */
export function TimeOfDay({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { twelveHours } = useTimes();
  const [typed, setTyped] = useState(value.slice(0, 5));
  return (
    <TimePicker
      size="xs"
      classNames={{ input: controls['input'] ?? '', field: controls['timeField'] ?? '' }}
      w={twelveHours ? 108 : 74}
      role="group"
      aria-label={label}
      hoursInputLabel={texts.timeOfDay.hours(label)}
      minutesInputLabel={texts.timeOfDay.minutes(label)}
      amPmInputLabel={texts.timeOfDay.half(label)}
      format={twelveHours ? '12h' : '24h'}
      amPmLabels={{ am: 'am', pm: 'pm' }}
      value={typed}
      onChange={(next) => setTyped(next.slice(0, 5))}
      onBlur={() => {
        if (/^\d{2}:\d{2}$/.test(typed) && typed !== value.slice(0, 5)) onChange(typed);
      }}
    />
  );
}
