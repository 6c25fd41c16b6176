/** The longest part of a name that a pointer repeats, so that an answer never echoes a long input. */
const longestStep = 100;

/**
 * A JSON pointer as a URI fragment (RFC 6901, section 6, without percent-encoding).
 * @param path keys and indexes from the root of the body
 */
export function toPointer(path: readonly PropertyKey[]): string {
  return `#${path.map((step) => `/${escaped(String(step))}`).join('')}`;
}

function escaped(step: string): string {
  return step.slice(0, longestStep).replaceAll('~', '~0').replaceAll('/', '~1');
}
