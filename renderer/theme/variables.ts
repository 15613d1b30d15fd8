import type { CSSVariablesResolver, MantineTheme } from '@mantine/core';
import { convertCssVariables, defaultCssVariablesResolver } from '@mantine/core';
import { contrast, dark, light, shared } from './tokens.ts';

/** What Mantine's own variables are in terms of ours. */
const mapped = {
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-3)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line-2)',
  '--mantine-color-disabled': 'var(--fill)',
  '--mantine-color-disabled-color': 'var(--text-off)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent-solid)',
  '--mantine-primary-color-filled-hover': 'var(--accent-solid-hover)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-color-indigo-filled': 'var(--accent-solid)',
  '--mantine-color-indigo-filled-hover': 'var(--accent-solid-hover)',
  '--mantine-color-indigo-light': 'var(--accent-soft)',
  '--mantine-color-indigo-light-color': 'var(--accent)',
  '--mantine-color-indigo-outline': 'var(--accent)',
};

/** Our tokens and Mantine's variables, by theme. */
export const resolver: CSSVariablesResolver = () => ({
  variables: { ...shared },
  light: { ...light, ...mapped },
  dark: { ...dark, ...mapped },
});

/**
 * Puts the variables into the page. Mantine would write a `<style>` element, which a strict content security policy refuses; a
 * sheet made by script is not inline, and says the same. Returns the removal.
 */
export function adoptVariables(theme: MantineTheme, page: Document): () => void {
  const base = defaultCssVariablesResolver(theme);
  const ours = resolver(theme);
  const css = convertCssVariables({
    variables: { ...base.variables, ...ours.variables },
    light: { ...base.light, ...ours.light, '--mantine-color-scheme': 'light' },
    dark: { ...base.dark, ...ours.dark, '--mantine-color-scheme': 'dark' },
  });
  const more = Object.entries(contrast)
    .map(([name, value]) => `${name}:${value};`)
    .join('');
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${css}@media (prefers-contrast: more){:root[data-mantine-color-scheme]{${more}}}`);
  page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
  return () => {
    page.adoptedStyleSheets = page.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}
