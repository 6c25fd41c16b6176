import { blend, contrast } from './color.ts';

/** The colours of a filled button. */
interface Filled {
  readonly background: string;
  readonly hover: string;
  readonly letters: string;
}

/** The text colour on light fills; also the theme's black. */
export const darkLetters = '#1c1f26';
const lightLetters = '#ffffff';

const forSurfaces = 3;
const forText = 4.5;
const steps = 100;
const hoverShare = 0.88;

/**
 * Finds the fill nearest to a colour that contrasts with the page and has readable text (WCAG 2.2, 1.4.11 and
 * 1.4.3). On a mid-tone, neither dark nor light text is readable, and palette shades are too coarse. So the
 * colour moves away from the page in small steps until text is readable.
 * @param color `#rrggbb`
 * @param page the background: the lightest or darkest colour of the scheme
 */
export function buttonFill(color: string, page: string): Filled {
  const away = contrast(page, '#000000') > contrast(page, '#ffffff') ? '#000000' : '#ffffff';
  for (let step = 0; step <= steps; step += 1) {
    const background = blend(away, color, step / steps);
    if (contrast(background, page) < forSurfaces) continue;
    const letters = [lightLetters, darkLetters].find((one) => contrast(one, background) >= forText);
    if (letters) return { background, hover: hoverOf(background, letters), letters };
  }
  throw new Error(`No fill on ${page} can be read.`);
}

/** The hover colour: away from the text colour, so that hovering never makes a button harder to read. */
function hoverOf(background: string, letters: string): string {
  return blend(background, letters === lightLetters ? '#000000' : '#ffffff', hoverShare);
}
