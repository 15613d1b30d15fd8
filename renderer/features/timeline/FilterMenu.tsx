import { Button, Menu } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { JobRow } from '../../../preload/contract.ts';
import { texts } from '../../texts/texts.ts';
import { tagsOf } from '../jobs/filter.ts';

/** What of the jobs is shown, and in which order. */
export interface Filter {
  readonly tag: string | null;
  readonly onlyExceptions: boolean;
  readonly hideEmpty: boolean;
  readonly sort: keyof typeof texts.timeline.sorts;
}

/** Tags, fates, order, and the same as a table. */
export function FilterMenu({
  jobs,
  filter,
  onFilter,
  asTable,
  onTable,
}: {
  readonly jobs: readonly JobRow[];
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly asTable: boolean;
  readonly onTable: (table: boolean) => void;
}) {
  const tags = useMemo(() => tagsOf(jobs), [jobs]);
  const words = texts.timeline;
  const item = (label: string, chosen: boolean, change: () => void) => (
    <Menu.CheckboxItem key={label} checked={chosen} onChange={change} closeMenuOnClick={false}>
      {label}
    </Menu.CheckboxItem>
  );
  return (
    <Menu closeOnItemClick={false}>
      <Menu.Target>
        <Button leftSection={<IconFilter size={14} stroke={1.6} />}>{words.filter}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {item(words.onlyExceptions, filter.onlyExceptions, () =>
          onFilter({ ...filter, onlyExceptions: !filter.onlyExceptions }),
        )}
        {item(words.hideEmpty, filter.hideEmpty, () => onFilter({ ...filter, hideEmpty: !filter.hideEmpty }))}
        <Menu.Divider />
        {(Object.keys(words.sorts) as (keyof typeof words.sorts)[]).map((sort) =>
          item(words.sorts[sort], filter.sort === sort, () => onFilter({ ...filter, sort })),
        )}
        {tags.length > 0 && <Menu.Divider />}
        {tags.length > 0 && item(words.allTags, filter.tag === null, () => onFilter({ ...filter, tag: null }))}
        {tags.slice(0, 12).map((tag) => item(tag, filter.tag === tag, () => onFilter({ ...filter, tag })))}
        <Menu.Divider />
        {item(words.asTable, asTable, () => onTable(!asTable))}
      </Menu.Dropdown>
    </Menu>
  );
}
