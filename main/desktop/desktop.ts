import { join } from 'node:path';
import { app, nativeTheme } from 'electron';
import type { Folders } from '../adapters/folders.ts';
import type { Disposable } from '../engine/ports.ts';
import { keyBox, takeSecretsKey } from '../adapters/secrets/keyBox.ts';
import { addExample } from '../program/examples.ts';
import { serveSocket } from '../program/socketCalls.ts';
import { VERSION } from '../program/version.ts';
import { startWakeful, type Wakeful } from '../program/wakeful.ts';
import { electronDocumentFile } from './electronDocumentFile.ts';
import { serveCalls } from './ipc.ts';
import { keychainBox } from './keychain.ts';
import { endInOrder } from './ending.ts';
import { createLoginItem } from './loginItem.ts';
import { createNotifier } from './notifications.ts';
import { electronKeepAwake, watchPower } from './power.ts';
import { readStartOptions } from './startOptions.ts';
import { createTray } from './tray.ts';
import type { TrayAction } from './trayMenu.ts';
import { keepTrayCurrent } from './trayNews.ts';
import { createWindowKeeper } from './window.ts';
import { serveWindow } from './windowFiles.ts';
import { KeptPlace, PLACE_FILE } from './windowPlace.ts';

/** The desktop app over the program: window, tray, notifications, power, login, and a way to end all of it. */
export async function startDesktop(folders: Folders, lock: Disposable): Promise<void> {
  const root = app.getAppPath();
  const assets = join(root, 'assets');
  const icon = join(assets, 'icon.png');
  const log = (sentence: string, error: unknown) => console.error(`${sentence}:`, error);

  const place = new KeptPlace(join(folders.data, PLACE_FILE), electronDocumentFile, (error) =>
    log('Failed to keep the place of the window', error),
  );
  const window = createWindowKeeper({ preload: join(root, 'dist/preload/index.cjs'), icon, place });
  const notifier = createNotifier(
    icon,
    (path) => window.show(path),
    (message) => {
      console.error(message);
      // Notices of the very start are shown before there is a program to tell.
      setImmediate(() => wakeful.program.push({ kind: 'state' }));
    },
  );
  const wakeful: Wakeful = startWakeful({
    shell: 'desktop',
    version: VERSION,
    folders,
    openDocument: electronDocumentFile,
    notifier,
    keepAwake: electronKeepAwake,
    shellProblems: () => notifier.problems(),
    secretBoxes: [keychainBox(), keyBox(takeSecretsKey(process.env))],
    helper: {
      file: process.execPath,
      args: [join(root, 'dist/helper/helper.cjs')],
      env: { ELECTRON_RUN_AS_NODE: '1' },
    },
    log,
  });
  const { program } = wakeful;
  serveWindow(join(root, 'dist/renderer'), (path) => wakeful.download(path));

  const act = (action: TrayAction): void => {
    switch (action.kind) {
      case 'open':
        window.show(action.path);
        return;
      case 'quit':
        ending.quit();
        return;
      case 'runNow':
        void program.invoke('runNow', { job: action.job });
        return;
      case 'stop':
        void program.invoke('stopRun', { run: action.run });
        return;
      case 'pause':
        void program.invoke('pause', { job: null, until: action.until });
        return;
      case 'unpause':
        void program.invoke('unpause', { job: null });
        return;
    }
  };

  const tray = createTray(assets, act);
  const loginItem = createLoginItem(icon);
  const applySettings = (): void => {
    const { theme, launchAtLogin } = wakeful.settings();
    nativeTheme.themeSource = theme;
    try {
      if (loginItem.isOn() !== launchAtLogin) loginItem.set(launchAtLogin);
    } catch (error) {
      log('Failed to change starting at login', error);
    }
  };
  applySettings();

  const socket = await serveSocket(folders.socket, program, (path) => {
    window.show(path);
    return null;
  });
  const held: readonly Disposable[] = [
    lock,
    window,
    tray,
    keepTrayCurrent(
      program,
      tray,
      () => wakeful.settings().onQuit,
      (error) => log('Failed to draw the tray', error),
    ),
    serveCalls(window, (name, payload) => program.call(name, payload)),
    watchPower((event) => wakeful.notice(event)),
    program.onPush((push) => {
      window.push(push);
      if (push.kind === 'settings') applySettings();
    }),
    socket,
  ];
  const ending = endInOrder(wakeful, held, log);

  const { hidden, example } = readStartOptions(process.argv);
  app.on('second-instance', (_event, argv) => {
    if (!readStartOptions(argv).hidden) window.show(null);
  });
  app.on('activate', () => window.show(null));
  if (example !== null) {
    for (const line of await addExample(program, example, folders.data)) console.log(line);
  }
  if (!hidden) window.show('/today');
}
