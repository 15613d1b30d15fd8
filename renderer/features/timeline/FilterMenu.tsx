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

/** In place of a tag: no tag is empty. */
const ALL = '';

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
        <Menu.RadioGroup
          value={filter.sort}
          onChange={(sort) => onFilter({ ...filter, sort: sort as keyof typeof words.sorts })}
        >
          {Object.entries(words.sorts).map(([sort, label]) => (
            <Menu.RadioItem key={sort} value={sort}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        {tags.length > 0 && (
          <>
            <Menu.Divider />
            <Menu.RadioGroup
              value={filter.tag ?? ALL}
              onChange={(tag) => onFilter({ ...filter, tag: tag === ALL ? null : tag })}
            >
              {[ALL, ...tags].map((tag) => (
                <Menu.RadioItem key={tag} value={tag}>
                  {tag === ALL ? words.allTags : tag}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </>
        )}
        <Menu.Divider />
        {item(words.asTable, asTable, () => onTable(!asTable))}
      </Menu.Dropdown>
    </Menu>
  );
}
