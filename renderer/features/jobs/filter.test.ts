import { describe, expect, it } from 'vitest';
import { manyRows } from '../../testing/sampleViews.ts';
import { arrange, fits, nearestWord, readSearch, tagsOf } from './filter.ts';

const rows = manyRows(14);
const found = (text: string): readonly string[] =>
  rows.filter((row) => fits(row, readSearch(text))).map((row) => row.id);

describe('search', () => {
  it.each([
    ['photos', ['backup-photos', 'index']],
    ['restic DOCUMENTS', ['backup-docs']],
    ['tag:mail', ['mail']],
    ['state:waiting', ['index']],
    ['state:paused', ['digest']],
    ['fate:expired', ['standup']],
  ])('%s', (text, ids) => {
    expect(new Set(found(text))).toEqual(new Set(ids));
  });

  it('offers the nearest word where nothing matches', () => {
    expect(found('photso')).toEqual([]);
    expect(nearestWord(rows, 'photso')).toBe('photos');
    expect(nearestWord(rows, 'qqqqqqqq')).toBeNull();
  });
});

describe('order', () => {
  it('groups by state, most urgent first, and leaves out groups without jobs', () => {
    const heads = arrange(rows, 'state', 'next', new Set()).flatMap((line) => (line.kind === 'group' ? [line.id] : []));
    expect(heads).toEqual(['attention', 'running', 'waiting', 'scheduled', 'paused']);
  });

  it('shows the head alone of a folded group', () => {
    const lines = arrange(rows, 'state', 'next', new Set(['scheduled']));
    expect(lines.some((line) => line.kind === 'job' && line.group === 'scheduled')).toBe(false);
    expect(lines.some((line) => line.kind === 'group' && line.id === 'scheduled')).toBe(true);
  });

  it('sorts by what is due next, by name, and by the last run', () => {
    const ids = (sorting: 'next' | 'name' | 'last') =>
      arrange(rows, 'none', sorting, new Set()).flatMap((line) => (line.kind === 'job' ? [line.row] : []));
    const next = ids('next').map((row) => row.next?.at ?? Infinity);
    expect(next).toEqual([...next].sort((a, b) => a - b));
    expect(ids('name')[0]?.name).toBe('Back up documents');
    const last = ids('last').map((row) => row.lastRun?.started ?? 0);
    expect(last).toEqual([...last].sort((a, b) => b - a));
  });

  it('names tags by how many jobs carry them', () => {
    expect(tagsOf(rows)[0]).toBe('ingest');
  });

  it('filters and arranges a thousand jobs in less than a frame', () => {
    const many = manyRows(1000);
    const started = performance.now();
    for (let round = 0; round < 10; round += 1) {
      const search = readSearch('back up tag:backup');
      arrange(
        many.filter((row) => fits(row, search)),
        'state',
        'next',
        new Set(),
      );
    }
    expect((performance.now() - started) / 10).toBeLessThan(100);
  });
});
