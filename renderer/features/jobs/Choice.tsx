import { Button, Menu } from '@mantine/core';
import type { ReactNode } from 'react';

/** A menu of one choice, named by what is chosen. */
export function Choice<K extends string>({
  label,
  icon,
  choices,
  onChoose,
  always = false,
}: {
  readonly label: string;
  readonly icon: ReactNode;
  readonly choices: Readonly<Record<K, string>>;
  readonly onChoose: (key: K) => void;
  /** Also in narrow windows. */
  readonly always?: boolean;
}) {
  return (
    <Menu>
      <Menu.Target>
        <Button variant="subtle" leftSection={icon} className={always ? '' : 'hide-narrow'}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(Object.keys(choices) as K[]).map((key) => (
          <Menu.Item key={key} onClick={() => onChoose(key)}>
            {choices[key]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
