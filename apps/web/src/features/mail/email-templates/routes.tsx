import type { RouteObject } from 'react-router-dom';

/** The list of e-mails: the first tab of the notification settings. */
export const emailTemplatesRoutes: RouteObject[] = [
  {
    index: true,
    lazy: {
      Component: async () => (await import('./list/EmailTemplatesPage.tsx')).EmailTemplatesPage,
    },
  },
];

/** The editor of one e-mail, a separate page below the signed-in frame. */
export const emailTemplateEditorRoutes: RouteObject[] = [
  {
    path: 'notification-settings/emails/:key',
    lazy: {
      Component: async () => (await import('./editor/TemplateEditorPage.tsx')).TemplateEditorPage,
    },
  },
];
