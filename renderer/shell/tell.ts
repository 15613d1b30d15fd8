import { notifications } from '@mantine/notifications';
import { texts } from '../texts/texts.ts';

/** Says something at the foot of the window; read aloud by screen readers. */
export function tell(message: string, kind: 'plain' | 'bad' = 'plain'): void {
  notifications.show({
    message,
    ...(kind === 'bad' ? { color: 'red', title: texts.wishes.notDone } : {}),
    withBorder: true,
    autoClose: kind === 'bad' ? 8000 : 4000,
    closeButtonProps: { 'aria-label': texts.wishes.close },
  });
}
