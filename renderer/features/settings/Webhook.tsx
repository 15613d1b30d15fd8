import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../preload/contract.ts';
import { useAnswer, useApi } from '../../api/program.tsx';
import { useWishes } from '../../shell/wishes.tsx';
import { texts } from '../../texts/texts.ts';
import type { Chosen } from './SettingRow.tsx';
import { SettingRow, useChange } from './SettingRow.tsx';

const words = texts.settings;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Where notifications are sent as well: an address, the secret that opens it, and a test of both. */
export function Webhook({ settings }: { readonly settings: Chosen }) {
  const change = useChange();
  const api = useApi();
  const { granted } = useWishes();
  const secrets = useAnswer('listSecrets', {}).value?.secrets ?? [];
  const notify = settings['notify'];
  const saved = typeof notify === 'object' && notify !== null ? (notify as Readonly<Record<string, unknown>>) : {};
  const [address, setAddress] = useState(textOf(saved['webhook']));
  const [trying, setTrying] = useState(false);
  const [result, setResult] = useState<Output<'tryWebhook'> | null>(null);
  const secret = textOf(saved['webhookSecret']);
  const typed = address.trim();
  const save = (webhook: string, webhookSecret: string): void => {
    change({
      notify: { webhook: webhook === '' ? null : webhook, webhookSecret: webhookSecret === '' ? null : webhookSecret },
    });
  };
  const tryIt = async (): Promise<void> => {
    setTrying(true);
    setResult(await granted(api.tryWebhook({ webhook: typed, webhookSecret: secret === '' ? null : secret })));
    setTrying(false);
  };
  return (
    <>
      <SettingRow title={words.webhook} text={words.webhookText}>
        <TextInput
          size="xs"
          w={230}
          type="url"
          aria-label={words.webhook}
          placeholder={words.webhookPlaceholder}
          value={address}
          onChange={(event) => {
            setAddress(event.currentTarget.value);
            setResult(null);
          }}
          onBlur={() => {
            if (typed !== textOf(saved['webhook'])) save(typed, secret);
          }}
        />
      </SettingRow>
      {typed !== '' && (
        <SettingRow title={words.webhookSecret} text={words.webhookSecretText}>
          <Select
            size="xs"
            w={170}
            aria-label={words.webhookSecret}
            data={[
              { value: '', label: words.noSecret },
              ...[...new Set([...secrets.map(({ name }) => name), ...(secret === '' ? [] : [secret])])],
            ]}
            value={secret}
            onChange={(value) => save(typed, value ?? '')}
          />
          <Button size="sm" loading={trying} onClick={() => void tryIt()}>
            {words.webhookTry}
          </Button>
        </SettingRow>
      )}
      <div role="status">
        {result !== null && <SettingRow title={<span className={result.taken ? 'ok' : 'bad'}>{result.said}</span>} />}
      </div>
    </>
  );
}
