import { users } from '@muster/contracts/people/users';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderScreen } from '../../../testing/render-screen.tsx';
import { useListQuery } from './use-list-query.ts';

function Filters() {
  const { query, patch } = useListQuery(users.list);
  const changeTwice = () => {
    patch({ status: ['added'] });
    patch({ role: ['admin'] });
  };
  return (
    <button type="button" onClick={changeTwice}>
      {JSON.stringify(query)}
    </button>
  );
}

test('a second change in quick succession does not lose the first one', async () => {
  const { user, router } = renderScreen(<Filters />, { at: '/users?q=ada' });
  await user.click(await screen.findByRole('button'));
  await expect.poll(() => router.state.location.search).toBe('?q=ada&status=added&role=admin');
});

test('an invalid parameter is dropped, and the others stay', async () => {
  renderScreen(<Filters />, { at: '/users?q=ada&status=unheard-of&sort=-name' });
  expect(await screen.findByRole('button')).toHaveTextContent('{"sort":"-name","q":"ada"}');
});
