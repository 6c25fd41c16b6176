import type { RouteObject } from 'react-router-dom';

/** The employee's home, below the signed-in frame. */
export const learningRoutes: RouteObject[] = [
  { path: 'learning', lazy: { Component: async () => (await import('./LearningPage.tsx')).LearningPage } },
];
