import '@xterm/xterm/css/xterm.css';
import { ActionIcon, Button, TextInput, Tooltip, useComputedColorScheme } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconClock,
  IconCopy,
  IconCornerDownLeft,
  IconDownload,
  IconSearch,
  IconTextWrap,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { tell } from '../../shell/tell.ts';
import { useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import type { Piece } from './outputText.ts';
import { OutputWriter, plainText, sizeText } from './outputText.ts';
import type { Screen } from './terminal.ts';
import { openScreen } from './terminal.ts';
import { useOutput } from './useOutput.ts';
import styles from './job.module.css';

const ROWS = 16;
const icon = { size: 14, stroke: 1.6 } as const;

/** The output of a run, live while it runs: times in grey, the error stream in red, search, follow, wrap, copy, save. */
export function Output({ run }: { readonly run: string }) {
  const times = useTimes();
  const isDark = useComputedColorScheme('light') === 'dark';
  const place = useRef<HTMLDivElement>(null);
  const screen = useRef<Screen | null>(null);
  const writer = useRef<OutputWriter | null>(null);
  const [withTimes, setWithTimes] = useState(true);
  const [wrap, setWrap] = useState(true);
  const [follow, setFollow] = useState(true);
  const [query, setQuery] = useState('');
  const field = useRef<HTMLInputElement>(null);

  const newWriter = useCallback(
    (shown: boolean) => new OutputWriter(shown ? (at: number) => times.clockWithSeconds(at) : null),
    [times],
  );
  const { pieces, omitted, end } = useOutput(
    run,
    useCallback((more: readonly Piece[]) => {
      const text = writer.current?.write(more);
      if (text !== undefined) screen.current?.write(text);
    }, []),
  );

  const latest = useRef({ pieces, isDark });
  useEffect(() => {
    latest.current = { pieces, isDark };
  });
  useEffect(() => {
    if (place.current === null) return undefined;
    const opened = openScreen(place.current, { dark: latest.current.isDark, label: texts.job.output, rows: ROWS });
    screen.current = opened;
    opened.onAtEnd((atEnd) => {
      if (!atEnd) setFollow(false);
    });
    return () => {
      opened.dispose();
      screen.current = null;
    };
  }, []);
  useEffect(() => {
    writer.current = newWriter(withTimes);
    screen.current?.clear();
    screen.current?.write(writer.current.write(latest.current.pieces));
  }, [newWriter, withTimes]);
  useEffect(() => screen.current?.setDark(isDark), [isDark]);
  useEffect(() => screen.current?.setWrap(wrap), [wrap]);
  useEffect(() => screen.current?.setFollow(follow && !end), [follow, end]);

  useShortcuts({ h: () => setWithTimes(!withTimes), '/': () => field.current?.focus() });
  const find = (forward: boolean): void => {
    if (query !== '') screen.current?.find(query, forward);
  };
  const save = (): void => {
    const address = URL.createObjectURL(new Blob([plainText(pieces)], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `${run}.txt`;
    link.click();
    URL.revokeObjectURL(address);
  };
  const empty = pieces.length === 0;
  return (
    <section className={styles['output']} aria-label={texts.job.output}>
      <div className={styles['outputHead']}>
        <h2>{texts.job.output}</h2>
        <span className="faint small cut hide-narrow">{texts.job.run(run)}</span>
        <span className="grow" />
        <TextInput
          ref={field}
          size="xs"
          className={styles['find'] ?? ''}
          placeholder={texts.job.search}
          aria-label={texts.job.searchOutput}
          leftSection={<IconSearch {...icon} />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') find(!event.shiftKey);
          }}
        />
        {query !== '' && (
          <>
            <Tool label={texts.job.previousMatch} onClick={() => find(false)}>
              <IconArrowUp {...icon} />
            </Tool>
            <Tool label={texts.job.nextMatch} onClick={() => find(true)}>
              <IconArrowDown {...icon} />
            </Tool>
          </>
        )}
        <Button
          size="sm"
          variant="subtle"
          aria-pressed={follow}
          className={`hide-narrow ${follow && !end ? styles['on'] : ''}`}
          leftSection={<IconCornerDownLeft {...icon} />}
          onClick={() => setFollow(!follow)}
        >
          {texts.job.follow}
        </Button>
        <Tool label={texts.job.times} pressed={withTimes} onClick={() => setWithTimes(!withTimes)}>
          <IconClock {...icon} />
        </Tool>
        <Tool label={texts.job.wrap} pressed={wrap} onClick={() => setWrap(!wrap)}>
          <IconTextWrap {...icon} />
        </Tool>
        <Tool
          label={texts.job.copyOutput}
          onClick={() => void navigator.clipboard.writeText(plainText(pieces)).then(() => tell(texts.job.copied))}
        >
          <IconCopy {...icon} />
        </Tool>
        <Tool label={texts.job.saveOutput} onClick={save}>
          <IconDownload {...icon} />
        </Tool>
      </div>
      {omitted !== null && omitted > 0 && <p className={styles['leftOut']}>{texts.job.leftOut(sizeText(omitted))}</p>}
      {empty && <p className={styles['nothing']}>{end ? texts.job.noOutput : texts.job.noOutputYet}</p>}
      <div className={styles['terminal']} hidden={empty}>
        <div ref={place} />
      </div>
    </section>
  );
}

function Tool({
  label,
  pressed,
  onClick,
  children,
}: {
  readonly label: string;
  readonly pressed?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        size="sm"
        aria-label={label}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
