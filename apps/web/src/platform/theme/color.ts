/** A colour's ten shades, from nearly white (0) over the colour itself (6) to dark (9). */
export type Shades = readonly [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];

type Rgb = readonly [number, number, number];

const white: Rgb = [255, 255, 255];
const black: Rgb = [12, 14, 20];
// The share of the colour in each shade; after the seventh, the share of black.
const tints = [0.06, 0.13, 0.28, 0.46, 0.64, 0.83] as const;
const darkenings = [0.18, 0.42, 0.68] as const;

/** Makes a ten-shade palette from an account's colour. Anything other than `#rrggbb` gives greys. */
export function shadesOf(hex: string): Shades {
  const base = parse(hex);
  const light = tints.map((share) => format(mix(base, white, share)));
  const dark = darkenings.map((share) => format(mix(black, base, share)));
  return [...light, format(base), ...dark] as unknown as Shades;
}

/** The WCAG contrast ratio of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [lower, higher] = [luminance(parse(one)), luminance(parse(other))].sort((a, b) => a - b);
  return ((higher ?? 0) + 0.05) / ((lower ?? 0) + 0.05);
}

/**
 * The first shade with enough contrast, going from the colour itself away from the background.
 * @param background the page's colour
 * @param atLeast 3 for surfaces and outlines, 4.5 for text (WCAG 2.2, 1.4.3 and 1.4.11)
 */
export function readableShade(shades: Shades, background: string, atLeast: number): number {
  const isDarkPage = luminance(parse(background)) < 0.18;
  const order = isDarkPage ? [6, 5, 4, 3, 2, 1, 0] : [6, 7, 8, 9];
  const found = order.find((index) => contrast(shades[index] ?? '', background) >= atLeast);
  return found ?? (isDarkPage ? 0 : 9);
}

/**
 * Mixes two colours.
 * @param share the share of the first one, 0 to 1
 */
export function blend(one: string, other: string, share: number): string {
  return format(mix(parse(one), parse(other), share));
}

function parse(hex: string): Rgb {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (!match) return [110, 115, 125];
  return [match[1], match[2], match[3]].map((part) => Number.parseInt(part ?? '0', 16)) as unknown as Rgb;
}

function format(rgb: Rgb): string {
  return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

function mix(one: Rgb, other: Rgb, share: number): Rgb {
  return one.map((part, index) => part * share + (other[index] ?? 0) * (1 - share)) as unknown as Rgb;
}

function luminance(rgb: Rgb): number {
  const [r = 0, g = 0, b = 0] = rgb.map((part) => {
    const channel = part / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
