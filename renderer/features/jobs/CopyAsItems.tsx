import { Menu } from '@mantine/core';
import { IconClipboard } from '@tabler/icons-react';
import { useAnswer } from '../../api/program.tsx';
import { tell } from '../../shell/tell.ts';
import { texts } from '../../texts/texts.ts';
import { copyAs } from './copyAs.ts';

/** Copies a job as JSON, as a line of a crontab or as a command; what cannot say the job is not offered. */
export function CopyAsItems({ job }: { readonly job: string }) {
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={<IconClipboard size={16} stroke={1.6} />}>{texts.job.copyAs}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        <Kinds job={job} />
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}

function Kinds({ job }: { readonly job: string }) {
  const document = useAnswer('readJob', { job }).value?.document;
  if (document === undefined) return null;
  const { json, cron, command } = copyAs(document);
  const copy = (text: string): void => {
    void navigator.clipboard.writeText(text).then(() => tell(texts.job.copied));
  };
  return (
    <>
      <Menu.Item onClick={() => copy(json)}>{texts.job.copyAsJson}</Menu.Item>
      {cron !== null && <Menu.Item onClick={() => copy(cron)}>{texts.job.copyAsCron}</Menu.Item>}
      {command !== null && <Menu.Item onClick={() => copy(command)}>{texts.job.copyAsCommand}</Menu.Item>}
    </>
  );
}
