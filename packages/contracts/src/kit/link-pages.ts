/** The pages of the web app that e-mailed links lead to, with a token in the fragment. */
export const linkPages = ['activate', 'reset-password'] as const;

/** As often as gateways are known to escape a link; each round costs a pass over the text. */
const mostRounds = 4;

/** Undoes percent-encoding of a link, which gateways may apply once more to what was encoded before. */
export function decodedLink(text: string): string {
  let decoded = text;
  try {
    for (let round = 0; round < mostRounds && decoded.includes('%'); round += 1)
      decoded = decodeURIComponent(decoded);
  } catch {
    // What is left is no encoding.
  }
  return decoded;
}
