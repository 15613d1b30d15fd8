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

/** What the document itself makes of a name: it writes it small. */
const create = (name: string): HTMLElement => document.createElementNS(XHTML, name.toLowerCase());
/** Columns of a terminal that does not wrap: as many as the longest line has, and no more than this. */
const WIDEST = 1000;
/** Lines that the terminal keeps: more than there are in what is held at a time, but for very short ones. */
const SCROLLBACK = 60_000;

/** A span whose `style` attribute is set as declarations by script, which a content security policy does not refuse. */
function openSpan(span: HTMLElement): HTMLElement {
  const set = span.setAttribute.bind(span);
  span.setAttribute = (name, value) => {
    if (name === 'style') span.style.cssText = value;
    else set(name, value);
  };
  return span;
}

/** Terminals that are open: the page makes elements in their way for as long as there is one. */
let open = 0;
/** While a terminal opens, what becomes of its `<style>` elements. */
let sheets: CSSStyleSheet[] | null = null;

function createElement(name: string): HTMLElement {
  const element = create(name);
  if (name === 'span') return openSpan(element);
  if (name !== 'style' || sheets === null) return element;
  const sheet = new CSSStyleSheet();
  sheets.push(sheet);
  const stand = create('meta');
  Object.defineProperty(stand, 'textContent', { set: (css: string) => sheet.replaceSync(css) });
  return stand;
}

/**
 * xterm.js writes `<style>` elements while it opens, and `style` attributes on its spans while it draws (colours of its own, contrast, marks
 * of a search), which a strict content security policy refuses. While a terminal is there the page makes elements for it that set the same by
 * script. Returns the end of it.
 */
function withoutInlineStyles(opening: () => void): () => void {
  open += 1;
  Object.defineProperty(document, 'createElement', { value: createElement, configurable: true });
  const own: CSSStyleSheet[] = [];
  sheets = own;
  try {
    opening();
  } finally {
    sheets = null;
  }
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, ...own];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => !own.includes(sheet));
    open -= 1;
    if (open === 0) Reflect.deleteProperty(document, 'createElement');
  };
}

const marksOf = (tokens: Readonly<Record<keyof typeof light, string>>) => ({
  matchBackground: tokens['--accent-soft'],
  matchBorder: tokens['--accent-line'],
  matchOverviewRuler: tokens['--accent'],
  activeMatchBackground: tokens['--accent-line'],
  activeMatchBorder: tokens['--accent'],
  activeMatchColorOverviewRuler: tokens['--accent'],
});

/** A terminal that only shows. */
export interface Screen {
  write(text: string): void;
  /** Draws everything anew. `keep`: lines from the end that stay where they are on the screen; null: shows the end. */
  replace(text: string, show: 'start' | 'end' | 'sameFromEnd'): void;
  /** Marks every match and goes to the next one, or the one before; an empty text ends it. */
  find(text: string, forward: boolean): void;
  /** Called with how many matches there are and which is shown, from 0; -1: more than can be counted. */
  onMatches(listener: (which: number, count: number) => void): void;
  setDark(dark: boolean): void;
  /** `longest`: letters of the longest line, for when it does not wrap. */
  setWrap(wrap: boolean, longest: number): void;
  /** Announces new lines to screen readers while it is on. */
  setFollow(follow: boolean): void;
  /** Called when a person scrolls away from the end (false) or back to it (true). */
  onAtEnd(listener: (atEnd: boolean) => void): void;
  /** What a person has marked. */
  selection(): string;
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
    scrollback: SCROLLBACK,
    // For the marks of a search.
    allowProposedApi: true,
    rows: options.rows,
    minimumContrastRatio: 4.5,
    theme: themeOf(options.dark ? dark : light),
  });
  const fit = new FitAddon();
  const search = new SearchAddon();
  terminal.loadAddon(fit);
  terminal.loadAddon(search);
  const removeSheets = withoutInlineStyles(() => terminal.open(place));
  terminal.textarea?.setAttribute('aria-label', options.label);
  let wrap = true;
  let longest = 0;
  let isDark = options.dark;
  /** What was written last may be drawn after the end: nothing can be scrolled then. */
  let ended = false;
  const resize = (): void => {
    const size = fit.proposeDimensions();
    if (size === undefined || Number.isNaN(size.cols)) return;
    const columns = wrap ? size.cols : Math.min(WIDEST, Math.max(size.cols, longest + 1));
    terminal.resize(Math.max(20, columns), options.rows);
  };
  resize();
  const watcher = new ResizeObserver(resize);
  watcher.observe(place);
  return {
    write: (text) => terminal.write(text),
    replace: (text, show) => {
      const { active } = terminal.buffer;
      const fromEnd = active.length - active.viewportY;
      terminal.reset();
      terminal.write(text, () => {
        if (ended) return;
        if (show === 'start') terminal.scrollToTop();
        else if (show === 'end') terminal.scrollToBottom();
        else terminal.scrollToLine(Math.max(0, terminal.buffer.active.length - fromEnd));
      });
    },
    find: (text, forward) => {
      if (text === '') search.clearDecorations();
      else if (forward) search.findNext(text, { decorations: marksOf(isDark ? dark : light) });
      else search.findPrevious(text, { decorations: marksOf(isDark ? dark : light) });
    },
    onMatches: (listener) => {
      search.onDidChangeResults(({ resultIndex, resultCount }) => listener(resultIndex, resultCount));
    },
    setDark: (next) => {
      isDark = next;
      terminal.options.theme = themeOf(next ? dark : light);
    },
    setWrap: (next, letters) => {
      if (wrap === next && (wrap || longest === letters)) return;
      wrap = next;
      longest = letters;
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
    selection: () => terminal.getSelection(),
    dispose: () => {
      ended = true;
      watcher.disconnect();
      terminal.dispose();
      removeSheets();
    },
  };
}
