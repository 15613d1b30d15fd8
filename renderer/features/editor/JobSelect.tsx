import { Select } from '@mantine/core';
import { useAnswer } from '../../api/program.tsx';
import { texts } from '../../texts/texts.ts';

/** Another job, by name. One that is gone keeps its id. */
export function JobSelect({
  label,
  value,
  onChange,
  except,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (job: string) => void;
  readonly except?: string | null;
}) {
  const jobs = (useAnswer('listJobs', {}).value ?? []).filter((job) => job.id !== except);
  const data = jobs.map((job) => ({ value: job.id, label: job.name }));
  if (value !== '' && !data.some((one) => one.value === value)) data.push({ value, label: value });
  return (
    <Select
      label={label}
      searchable
      data={data}
      value={value === '' ? null : value}
      placeholder={texts.editor.chooseJob}
      nothingFoundMessage={texts.editor.noOtherJob}
      onChange={(job) => onChange(job ?? '')}
    />
  );
}
