/** The pages of the web app that e-mailed links lead to, with a token in the fragment. */
export const linkPages = ['activate', 'reset-password'] as const;
