import type { RouteObject } from 'react-router-dom';

/** The sign-in pages; public. */
export const authRoutes: RouteObject[] = [
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
];
