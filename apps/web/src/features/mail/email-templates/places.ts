import { IconBellCog } from '@tabler/icons-react';
import { paths } from '../../../platform/paths.ts';
import { definePlaces } from '../../../platform/places.ts';

/** The list of e-mails, the first tab of the notification settings; and the editor, a page of its own. */
export const places = definePlaces({
  settingsTabs: [
    {
      label: 'emailTemplates.places.tab',
      path: paths.emailTemplates(),
      permission: 'email_templates:read',
      position: -1,
      route: {
        index: true,
        lazy: { Component: async () => (await import('./list/EmailTemplatesPage.tsx')).EmailTemplatesPage },
      },
    },
  ],
  routes: [
    {
      path: 'notification-settings/emails/:key',
      lazy: {
        Component: async () => (await import('./editor/TemplateEditorPage.tsx')).TemplateEditorPage,
      },
    },
  ],
  navigation: {
    section: 'people',
    label: 'app.notificationSettings.title',
    path: paths.emailTemplates(),
    icon: IconBellCog,
    permission: 'email_templates:read',
  },
});
