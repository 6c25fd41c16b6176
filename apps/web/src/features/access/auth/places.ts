import { definePlaces } from '../../../platform/places.ts';

/** Sign-in, sign-up and forgotten passwords. */
export const places = definePlaces({
  publicRoutes: [
    { path: 'sign-in', lazy: { Component: async () => (await import('./SignInPage.tsx')).SignInPage } },
    { path: 'sign-up', lazy: { Component: async () => (await import('./SignUpPage.tsx')).SignUpPage } },
    {
      path: 'forgot-password',
      lazy: { Component: async () => (await import('./ForgotPasswordPage.tsx')).ForgotPasswordPage },
    },
    {
      path: 'reset-password',
      lazy: { Component: async () => (await import('./ResetPasswordPage.tsx')).ResetPasswordPage },
    },
  ],
});
