import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { aPerson } from '../../testing/people.ts';
import { renderScreen } from '../../testing/render-screen.tsx';
import { Navigation } from './Navigation.tsx';

test('integrations appear only for users with the permission', async () => {
  const { unmount } = renderScreen(<Navigation />, { as: aPerson('admin') });
  const list = await screen.findByRole('list', { name: 'Integrations' });
  expect(list).toHaveTextContent('API keysWebhooks');
  unmount();
  const reader = aPerson('admin', { permissions: ['users:read', 'webhooks:read'] });
  const { unmount: leave } = renderScreen(<Navigation />, { as: reader });
  expect(await screen.findByRole('list', { name: 'Integrations' })).toHaveTextContent(/^Webhooks$/);
  leave();
  renderScreen(<Navigation />, { as: aPerson('member') });
  expect(await screen.findByRole('link', { name: 'My learning' })).toBeVisible();
  expect(screen.queryByText('Integrations')).toBeNull();
});
