import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import type { ITheme } from '@xterm/xterm';
import { Terminal } from '@xterm/xterm';
import { dark, light, shared } from '../../theme/tokens.ts';

const themeOf = (tokens: Readonly<Record<keyof typeof light, string>>): ITheme => ({
  background: tokens['--term'],
  foreground: tokens['--term-text'],
  cursor: tokens['--term'],
  selectionBackground: tokens['--accent-line'],
  black: tokens['--term-dim'],
  brightBlack: tokens['--term-dim'],
  red: tokens['--bad'],
  brightRed: tokens['--bad'],
  green: tokens['--ok'],
  brightGreen: tokens['--ok'],
  yellow: tokens['--warn'],
  brightYellow: tokens['--warn'],
  blue: tokens['--wait'],
  brightBlue: tokens['--wait'],
  magenta: tokens['--accent'],
  brightMagenta: tokens['--accent'],
  cyan: tokens['--wait'],
  brightCyan: tokens['--wait'],
  white: tokens['--term-text'],
  brightWhite: tokens['--term-text'],
});

const XHTML = 'http://www.w3.org/1999/xhtml';
/** Columns of a terminal that does not wrap. */
const UNWRAPPED = 400;

/**
 * xterm.js writes `<style>` elements while it opens, which a strict content security policy refuses. For that moment the page
 * makes elements for it whose text goes into sheets made by script. Returns the removal of the sheets.
 */
function withSheets(open: () => void): () => void {
  const sheets: CSSStyleSheet[] = [];
  const create = (name: string): HTMLElement => document.createElementNS(XHTML, name);
  const createElement = (name: string): HTMLElement => {
    if (name !== 'style') return create(name);
    const sheet = new CSSStyleSheet();
    sheets.push(sheet);
    const stand = create('meta');
    Object.defineProperty(stand, 'textContent', { set: (css: string) => sheet.replaceSync(css) });
    return stand;
  };
  Object.defineProperty(document, 'createElement', { value: createElement, configurable: true });
  try {
    open();
  } finally {
    Reflect.deleteProperty(document, 'createElement');
  }
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, ...sheets];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => !sheets.includes(sheet));
  };
}

/** A terminal that only shows. */
export interface Screen {
  write(text: string): void;
  clear(): void;
  find(text: string, forward: boolean): void;
  setDark(dark: boolean): void;
  setWrap(wrap: boolean): void;
  /** Announces new lines to screen readers while it is on. */
  setFollow(follow: boolean): void;
  /** Called when a person scrolls away from the end (false) or back to it (true). */
  onAtEnd(listener: (atEnd: boolean) => void): void;
  /** The whole text, as shown. */
  text(): string;
  dispose(): void;
}

/** Opens a terminal in the element. */
export function openScreen(
  place: HTMLElement,
  options: { readonly dark: boolean; readonly label: string; readonly rows: number },
): Screen {
  const terminal = new Terminal({
    disableStdin: true,
    cursorBlink: false,
    cursorStyle: 'bar',
    cursorInactiveStyle: 'none',
    fontFamily: shared['--mono'],
    fontSize: 11.5,
    lineHeight: 1.45,
    letterSpacing: 0,
    scrollback: 200_000,
    rows: options.rows,
    minimumContrastRatio: 4.5,
    theme: themeOf(options.dark ? dark : light),
  });
  const fit = new FitAddon();
  const search = new SearchAddon();
  terminal.loadAddon(fit);
  terminal.loadAddon(search);
  const removeSheets = withSheets(() => terminal.open(place));
  terminal.textarea?.setAttribute('aria-label', options.label);
  let wrap = true;
  const resize = (): void => {
    const size = fit.proposeDimensions();
    if (size === undefined || Number.isNaN(size.cols)) return;
    terminal.resize(wrap ? Math.max(20, size.cols) : UNWRAPPED, options.rows);
  };
  resize();
  const watcher = new ResizeObserver(resize);
  watcher.observe(place);
  return {
    write: (text) => terminal.write(text),
    clear: () => terminal.reset(),
    find: (text, forward) => {
      if (forward) search.findNext(text);
      else search.findPrevious(text);
    },
    setDark: (isDark) => {
      terminal.options.theme = themeOf(isDark ? dark : light);
    },
    setWrap: (next) => {
      wrap = next;
      resize();
    },
    setFollow: (follow) => {
      terminal.options.screenReaderMode = follow;
      if (follow) terminal.scrollToBottom();
    },
    onAtEnd: (listener) => {
      terminal.onScroll(() => {
        const buffer = terminal.buffer.active;
        listener(buffer.viewportY >= buffer.baseY);
      });
    },
    text: () => {
      terminal.selectAll();
      const text = terminal.getSelection();
      terminal.clearSelection();
      return text;
    },
    dispose: () => {
      watcher.disconnect();
      terminal.dispose();
      removeSheets();
    },
  };
}
