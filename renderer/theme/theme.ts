import type { MantineColorsTuple } from '@mantine/core';
import {
  ActionIcon,
  Button,
  Checkbox,
  createTheme,
  HoverCard,
  Kbd,
  Menu,
  Modal,
  mergeMantineTheme,
  DEFAULT_THEME,
  NumberInput,
  Popover,
  SegmentedControl,
  Select,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
  Tooltip,
  rem,
} from '@mantine/core';
import controls from './controls.module.css';
import { dark as darkTokens, light as lightTokens, shared } from './tokens.ts';

const accentLight = lightTokens['--accent-solid'];
const accentDark = darkTokens['--accent-solid'];

/** Mantine wants ten shades; only those the primary shade names are drawn, all else comes from our tokens. */
const indigo: MantineColorsTuple = [
  lightTokens['--accent-soft'],
  lightTokens['--accent-line'],
  lightTokens['--accent-line'],
  darkTokens['--accent'],
  darkTokens['--accent'],
  accentDark,
  accentLight,
  lightTokens['--accent'],
  lightTokens['--accent-solid-hover'],
  darkTokens['--accent-line'],
];

const neutrals: MantineColorsTuple = [
  darkTokens['--text'],
  darkTokens['--text-2'],
  darkTokens['--text-3'],
  darkTokens['--line-3'],
  darkTokens['--line-2'],
  darkTokens['--fill-2'],
  darkTokens['--raised'],
  darkTokens['--bg'],
  darkTokens['--sunken'],
  darkTokens['--bg'],
];

/** Style names of a part; a name the sheet lacks is left out. */
const named = (names: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(names).filter((pair): pair is [string, string] => pair[1] !== undefined));

const input = named({ input: controls['input'], label: controls['label'], error: controls['error'] });
const quick = { duration: 180, transition: 'fade' } as const;

/** Mantine's theme in our measures; looks that tokens cannot say are in `controls.module.css`. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 6, dark: 5 },
  colors: { indigo, dark: neutrals },
  fontFamily: shared['--font'],
  fontFamilyMonospace: shared['--mono'],
  fontSizes: { xs: rem(11), sm: rem(12), md: rem(13), lg: rem(15), xl: rem(18) },
  lineHeights: { xs: '1.45', sm: '1.45', md: '1.45', lg: '1.45', xl: '1.45' },
  headings: { fontFamily: shared['--font'] },
  spacing: { xs: rem(4), sm: rem(8), md: rem(12), lg: rem(16), xl: rem(24) },
  radius: { xs: rem(4), sm: rem(5), md: rem(7), lg: rem(11), xl: rem(16) },
  defaultRadius: 'md',
  shadows: {
    xs: 'var(--shadow-1)',
    sm: 'var(--shadow-1)',
    md: 'var(--shadow-2)',
    lg: 'var(--shadow-3)',
    xl: 'var(--shadow-3)',
  },
  respectReducedMotion: true,
  focusRing: 'auto',
  cursorType: 'default',
  components: {
    Button: Button.extend({
      defaultProps: { variant: 'default', size: 'md' },
      classNames: named({ root: controls['button'], section: controls['section'] }),
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', size: 'md' },
      classNames: named({ root: controls['icon'] }),
    }),
    TextInput: TextInput.extend({ classNames: input }),
    Textarea: Textarea.extend({ classNames: input }),
    NumberInput: NumberInput.extend({ classNames: input, defaultProps: { hideControls: true } }),
    Select: Select.extend({
      classNames: { ...input, dropdown: controls['dropdown'] ?? '', option: controls['option'] ?? '' },
      defaultProps: { allowDeselect: false, comboboxProps: { transitionProps: quick }, checkIconPosition: 'right' },
    }),
    TagsInput: TagsInput.extend({
      classNames: {
        ...input,
        input: `${controls['input'] ?? ''} ${controls['tags'] ?? ''}`,
        dropdown: controls['dropdown'] ?? '',
        option: controls['option'] ?? '',
      },
    }),
    Switch: Switch.extend({
      defaultProps: { withThumbIndicator: false },
      classNames: named({ track: controls['track'], thumb: controls['thumb'] }),
    }),
    Checkbox: Checkbox.extend({
      defaultProps: { size: 'xs' },
      classNames: named({ input: controls['checkbox'], label: controls['checkLabel'] }),
    }),
    SegmentedControl: SegmentedControl.extend({
      classNames: named({
        root: controls['segments'],
        label: controls['segment'],
        indicator: controls['indicator'],
        control: controls['control'],
      }),
      defaultProps: { transitionDuration: 120, withItemsBorders: false },
    }),
    Menu: Menu.extend({
      classNames: named({
        dropdown: `${controls['dropdown'] ?? ''} ${controls['menu'] ?? ''}`,
        item: controls['menuItem'],
        label: controls['menuLabel'],
        divider: controls['divider'],
      }),
      // The element that takes the first focus is no child that a menu may have.
      defaultProps: {
        transitionProps: quick,
        position: 'bottom-end',
        offset: 4,
        // No taller than there is room.
        middlewares: { flip: true, shift: true, size: { padding: 8 } },
        withInitialFocusPlaceholder: false,
      },
    }),
    Popover: Popover.extend({
      classNames: named({ dropdown: controls['dropdown'] }),
      defaultProps: { transitionProps: quick },
    }),
    HoverCard: HoverCard.extend({
      classNames: named({ dropdown: controls['dropdown'] }),
      defaultProps: { openDelay: 400, transitionProps: quick },
    }),
    Tooltip: Tooltip.extend({
      classNames: named({ tooltip: controls['tooltip'] }),
      defaultProps: { openDelay: 400, transitionProps: quick },
    }),
    // A dialog is gone at once: while it faded it would still take the keys that are meant for the page.
    // Locking the scroll would write a <style> element; the page itself never scrolls.
    Modal: Modal.extend({
      defaultProps: { lockScroll: false, centered: true, transitionProps: { ...quick, exitDuration: 0 } },
      classNames: named({ content: controls['dropdown'], title: controls['modalTitle'] }),
    }),
    Kbd: Kbd.extend({ classNames: named({ root: controls['kbd'] }) }),
  },
});

/** The theme with Mantine's defaults filled in: what the variables are made from. */
export const wholeTheme = mergeMantineTheme(DEFAULT_THEME, theme);
