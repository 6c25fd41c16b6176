import { IconSchool } from '@tabler/icons-react';
import { paths } from '../../../platform/paths.ts';
import { definePlaces } from '../../../platform/places.ts';

/** The employee's home. */
export const places = definePlaces({
  routes: [
    { path: 'learning', lazy: { Component: async () => (await import('./LearningPage.tsx')).LearningPage } },
  ],
  navigation: {
    section: 'learning',
    label: 'myLearning.title',
    path: paths.learning(),
    icon: IconSchool,
  },
});
