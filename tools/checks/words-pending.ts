// TEMPORARY. What the checks of words.test.ts do not ask for yet, because the renames and the comments are under way.
// Base names, so that moved files stay listed. Delete the lines as the work lands, and at the end this file.

/** Files, folders and exports that still have their old names. */
export const stillToRename: readonly string[] = ['post-again.test.ts', 'tellOfBounce'];

/** Source files whose comments are still to be rewritten, and documents that others rewrite. */
export const stillToRewrite: readonly string[] = [
  'ARCHITECTURE.md',
];
