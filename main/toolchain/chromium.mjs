// @ts-check
/** Finds a Chromium for the browser tests: Playwright's own, else one on the system, else tries Playwright's download once. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { chromium } from 'playwright';

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const systemPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** @returns {string | null} the executable */
export function findChromium() {
  return own() ?? onSystem() ?? downloaded();
}

function own() {
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : null;
}

function onSystem() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...systemNames.flatMap((name) => folders.map((folder) => join(folder, name))), ...systemPlaces];
  return candidates.find((path) => existsSync(path)) ?? null;
}

function downloaded() {
  console.error('Getting a Chromium for the browser tests, once …');
  spawnSync('npx', ['playwright', 'install', 'chromium'], {
    stdio: 'ignore',
    timeout: 180_000,
    shell: process.platform === 'win32',
  });
  return own();
}
