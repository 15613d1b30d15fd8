/** Entry of the desktop app: claims the one instance, then puts shell and program together. Decides nothing. */
import './olderElectron.ts';
import { app, dialog } from 'electron';
import { foldersOf } from '../adapters/folders.ts';
import { takeInstanceLock } from '../adapters/singleInstance.ts';
import { startDesktop } from './desktop.ts';
import { registerWindowScheme } from './windowFiles.ts';

const folders = foldersOf();
app.setName('Wakeful');
// Electron's own files (cache, the lock of the single instance) live with ours, so that every home has its own.
app.setPath('userData', folders.data);
// Closing the window leaves Wakeful at work in the tray; quitting is a choice of its own.
app.on('window-all-closed', () => undefined);
registerWindowScheme();

if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(async () => {
    const lock = takeInstanceLock(folders.data);
    if (!lock.held) {
      dialog.showErrorBox(
        'Wakeful runs already',
        `A headless Wakeful (process ${String(lock.by.pid)}) works on ${folders.data}. End it first, or open its window in the browser.`,
      );
      app.exit(1);
      return;
    }
    try {
      await startDesktop(folders, lock.lock);
    } catch (error) {
      console.error('Failed to start:', error);
      dialog.showErrorBox('Wakeful could not start', error instanceof Error ? error.message : String(error));
      app.exit(1);
    }
  });
} else {
  // The first one shows its window (`second-instance`).
  app.quit();
}
