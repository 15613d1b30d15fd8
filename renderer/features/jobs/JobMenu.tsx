import { Menu } from '@mantine/core';
import {
  IconCopy,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipForward,
  IconPlayerStop,
  IconPower,
  IconTrash,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { JobRow } from '../../../preload/contract.ts';
import { PauseAtTime, PauseItems } from '../../parts/PauseMenu.tsx';
import { goTo } from '../../shell/address.ts';
import { useWishes } from '../../shell/wishes.tsx';
import { useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import { CopyAsItems } from './CopyAsItems.tsx';

const icon = { size: 16, stroke: 1.6 } as const;

/** Everything that can be done with a job, behind the button given as child. */
export function JobMenu({ row, children }: { readonly row: JobRow; readonly children: ReactNode }) {
  const wishes = useWishes();
  const times = useTimes();
  const [asking, setAsking] = useState(false);
  const place = `/jobs/${encodeURIComponent(row.id)}`;
  return (
    <>
      <Menu>
        <Menu.Target>{children}</Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPlayerPlay {...icon} />} onClick={() => void wishes.runNow(row.id, row.name)}>
            {texts.jobs.runNow}
          </Menu.Item>
          {row.running.map((run) => (
            <Menu.Item
              key={run.run}
              leftSection={<IconPlayerStop {...icon} />}
              onClick={() => void wishes.stop(run.run)}
            >
              {texts.jobs.stop}
            </Menu.Item>
          ))}
          <Menu.Item
            leftSection={<IconPlayerSkipForward {...icon} />}
            onClick={() =>
              void wishes.skipNext(row.id, (due) => texts.wishes.skipped(times.nearWithin(due, Date.now())))
            }
          >
            {texts.jobs.skipNext}
          </Menu.Item>
          {row.paused === null ? (
            <Menu.Sub>
              <Menu.Sub.Target>
                <Menu.Sub.Item leftSection={<IconPlayerPause {...icon} />}>{texts.pause.title}</Menu.Sub.Item>
              </Menu.Sub.Target>
              <Menu.Sub.Dropdown>
                <PauseItems onPause={(until) => void wishes.pause(row.id, until)} onAsk={() => setAsking(true)} />
              </Menu.Sub.Dropdown>
            </Menu.Sub>
          ) : (
            <Menu.Item
              leftSection={<IconPlayerPause {...icon} />}
              onClick={() => void wishes.unpause(row.paused?.everything === true ? null : row.id)}
            >
              {texts.shell.unpause}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconPencil {...icon} />} onClick={() => goTo(`${place}/edit`)}>
            {texts.jobs.edit}
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy {...icon} />} onClick={() => void wishes.duplicate(row.id)}>
            {texts.jobs.duplicate}
          </Menu.Item>
          <CopyAsItems job={row.id} />
          <Menu.Divider />
          <Menu.Item leftSection={<IconPower {...icon} />} onClick={() => void wishes.setEnabled(row.id, !row.enabled)}>
            {row.enabled ? texts.jobs.disable : texts.jobs.enable}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconTrash {...icon} />}
            data-danger=""
            onClick={() => {
              if (window.location.hash.includes(`/jobs/${encodeURIComponent(row.id)}`)) goTo('/jobs');
              void wishes.remove(row.id, row.name);
            }}
          >
            {texts.jobs.remove(row.name)}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <PauseAtTime
        opened={asking}
        onClose={() => setAsking(false)}
        onPause={(until) => void wishes.pause(row.id, until)}
      />
    </>
  );
}
