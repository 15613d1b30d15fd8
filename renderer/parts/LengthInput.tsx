import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { isoLength, lengthText, readLength } from '../time/lengths.ts';
import { texts } from '../texts/texts.ts';

/** A length of time as a person writes it: "12 h". Empty is null where that is allowed. Told when the field is left. */
export function LengthInput({
  label,
  visibleLabel = false,
  value,
  onChange,
  placeholder,
  width = 84,
  error,
}: {
  readonly label: string;
  readonly visibleLabel?: boolean;
  /** ISO 8601 or milliseconds; null or undefined: empty. */
  readonly value: unknown;
  readonly onChange: (iso: string | null) => void;
  readonly placeholder?: string;
  readonly width?: number;
  readonly error?: string | undefined;
}) {
  const shown = lengthText(value);
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const ms = readLength(text);
  const wrong = text.trim() !== '' && ms === null ? texts.editor.notALength : undefined;
  return (
    <TextInput
      {...(visibleLabel ? { label } : { 'aria-label': label })}
      size="xs"
      w={width}
      value={text}
      {...(placeholder === undefined ? {} : { placeholder })}
      error={wrong ?? error}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        const read = readLength(typed);
        if (read !== null) onChange(isoLength(read));
        else if (typed.trim() === '') onChange(null);
      }}
      onBlur={() => {
        if (ms !== null) setText(lengthText(isoLength(ms)));
      }}
    />
  );
}
