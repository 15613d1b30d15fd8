import { BrowserWindow, nativeTheme, screen, session } from 'electron';
import { channels, type Push } from '../../preload/contract.ts';
import type { Disposable } from '../engine/ports.ts';
import { windowOrigin } from './windowFiles.ts';
import { isReachable, type KeptPlace } from './windowPlace.ts';

export interface WindowKeeper extends Disposable {
  /** Opens the window, or brings it to the front, at a place of ui.md §2 (`/jobs/ingest`); null leaves it where it is. */
  show(path: string | null): void;
  push(push: Push): void;
  /** Whether a message comes from the page of our own window, and not from a frame in it or a window of somebody else. */
  owns(sender: { readonly id: number }, frameUrl: string): boolean;
  isOpen(): boolean;
}

/**
 * One window that exists only while it is looked at: closing destroys it and gives its memory back, Wakeful goes on.
 * Its page has no rights but the calls of the contract: sandboxed, isolated, kept at its own origin, every permission denied.
 */
export function createWindowKeeper(options: {
  readonly preload: string;
  readonly icon: string;
  readonly place: KeptPlace;
}): WindowKeeper {
  let window: BrowserWindow | null = null;
  denyPermissions();

  const keepPlace = (): void => {
    if (window === null) return;
    options.place.write({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  };
  const colourFrame = (): void => {
    if (process.platform === 'win32') window?.setTitleBarOverlay(titleBarOverlay());
  };
  nativeTheme.on('updated', colourFrame);

  const open = (path: string) => {
    const place = options.place.read();
    const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
    const bounds = place !== null && isReachable(place.bounds, screens) ? place.bounds : { width: 1120, height: 720 };
    const opened = new BrowserWindow({
      ...bounds,
      minWidth: 640,
      minHeight: 480,
      show: false,
      title: 'Wakeful',
      icon: options.icon,
      ...frame(),
      webPreferences: {
        preload: options.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        spellcheck: false,
      },
    });
    opened.removeMenu();
    opened.once('ready-to-show', () => {
      if (place?.maximized === true) opened.maximize();
      opened.show();
    });
    opened.on('close', keepPlace);
    opened.on('closed', () => {
      window = null;
    });
    opened.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
    opened.webContents.on('will-navigate', (event, url) => {
      if (!url.startsWith(`${windowOrigin}/`)) event.preventDefault();
    });
    opened.webContents.on('will-attach-webview', (event) => event.preventDefault());
    void opened.loadURL(`${windowOrigin}/index.html#${path}`);
    return opened;
  };

  return {
    show(path) {
      if (window === null) {
        window = open(path ?? '/today');
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
      if (path !== null) window.webContents.send(channels.push, { kind: 'show', path } satisfies Push);
    },
    push(push) {
      window?.webContents.send(channels.push, push);
    },
    owns(sender, frameUrl) {
      return window !== null && sender.id === window.webContents.id && frameUrl.startsWith(`${windowOrigin}/`);
    },
    isOpen: () => window !== null,
    dispose() {
      nativeTheme.off('updated', colourFrame);
      keepPlace();
      window?.destroy();
    },
  };
}

/** The frame of each platform (ui.md §2). */
function frame(): Electron.BrowserWindowConstructorOptions {
  switch (process.platform) {
    case 'darwin':
      return { titleBarStyle: 'hiddenInset' };
    case 'win32':
      return { titleBarStyle: 'hidden', titleBarOverlay: titleBarOverlay() };
    default:
      return { autoHideMenuBar: true };
  }
}

/** The system's own buttons over the page: clear, with signs that can be seen on it in both themes. */
const titleBarOverlay = (): Electron.TitleBarOverlayOptions => ({
  height: 52,
  color: '#00000000',
  symbolColor: nativeTheme.shouldUseDarkColors ? '#ffffff' : '#000000',
});

function denyPermissions(): void {
  // Copying a command or some output is all that the page may ask of the system.
  const allowed = (permission: string) => permission === 'clipboard-sanitized-write';
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => answer(allowed(permission)));
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => allowed(permission));
}
