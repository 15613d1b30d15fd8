import { Button, Menu } from '@mantine/core';
import type { ReactNode } from 'react';

/** A menu of one choice, named by what is chosen; and, for who does not see where it stands, by what it chooses. */
export function Choice<K extends string>({
  label,
  chosen,
  icon,
  choices,
  onChoose,
  always = false,
}: {
  readonly label: string;
  readonly chosen: K;
  readonly icon: ReactNode;
  readonly choices: Readonly<Record<K, string>>;
  readonly onChoose: (key: K) => void;
  /** Also in narrow windows. */
  readonly always?: boolean;
}) {
  return (
    <Menu>
      <Menu.Target>
        <Button
          variant="subtle"
          leftSection={icon}
          className={always ? '' : 'hide-narrow'}
          aria-label={`${label}: ${choices[chosen]}`}
        >
          {choices[chosen]}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={chosen} onChange={(key) => onChoose(key as K)}>
          {(Object.keys(choices) as K[]).map((key) => (
            <Menu.RadioItem key={key} value={key} closeMenuOnClick>
              {choices[key]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
