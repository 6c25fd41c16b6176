import { expect, test } from 'vitest';
import { contrast, readableShade, shadesOf } from './color.ts';

const colors = ['#4263eb', '#ffff00', '#ffffff', '#000000', '#1a1a2e', '#ff3b30', '#00c7be', '#8e8e93'];

test.each(colors)(
  'an account in %s gets an accent that is readable on the light and the dark page',
  (color) => {
    const shades = shadesOf(color);
    for (const page of ['#ffffff', '#1b1d22']) {
      const text = shades[readableShade(shades, page, 4.5)] ?? '';
      expect(contrast(text, page)).toBeGreaterThanOrEqual(4.5);
    }
  },
);

test('a readable colour is used as it is', () => {
  const shades = shadesOf('#4263eb');
  expect(shades[readableShade(shades, '#ffffff', 4.5)]).toBe('#4263eb');
});
