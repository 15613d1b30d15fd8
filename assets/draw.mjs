// @ts-check
/**
 * Draws every picture of the mark from its one outline: `node assets/draw.mjs`. Needs a Chromium (see main/toolchain/chromium.mjs).
 * Tray icons: macOS takes the black `Template` ones and colours them itself; elsewhere `onDark` (white) and `onLight` (black).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { findChromium } from '../main/toolchain/chromium.mjs';

/** The mark: a crescent (the night) that holds a sign (what Wakeful does in it), in a box of 16. */
const crescent =
  '<path d="M13.600 11.900A6.700 6.700 0 1 1 7.300 1.400a5.300 5.300 0 0 0 6.300 10.500z" transform="translate(.2 .3)" fill="currentColor"/>';
const signs = {
  idle: '<circle cx="11.600" cy="5" r="1.900" fill="currentColor"/>',
  running:
    '<path d="M9.700 1.900v6l5-3z" fill="currentColor" stroke="currentColor" stroke-width=".8" stroke-linejoin="round"/>',
  attention:
    '<path d="M11.700 1.200v4.300" stroke="currentColor" stroke-width="2.100" stroke-linecap="round"/><circle cx="11.700" cy="8.400" r="1.250" fill="currentColor"/>',
  paused:
    '<path d="M10.100 2.300v5M13.300 2.300v5" stroke="currentColor" stroke-width="1.900" stroke-linecap="round"/>',
};

/** @param {keyof typeof signs} sign @param {string} colour @param {number} size */
const mark = (sign, colour, size) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 16 16" fill="none" color="${colour}">${crescent}${signs[sign]}</svg>`;

/** @param {number} size */
const appIcon = (size) => `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 64 64">
  <rect x="4" y="4" width="56" height="56" rx="13" fill="#4f55d8"/>
  <svg x="13" y="13" width="38" height="38" viewBox="0 0 16 16" fill="none" color="#ffffff">${crescent}${signs.idle}</svg></svg>`;

const folder = import.meta.dirname;
mkdirSync(join(folder, 'tray'), { recursive: true });
/** @type {{ file: string, svg: string, size: number }[]} */
const pictures = [
  { file: 'icon.png', svg: appIcon(1024), size: 1024 },
  ...[16, 32, 48, 64, 128, 256, 512].map((size) => ({ file: `icons/${size}x${size}.png`, svg: appIcon(size), size })),
];
for (const sign of /** @type {(keyof typeof signs)[]} */ (Object.keys(signs))) {
  for (const [suffix, scale] of /** @type {[string, number][]} */ ([
    ['', 1],
    ['@2x', 2],
  ])) {
    pictures.push({
      file: `tray/${sign}Template${suffix}.png`,
      svg: mark(sign, '#000000', 16 * scale),
      size: 16 * scale,
    });
    pictures.push({
      file: `tray/${sign}-onLight${suffix}.png`,
      svg: mark(sign, '#1b1c22', 22 * scale),
      size: 22 * scale,
    });
    pictures.push({
      file: `tray/${sign}-onDark${suffix}.png`,
      svg: mark(sign, '#ffffff', 22 * scale),
      size: 22 * scale,
    });
  }
}

const executablePath = findChromium();
if (!executablePath) throw new Error('There is no Chromium to draw with.');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage();
mkdirSync(join(folder, 'icons'), { recursive: true });
for (const { file, svg, size } of pictures) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
  writeFileSync(join(folder, file), await page.screenshot({ omitBackground: true }));
}
await browser.close();
