import type { ComponentPropsWithRef } from 'react';
import { useRef, useState } from 'react';
import type { Problem } from '../../../preload/contract.ts';
import styles from './editor.module.css';

interface MarkedInputProps extends Omit<ComponentPropsWithRef<'input'>, 'onChange'> {
  readonly label: string;
  readonly value: string;
  readonly problem: Problem | null;
  readonly describedBy: string;
  readonly onType: (text: string) => void;
}

/** A text field that underlines the word in which the mistake is. */
export function MarkedInput({ label, value, problem, describedBy, onType, ref, ...others }: MarkedInputProps) {
  const [scrolled, setScrolled] = useState(0);
  const ghost = useRef<HTMLDivElement>(null);
  const at = problem?.position;
  const length = Math.max(1, problem?.length ?? 1);
  return (
    <div className={styles['marked']}>
      {at !== undefined && (
        <div ref={ghost} className={styles['ghost']} aria-hidden="true">
          <span style={{ transform: `translateX(${-scrolled}px)` }}>
            {value.slice(0, at)}
            <u>{value.slice(at, at + length).padEnd(1, '\u00a0')}</u>
            {value.slice(at + length)}
          </span>
        </div>
      )}
      <input
        {...others}
        ref={ref}
        type="text"
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={problem !== null}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onType(event.currentTarget.value)}
        onScroll={(event) => setScrolled(event.currentTarget.scrollLeft)}
      />
    </div>
  );
}
