import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { autostartEntry, autostartFile, startsAtLogin } from './autostart.ts';

/** Starting at login, hidden in the tray. */
export interface LoginItem {
  isOn(): boolean;
  /** @throws the system's error where the entry cannot be written */
  set(on: boolean): void;
}

export function createLoginItem(icon: string): LoginItem {
  return process.platform === 'linux' ? linuxLoginItem(icon) : systemLoginItem();
}

/** macOS and Windows keep the list themselves. `--hidden` instead of `openAsHidden`, which newer Electrons no longer have. */
function systemLoginItem(): LoginItem {
  const args = ['--hidden'];
  return {
    isOn: () => app.getLoginItemSettings({ args }).openAtLogin,
    set: (on) => app.setLoginItemSettings({ openAtLogin: on, args }),
  };
}

function linuxLoginItem(icon: string): LoginItem {
  const folder = join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'autostart');
  const file = join(folder, autostartFile);
  return {
    isOn() {
      try {
        return startsAtLogin(readFileSync(file, 'utf8'));
      } catch {
        // No entry, or none that can be read: the desktop starts nothing from it either.
        return false;
      }
    },
    set(on) {
      if (!on) {
        rmSync(file, { force: true });
        return;
      }
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, autostartEntry(startCommand(), icon), { mode: 0o644 });
    },
  };
}

/** How to start this very program again: an AppImage is started by its file, a packaged app by its program, else Electron with the folder. */
function startCommand(): readonly string[] {
  const appImage = process.env['APPIMAGE'];
  if (appImage) return [appImage, '--hidden'];
  return app.isPackaged ? [process.execPath, '--hidden'] : [process.execPath, app.getAppPath(), '--hidden'];
}
