import { Kbd, Modal } from '@mantine/core';
import { texts } from '../texts/texts.ts';
import { modifier } from './shortcuts.ts';
import styles from './palette.module.css';

/** All shortcuts, on `?`. */
export function ShortcutHelp({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={texts.palette.shortcuts}
      closeButtonProps={{ 'aria-label': texts.wishes.close }}
    >
      <dl className={styles['keys']}>
        {texts.palette.keys(modifier).map(([keys, does]) => (
          <div key={keys}>
            <dt>
              <Kbd>{keys}</Kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
