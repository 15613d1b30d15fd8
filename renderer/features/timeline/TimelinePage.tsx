import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import type { JobRow, TimelineRow } from '../../../preload/contract.ts';
import { useAnswer } from '../../api/program.tsx';
import { Page } from '../../parts/Page.tsx';
import { Answered } from '../../parts/States.tsx';
import { useQuery } from '../../shell/address.ts';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { useNow, useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import { FirstRun } from '../welcome/FirstRun.tsx';
import type { Filter } from './FilterMenu.tsx';
import { FilterMenu } from './FilterMenu.tsx';
import { Legend } from './Legend.tsx';
import { Plot } from './Plot.tsx';
import { arrangeJobs } from './order.ts';
import { rangeText } from './range.ts';
import { onlyExceptions } from './rowDrawing.ts';
import { TimelineTable } from './TimelineTable.tsx';
import { useSettled } from './useDrawn.ts';
import type { Stretch, Zoom } from './window.ts';
import { about, moved, stretchOf, zoomed, zoomOf } from './window.ts';

const zooms: readonly Zoom[] = ['day', 'week', 'month'];

/** What a hand has made of the view at an address. */
interface Hand {
  readonly address: string;
  readonly stretch: Stretch;
  /** Moved or zoomed in small steps, with nothing between them to show. */
  readonly atOnce: boolean;
}

/** When the machine was away, and how each job dealt with it. */
export function TimelinePage() {
  const known = useAnswer('listJobs', {});
  if (known.value?.length === 0) return <FirstRun />;
  return <Answered known={known}>{(jobs) => <Timeline jobs={jobs} />}</Answered>;
}

function Timeline({ jobs }: { readonly jobs: readonly JobRow[] }) {
  const query = useQuery();
  const times = useTimes();
  const now = useNow();
  const asked = query.get('zoom');
  const zoom: Zoom = asked === 'week' || asked === 'month' ? asked : 'day';
  const at = query.get('at');
  const address = `${zoom} ${at ?? ''}`;
  const home = useMemo((): Stretch => {
    const stretch = stretchOf(zoom, now, times);
    return at === null ? stretch : about(stretch, Number(at));
  }, [zoom, at, now, times]);
  // Moved or zoomed by hand; another address begins anew.
  const [hand, setHand] = useState<Hand | null>(null);
  const held = hand !== null && hand.address === address ? hand : null;
  const stretch = held?.stretch ?? home;
  const setStretch = useCallback((next: Stretch) => setHand({ address, stretch: next, atOnce: true }), [address]);
  const zoomTo = useCallback((next: Stretch) => setHand({ address, stretch: next, atOnce: false }), [address]);
  const [filter, setFilter] = useState<Filter>({ tag: null, onlyExceptions: false, hideEmpty: true, sort: 'tag' });
  const asTable = query.get('as') === 'table';

  const toNow = (): void => {
    setHand(null);
    query.set({ at: null });
  };
  useShortcuts({
    t: toNow,
    '+': () => zoomTo(zoomed(stretch, 0.5, (stretch.from + stretch.to) / 2)),
    '-': () => zoomTo(zoomed(stretch, 2, (stretch.from + stretch.to) / 2)),
  });
  const settled = useSettled(stretch);
  const inView = useAnswer('timelineJobs', wholeSeconds(settled));
  const [last, setLast] = useState(inView.value);
  if (inView.value !== undefined && inView.value !== last) setLast(inView.value);
  const shown = useMemo(() => arrangeJobs(jobs, inView.value ?? last, filter), [jobs, inView.value, last, filter]);
  const narrow = filter.onlyExceptions ? onlyExceptions : whole;
  return (
    <Page
      title={texts.timeline.title}
      sub={rangeText(stretch, times, now)}
      actions={
        <>
          <span className="row">
            <ActionIcon aria-label={texts.timeline.earlier} onClick={() => setStretch(moved(stretch, -0.5))}>
              <IconChevronLeft size={16} stroke={1.6} />
            </ActionIcon>
            <Button variant="subtle" onClick={toNow}>
              {texts.timeline.now}
            </Button>
            <ActionIcon aria-label={texts.timeline.later} onClick={() => setStretch(moved(stretch, 0.5))}>
              <IconChevronRight size={16} stroke={1.6} />
            </ActionIcon>
          </span>
          <SegmentedControl
            aria-label={texts.timeline.zoom}
            data={zooms.map((value) => ({ value, label: texts.timeline.zooms[value] }))}
            value={zoomOf(stretch)}
            onChange={(value) => {
              setHand(null);
              query.set({ zoom: value === 'day' ? null : value });
            }}
          />
          <FilterMenu
            jobs={jobs}
            filter={filter}
            onFilter={setFilter}
            asTable={asTable}
            onTable={(table) => query.set({ as: table ? 'table' : null })}
          />
        </>
      }
      footer={<Legend />}
    >
      {asTable ? (
        <TimelineTable
          key={`${settled.from} ${settled.to}`}
          jobs={shown}
          stretch={settled}
          narrow={narrow}
          hideEmpty={filter.hideEmpty}
        />
      ) : (
        <Plot
          jobs={shown}
          all={jobs.length}
          goal={stretch}
          atOnce={held?.atOnce ?? false}
          onStretch={setStretch}
          onZoom={zoomTo}
          narrow={narrow}
        />
      )}
    </Page>
  );
}

const whole = (row: TimelineRow): TimelineRow => row;

/** A stretch as it is asked for: a little movement asks no new question. */
const wholeSeconds = ({ from, to }: Stretch): Stretch => ({
  from: Math.round(from / 1000) * 1000,
  to: Math.round(to / 1000) * 1000,
});
