import { DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core';
import { describe, expect, test } from 'vitest';
import { buttonFill } from './button-fill.ts';
import { contrast } from './color.ts';
import { cssVariables, themeFor } from './theme.ts';

const pages = { light: '#ffffff', dark: '#1b1d22' };

/** A coarse sample of all colours, and every grey: mid-tones are the hardest to combine with text. */
function* manyAccents(): Generator<string> {
  const hex = (...parts: number[]) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  for (let grey = 0; grey <= 255; grey += 1) yield hex(grey, grey, grey);
  for (let r = 0; r <= 255; r += 15)
    for (let g = 0; g <= 255; g += 15) for (let b = 0; b <= 255; b += 15) yield hex(r, g, b);
}

describe.each(Object.entries(pages))('on the %s page', (_scheme, page) => {
  test('every accent gives a fill that stands out, with readable text', () => {
    const unreadable = [...manyAccents()].filter((accent) => {
      const { background, hover, letters } = buttonFill(accent, page);
      const texts = [contrast(letters, background), contrast(letters, hover)];
      return Math.min(...texts) < 4.5 || contrast(background, page) < 3;
    });
    expect(unreadable).toEqual([]);
  });

  test('a readable colour stays unchanged', () => {
    expect(buttonFill('#4263eb', page).background).toBe('#4263eb');
  });
});

describe('the theme', () => {
  /** The app's colours that are used for filled buttons. */
  const filled = ['accent', 'red', 'orange', 'teal'];

  test.each(['#3b5bdb', '#4263eb', '#ffffff', '#000000', '#ffff00', '#7a7a7a', '#1a1a2e', '#ff3b30'])(
    'of %s has readable buttons, including dangerous ones',
    (accent) => {
      const resolved = cssVariables(mergeMantineTheme(DEFAULT_THEME, themeFor(accent)));
      for (const scheme of ['light', 'dark'] as const) {
        for (const name of filled) {
          const of = (part: string) => resolved[scheme][`--mantine-color-${name}-${part}`] ?? '';
          expect(contrast(of('contrast'), of('filled'))).toBeGreaterThanOrEqual(4.5);
          expect(contrast(of('contrast'), of('filled-hover'))).toBeGreaterThanOrEqual(4.5);
        }
      }
    },
  );

  test.each(['light', 'dark'] as const)('has readable dangerous menu items, %s', (scheme) => {
    const theme = mergeMantineTheme(DEFAULT_THEME, themeFor('#4263eb'));
    const [ours, mantine] = [cssVariables(theme), defaultCssVariablesResolver(theme)];
    const letters = ours[scheme]['--mantine-color-red-6'] ?? '';
    const menu = scheme === 'light' ? '#ffffff' : (theme.colors.dark?.[6] ?? '');
    const pointedAt = hexOf(mantine[scheme]['--mantine-color-red-light-hover'] ?? '', mantine.variables);
    expect(contrast(letters, menu)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(letters, pointedAt)).toBeGreaterThanOrEqual(4.5);
  });
});

/** Resolves a Mantine colour to `#rrggbb`: it may be another variable, or `rgba(…, 1)`. */
function hexOf(color: string, variables: Readonly<Record<string, string>>): string {
  const named = /^var\((.+)\)$/.exec(color)?.[1];
  if (named) return variables[named] ?? '';
  const parts = color.match(/\d+/g)?.slice(0, 3) ?? [];
  return `#${parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
}
