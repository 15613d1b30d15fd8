import { useEffect, useRef } from 'react';

/** Whether the key belongs to a text that is being typed. */
const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Cmd on macOS, Ctrl elsewhere. */
export const isMac = /Mac/.test(navigator.platform);

/** How the main modifier is written on this computer. */
export const modifier = isMac ? '⌘' : 'Ctrl ';

/** "mod+k", "shift+p", "n", "/" of a key press. */
export function nameOfKey(event: KeyboardEvent): string {
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // The shift that a sign needs is not a shortcut's shift.
  const shift = event.shiftKey && (event.key.length > 1 || /[a-z]/i.test(event.key));
  return `${mod ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${shift ? 'shift+' : ''}${key}`;
}

let singleKeys = true;

/** Whether single letters are shortcuts (they can be switched off in Settings, WCAG 2.1.4). */
export const allowSingleKeys = (allowed: boolean): void => {
  singleKeys = allowed;
};

/** Shortcuts for as long as the component lives. Single keys work outside text fields and open dialogs. */
export function useShortcuts(shortcuts: Readonly<Record<string, (() => void) | undefined>>): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const name = nameOfKey(event);
      const run = latest.current[name];
      if (run === undefined) return;
      if (!name.startsWith('mod+')) {
        if (!singleKeys || typing(event.target) || document.querySelector('[role="dialog"]') !== null) return;
      }
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
