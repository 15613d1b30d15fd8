import '@xterm/xterm/css/xterm.css';
import { Button, SegmentedControl, useComputedColorScheme } from '@mantine/core';
import { IconClock, IconCopy, IconCornerDownLeft, IconDownload, IconTextWrap } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useAnswer, useApi } from '../../api/program.tsx';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { tell } from '../../shell/tell.ts';
import { useWishes } from '../../shell/wishes.tsx';
import { useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import { OutputEdge } from './OutputEdge.tsx';
import { OutputSearch } from './OutputSearch.tsx';
import { longestLine, OutputWriter, plainText, sizeText } from './outputText.ts';
import type { Change, Held } from './outputWindow.ts';
import { nothingHeld } from './outputWindow.ts';
import type { Screen } from './terminal.ts';
import { openScreen } from './terminal.ts';
import { Tool } from './Tool.tsx';
import { Usage } from './Usage.tsx';
import { useOutput } from './useOutput.ts';
import { useSearch } from './useSearch.ts';
import styles from './job.module.css';

const ROWS = 16;
const icon = { size: 14, stroke: 1.6 } as const;

/** The output of a run, live while it runs: attempts apart, times in grey, the error stream in red, search, follow, wrap, copy, save. */
export function Output({ run }: { readonly run: string }) {
  const api = useApi();
  const wishes = useWishes();
  const times = useTimes();
  const known = useAnswer('readRun', { run }).value;
  const isDark = useComputedColorScheme('light') === 'dark';
  const place = useRef<HTMLDivElement>(null);
  const screen = useRef<Screen | null>(null);
  const writer = useRef<OutputWriter | null>(null);
  const [attempt, setAttempt] = useState<number | null>(null);
  const [withTimes, setWithTimes] = useState(true);
  const [wrap, setWrap] = useState(true);
  const [follow, setFollow] = useState(true);
  const [query, setQuery] = useState('');
  const [inTerminal, setInTerminal] = useState({ which: -1, count: 0 });
  const [chosen, setChosen] = useState(-1);
  const field = useRef<HTMLInputElement>(null);

  /** How everything is drawn anew: by what asked for it. */
  const showing = useRef<'start' | 'end' | 'sameFromEnd'>('end');
  const draw = useRef({ held: nothingHeld, isDark, withTimes, times });
  const drawAnew = useCallback((show: 'start' | 'end' | 'sameFromEnd') => {
    const { held, withTimes: shown, times: clock } = draw.current;
    writer.current = new OutputWriter(shown ? (at: number) => clock.clockWithSeconds(at) : null);
    screen.current?.replace(writer.current.write(held.pieces), show);
  }, []);
  const output = useOutput(
    run,
    useCallback(
      (held: Held, change: Change) => {
        draw.current = { ...draw.current, held };
        if (change.kind === 'anew') drawAnew(showing.current);
        else {
          const text = writer.current?.write(change.pieces) ?? '';
          if (text !== '') screen.current?.write(text);
        }
      },
      [drawAnew],
    ),
    attempt,
  );
  const { pieces, omitted, end, total, from, toEnd } = output;
  const isWhole = from === 0 && toEnd;
  const found = useSearch(run, attempt, isWhole ? '' : query);

  useEffect(() => {
    if (place.current === null) return undefined;
    const opened = openScreen(place.current, { dark: draw.current.isDark, label: texts.job.output, rows: ROWS });
    screen.current = opened;
    opened.onAtEnd((atEnd) => {
      if (!atEnd) setFollow(false);
    });
    opened.onMatches((which, count) => setInTerminal({ which, count }));
    drawAnew('end');
    return () => {
      opened.dispose();
      screen.current = null;
    };
  }, [drawAnew]);
  useEffect(() => {
    const before = draw.current;
    draw.current = { ...before, isDark, withTimes, times };
    if (before.withTimes !== withTimes || before.times !== times) drawAnew('sameFromEnd');
    if (before.isDark !== isDark) screen.current?.setDark(isDark);
  }, [drawAnew, isDark, times, withTimes]);
  useEffect(() => {
    screen.current?.setWrap(
      wrap,
      wrap ? 0 : longestLine(pieces) + (withTimes ? times.clockWithSeconds(0).length + 2 : 0),
    );
  }, [wrap, pieces, withTimes, times]);
  useEffect(() => screen.current?.setFollow(follow && !end), [follow, end]);

  useShortcuts({ h: () => setWithTimes(!withTimes), '/': () => field.current?.focus() });
  const move = (how: () => Promise<void>, show: 'start' | 'end' | 'sameFromEnd'): void => {
    showing.current = show;
    setFollow(show === 'end');
    void how().then(() => (showing.current = 'end'));
  };
  const find = (forward: boolean): void => {
    if (query === '') return;
    if (isWhole || found === null || found.matches.length === 0) return screen.current?.find(query, forward);
    const count = found.matches.length;
    const next = chosen < 0 ? (forward ? 0 : count - 1) : (chosen + (forward ? 1 : count - 1)) % count;
    const match = found.matches[next];
    if (match === undefined) return;
    setChosen(next);
    showing.current = 'start';
    setFollow(false);
    void output.jump(match.place).then(() => {
      showing.current = 'end';
      setTimeout(() => screen.current?.find(query, true), 50);
    });
  };
  const search = (text: string): void => {
    setQuery(text);
    setChosen(-1);
    screen.current?.find(isWhole ? text : '', true);
  };
  const copy = (): void => {
    // A search marks what it found, which nobody means to copy alone.
    const marked = query === '' ? (screen.current?.selection() ?? '') : '';
    const text = marked === '' ? plainText(pieces) : marked;
    const said = marked === '' && !isWhole ? texts.job.copiedPart : texts.job.copied;
    void navigator.clipboard.writeText(text).then(() => tell(said));
  };
  const save = async (): Promise<void> => {
    const file = await wishes.granted(api.downloadOutput({ run, attempt }));
    if (file === null) return;
    const link = document.createElement('a');
    link.href = file.address;
    link.download = file.name;
    link.click();
  };
  const attempts = known?.attempts ?? 1;
  const empty = pieces.length === 0;
  const matches = isWhole
    ? { ...inTerminal, more: false }
    : found === null
      ? null
      : { which: chosen, count: found.matches.length, more: found.more };
  return (
    <section className={styles['output']} aria-label={texts.job.output}>
      <div className={styles['outputHead']}>
        <div className={styles['outputTitle']}>
          <h2>{texts.job.output}</h2>
          {known !== undefined && <Usage run={known} />}
          <span className="faint small hide-narrow">{texts.job.run(run)}</span>
        </div>
        <div className={styles['outputTools']}>
          {attempts > 1 && (
            <SegmentedControl
              size="xs"
              aria-label={texts.job.attempts}
              value={String(attempt ?? 'all')}
              onChange={(value) => setAttempt(value === 'all' ? null : Number(value))}
              data={[
                { value: 'all', label: texts.job.allAttempts },
                ...Array.from({ length: attempts }, (_, index) => ({
                  value: String(index + 1),
                  label: texts.job.attempt(index + 1),
                })),
              ]}
            />
          )}
          <OutputSearch field={field} query={query} place={matches} onQuery={search} onFind={find} />
          {!end && (
            <Button
              size="sm"
              variant="subtle"
              aria-pressed={follow}
              className={follow ? (styles['on'] ?? '') : ''}
              leftSection={<IconCornerDownLeft {...icon} />}
              onClick={() => {
                if (follow) setFollow(false);
                else if (toEnd) setFollow(true);
                else move(output.toTheEnd, 'end');
              }}
            >
              {texts.job.follow}
            </Button>
          )}
          <Tool label={texts.job.times} pressed={withTimes} onClick={() => setWithTimes(!withTimes)}>
            <IconClock {...icon} />
          </Tool>
          <Tool label={texts.job.wrap} pressed={wrap} onClick={() => setWrap(!wrap)}>
            <IconTextWrap {...icon} />
          </Tool>
          <Tool label={texts.job.copyOutput} onClick={copy}>
            <IconCopy {...icon} />
          </Tool>
          <Tool label={texts.job.saveOutput} onClick={() => void save()}>
            <IconDownload {...icon} />
          </Tool>
        </div>
      </div>
      {omitted !== null && omitted > 0 && <p className={styles['leftOut']}>{texts.job.leftOut(sizeText(omitted))}</p>}
      {from > 0 && (
        <OutputEdge
          text={texts.job.beforeThis(sizeText(from), sizeText(total))}
          acts={[
            { label: texts.job.earlier, run: () => move(output.earlier, 'sameFromEnd') },
            { label: texts.job.toBeginning, run: () => move(() => output.jump(0), 'start') },
          ]}
        />
      )}
      {empty && <p className={styles['nothing']}>{end ? texts.job.noOutput : texts.job.noOutputYet}</p>}
      <div className={styles['terminal']} hidden={empty}>
        <div ref={place} />
      </div>
      {!toEnd && (
        <OutputEdge
          text={texts.job.afterThis}
          acts={[
            { label: texts.job.later, run: () => move(output.later, 'end') },
            { label: texts.job.toEnd, run: () => move(output.toTheEnd, 'end') },
          ]}
        />
      )}
    </section>
  );
}
