import { join } from 'node:path';
import { Menu, nativeImage, nativeTheme, Tray, type MenuItemConstructorOptions } from 'electron';
import type { Disposable } from '../engine/ports.ts';
import {
  trayMenu,
  traySign,
  trayTooltip,
  type TrayAction,
  type TrayFacts,
  type TrayItem,
  type TraySign,
} from './trayMenu.ts';

export interface TrayIcon extends Disposable {
  /** Draws icon, tooltip and menu again. On Linux a menu is only seen when it is set again whole. */
  show(facts: TrayFacts): void;
}

/**
 * The icon in the menu bar or tray.
 * @param assets folder of the pictures
 * @param act carries out what was clicked
 */
export function createTray(assets: string, act: (action: TrayAction) => void): TrayIcon {
  let sign: TraySign = 'idle';
  let menuShown = '';
  const tray = new Tray(picture(assets, sign));
  // Where the desktop delivers clicks, one opens the window; macOS opens the menu by itself.
  if (process.platform !== 'darwin') tray.on('click', () => act({ kind: 'open', path: '/today' }));
  const repaint = () => tray.setImage(picture(assets, sign));
  nativeTheme.on('updated', repaint);

  return {
    show(facts) {
      const next = traySign(facts.state);
      if (next !== sign) {
        sign = next;
        repaint();
      }
      const items = trayMenu(facts);
      const described = JSON.stringify(items);
      if (described === menuShown) return;
      menuShown = described;
      tray.setToolTip(trayTooltip(facts));
      tray.setContextMenu(Menu.buildFromTemplate(items.map((item) => template(item, act))));
    },
    dispose() {
      nativeTheme.off('updated', repaint);
      tray.destroy();
    },
  };
}

function picture(assets: string, sign: TraySign) {
  if (process.platform === 'darwin') return nativeImage.createFromPath(join(assets, 'tray', `${sign}Template.png`));
  // Linux panels are dark on the desktops that show a tray by themselves; Windows says which its taskbar is.
  const dark = process.platform === 'linux' || nativeTheme.shouldUseDarkColors;
  return nativeImage.createFromPath(join(assets, 'tray', `${sign}-${dark ? 'onDark' : 'onLight'}.png`));
}

function template(item: TrayItem, act: (action: TrayAction) => void): MenuItemConstructorOptions {
  switch (item.kind) {
    case 'heading':
      return { label: item.label, enabled: false };
    case 'separator':
      return { type: 'separator' };
    case 'submenu':
      return { label: item.label, submenu: item.items.map((inner) => template(inner, act)) };
    case 'action':
      return { label: item.label, click: () => act(item.action) };
  }
}
