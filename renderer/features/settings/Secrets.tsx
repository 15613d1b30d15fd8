import { ActionIcon, Button, Group, Modal, PasswordInput, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useAnswer, useApi } from '../../api/program.tsx';
import { Answered, Note } from '../../parts/States.tsx';
import { tell } from '../../shell/tell.ts';
import { useWishes } from '../../shell/wishes.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import { SettingCard, SettingRow } from './SettingRow.tsx';

const words = texts.settings.secrets;

/** Secrets by name: set and deleted here, never shown. Names that jobs ask for and nobody set stand on top. */
export function Secrets() {
  const known = useAnswer('listSecrets', {});
  const api = useApi();
  const { granted } = useWishes();
  const times = useTimes();
  const now = useNow();
  const [asking, setAsking] = useState<string | null>(null);
  const remove = async (name: string): Promise<void> => {
    if ((await granted(api.deleteSecret({ name }))) !== null) tell(words.deleted(name));
  };
  return (
    <Answered known={known} bars={2}>
      {({ secrets, missing, unavailable }) => (
        <>
          {unavailable !== null && <Note kind="warn">{unavailable}</Note>}
          <SettingCard>
            {missing.map(({ name, jobs }) => (
              <SettingRow
                key={name}
                title={<span className="mono">{name}</span>}
                text={<Users jobs={jobs} say={words.missing} />}
              >
                <Button size="sm" disabled={unavailable !== null} onClick={() => setAsking(name)}>
                  {words.set}
                </Button>
              </SettingRow>
            ))}
            {secrets.map(({ name, changed, problem, jobs }) => (
              <SettingRow
                key={name}
                title={<span className="mono">{name}</span>}
                text={
                  problem ?? <Users jobs={jobs} say={(names) => words.changed(times.nearWithin(changed, now), names)} />
                }
              >
                <Button
                  size="sm"
                  disabled={unavailable !== null}
                  aria-label={words.changeLabel(name)}
                  onClick={() => setAsking(name)}
                >
                  {words.change}
                </Button>
                <ActionIcon size="sm" aria-label={words.remove(name)} onClick={() => void remove(name)}>
                  <IconTrash size={16} stroke={1.6} />
                </ActionIcon>
              </SettingRow>
            ))}
            <SettingRow title={words.title} text={words.text}>
              <Button
                size="sm"
                disabled={unavailable !== null}
                leftSection={<IconPlus size={14} stroke={1.6} />}
                onClick={() => setAsking('')}
              >
                {words.add}
              </Button>
            </SettingRow>
          </SettingCard>
          {asking !== null && <SecretForm key={asking} name={asking} onClose={() => setAsking(null)} />}
        </>
      )}
    </Answered>
  );
}

/** A sentence with the names of the jobs that use a secret; the list of jobs is long, and asked for only where there are some. */
function Users({ jobs, say }: { readonly jobs: readonly string[]; readonly say: (names: string) => string }) {
  return jobs.length === 0 ? say('') : <Named jobs={jobs} say={say} />;
}

function Named({ jobs, say }: { readonly jobs: readonly string[]; readonly say: (names: string) => string }) {
  const rows = useAnswer('listJobs', {}).value;
  return say(jobs.map((id) => rows?.find((row) => row.id === id)?.name ?? id).join(', '));
}

function SecretForm({ name: given, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const api = useApi();
  const [name, setName] = useState(given);
  const [value, setValue] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    try {
      const answer = await api.setSecret({ name, value });
      if (answer.ok) onClose();
      else setProblem(answer.error.message);
    } catch {
      setProblem(texts.wishes.noLine);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={given === '' ? words.add : words.changeLabel(given)}
      closeButtonProps={{ 'aria-label': texts.wishes.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextInput
          label={words.name}
          mb="md"
          placeholder="API_KEY"
          value={name}
          disabled={given !== ''}
          error={problem}
          data-autofocus={given === '' ? '' : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label={words.value}
          mb="md"
          autoComplete="off"
          value={value}
          data-autofocus={given === '' ? undefined : ''}
          visibilityToggleButtonProps={{ 'aria-label': words.show }}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="subtle" onClick={onClose}>
            {texts.pause.cancel}
          </Button>
          <Button variant="filled" type="submit" disabled={name === '' || value === ''}>
            {words.save}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
