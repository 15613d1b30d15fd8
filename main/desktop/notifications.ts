import { Notification } from 'electron';
import type { Notice } from '../engine/ledger.ts';
import type { Problem } from '../core/problem.ts';
import type { Notifier } from '../engine/ports.ts';

/** How many shown notifications are kept so that a click on them still arrives. */
const remembered = 32;

/**
 * Shows notices through the system. A click opens the window where the notice says more. Whether the system shows it is up to the
 * system (macOS wants a signed app): the inbox has every notice anyway.
 */
export function createNotifier(
  icon: string,
  open: (path: string) => void,
  failed: (message: string) => void,
): Notifier & { problems(): readonly Problem[] } {
  let trouble: string | null = null;
  const fail = (message: string): void => {
    trouble = message;
    failed(message);
  };
  // Electron forgets a notification that nobody holds, and its click with it.
  const shown: Notification[] = [];
  return {
    show(notice) {
      if (!Notification.isSupported()) {
        fail('This desktop shows no notifications. The inbox has them.');
        return;
      }
      const notification = new Notification({ title: notice.title, body: notice.body, icon });
      notification.on('click', () => open(placeOf(notice)));
      notification.on('failed', (_event, error) =>
        fail(`The system did not show a notification: ${error}. The inbox has it.`),
      );
      notification.on('show', () => (trouble = null));
      notification.show();
      shown.push(notification);
      if (shown.length > remembered) shown.shift();
    },
    problems: () => (trouble === null ? [] : [{ code: 'notNotified', message: trouble }]),
  };
}

/** Where a notice is shown in full: its place in the inbox. */
export const placeOf = ({ id }: Pick<Notice, 'id'>): string => `/inbox/${String(id)}`;
