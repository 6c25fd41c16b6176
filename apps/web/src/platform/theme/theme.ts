import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineTheme,
  type MantineThemeOverride,
  parseThemeColor,
  type VariantColorsResolver,
} from '@mantine/core';
import { buttonFill, darkLetters } from './button-fill.ts';
import { readableShade, shadesOf } from './color.ts';

const lightPage = '#ffffff';
const darkPage = '#1b1d22';

/** Neutrals with a slight blue tint, so that the accent stands out. */
const dark = [
  '#d3d6dc',
  '#b4b8c0',
  '#9197a3',
  '#6d7480',
  '#434955',
  '#333842',
  '#282c34',
  '#1b1d22',
  '#15171b',
  '#0f1013',
] as const;

/**
 * Builds the app's theme from an account's colour. If the colour itself would not be readable, the nearest
 * readable shade replaces it.
 * @param accent `#rrggbb`
 */
export function themeFor(accent: string): MantineThemeOverride {
  const shades = shadesOf(accent);
  return createTheme({
    primaryColor: 'accent',
    colors: { accent: shades, dark },
    primaryShade: {
      light: readableShade(shades, lightPage, 3) as 6,
      dark: readableShade(shades, darkPage, 3) as 6,
    },
    autoContrast: true,
    variantColorResolver: variantColors,
    // The luminance at which black and white text have the same contrast.
    luminanceThreshold: 0.179,
    black: darkLetters,
    defaultRadius: 'md',
    cursorType: 'pointer',
    respectReducedMotion: true,
    fontFamily:
      'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", sans-serif',
    fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
    headings: {
      fontWeight: '600',
      sizes: {
        h1: { fontSize: '1.375rem', lineHeight: '1.3' },
        h2: { fontSize: '1.0625rem', lineHeight: '1.4' },
        h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
      },
    },
    components: {
      Tooltip: {
        defaultProps: { openDelay: 350, withArrow: false, events: { hover: true, focus: true, touch: true } },
      },
      // The placeholder would be a focusable child that is not a menu item (axe: aria-required-children).
      Menu: { defaultProps: { shadow: 'md', withInitialFocusPlaceholder: false } },
      Anchor: { defaultProps: { underline: 'always' } },
      // A dialog's header is not a banner of the page.
      Drawer: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
      Modal: {
        styles: { title: { fontWeight: 600 } },
        defaultProps: {
          centered: true,
          overlayProps: { backgroundOpacity: 0.45 },
          attributes: { header: { role: 'presentation' } },
        },
      },
      // As on buttons: the text colour of the current scheme, not of the light one.
      Checkbox: { defaultProps: { iconColor: 'var(--mantine-primary-color-contrast)' } },
      Badge: { defaultProps: { tt: 'none', fw: 500, radius: 'sm' } },
      Alert: { defaultProps: { variant: 'light' } },
      Paper: { defaultProps: { withBorder: true } },
    },
  });
}

/**
 * Mantine chooses dark or light text by the light scheme only, and from shades on which neither may be
 * readable. So this file defines its own variables for fills and their text.
 */
const variantColors: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const { theme, variant, color = theme.primaryColor } = input;
  const { isThemeColor, shade } = parseThemeColor({ color, theme });
  const isOurs = variant === 'filled' && isThemeColor && shade === undefined;
  return isOurs ? { ...colors, color: `var(--mantine-color-${color}-contrast)` } : colors;
};

/** Replaces colours that Mantine derives from the shade with readable ones. */
export const cssVariables: CSSVariablesResolver = (theme) => {
  const shades = theme.colors.accent ?? shadesOf('');
  const text = (page: string) =>
    shades[readableShade(shades as ReturnType<typeof shadesOf>, page, 4.6)] ?? '';
  return {
    variables: {},
    light: {
      ...fills(theme, lightPage),
      '--mantine-color-anchor': text(lightPage),
      '--mantine-color-accent-text': text(lightPage),
      '--mantine-color-accent-light-color': text('#f1f3f8'),
      '--mantine-color-accent-outline': text(lightPage),
      ...statusText(['#3d4450', '#0b5394', '#05603f', '#8a3a00', '#a31515']),
      '--mantine-color-error': '#c92a2a',
      '--mantine-color-dimmed': '#5b6270',
      '--mantine-color-placeholder': '#6f7785',
      '--mantine-color-default-border': '#dde0e6',
      '--muster-surface': '#f7f8fa',
      '--muster-hover': '#f4f5f8',
      '--muster-line': '#e8eaef',
    },
    dark: {
      ...fills(theme, darkPage),
      '--mantine-color-anchor': text(darkPage),
      '--mantine-color-accent-text': text(darkPage),
      '--mantine-color-accent-light-color': text('#2b303a'),
      '--mantine-color-accent-outline': text(darkPage),
      ...statusText(['#c9ced8', '#8fc2f7', '#6fdcb4', '#ffb27a', '#ff9f9f']),
      '--mantine-color-error': '#ff8787',
      '--mantine-color-dimmed': '#9aa1ad',
      '--mantine-color-placeholder': '#8b93a1',
      '--mantine-color-default-border': '#383d47',
      '--muster-surface': '#15171b',
      '--muster-hover': '#23262d',
      '--muster-line': '#2b2f37',
    },
  };
};

/** The fill of buttons in every colour, and the text on them. */
function fills({ colors, primaryColor }: MantineTheme, page: string): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, shades] of Object.entries(colors)) {
    const { background, hover, letters } = buttonFill(shades[6], page);
    variables[`--mantine-color-${name}-filled`] = background;
    variables[`--mantine-color-${name}-filled-hover`] = hover;
    variables[`--mantine-color-${name}-contrast`] = letters;
    if (name === primaryColor) variables['--mantine-primary-color-contrast'] = letters;
  }
  return variables;
}

/** Text on light badges and in menus, dark enough to read (Mantine's own has slightly less than 4.5 : 1). */
function statusText([gray, blue, teal, orange, red]: readonly [string, string, string, string, string]) {
  return {
    '--mantine-color-gray-light-color': gray,
    '--mantine-color-blue-light-color': blue,
    '--mantine-color-teal-light-color': teal,
    '--mantine-color-orange-light-color': orange,
    '--mantine-color-red-light-color': red,
    // The text of a dangerous menu item, readable even on its red hover background.
    '--mantine-color-red-6': red,
  };
}
