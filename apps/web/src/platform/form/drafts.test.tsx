import { TextInput } from '@mantine/core';
import { groups } from '@muster/contracts/people/groups';
import { screen } from '@testing-library/react';
import { Link } from 'react-router-dom';
import { expect, test, vi } from 'vitest';
import { aPerson } from '../../testing/people.ts';
import { renderScreen } from '../../testing/render-screen.tsx';
import { handle, server } from '../../testing/server.ts';
import { GuardedForm } from './GuardedForm.tsx';
import { SubmitButton } from './SubmitButton.tsx';
import { useContractForm } from './use-contract-form.ts';

const group = {
  ...{
    id: '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d',
    name: 'Sales',
    description: '',
    userCount: 0,
    twinIds: [],
  },
  ...{ createdAt: '2026-11-22T10:00:00.000Z', updatedAt: '2026-11-22T10:00:00.000Z' },
};
const ada = aPerson('admin');
const grace = { ...ada, user: { ...ada.user, id: '0192f0c1-2d3e-7a4b-8c5d-00000000000f' } };

function GroupForm({ description }: { description: string }) {
  const form = useContractForm(groups.create, {
    initialValues: { name: '', description },
    toInput: (body) => ({ body }),
    invalidates: ['groups'],
    onSuccess: () => undefined,
  });
  return (
    <GuardedForm form={form}>
      <TextInput label="Name" {...form.field('name')} />
      <TextInput label="Description" {...form.field('description')} />
      <SubmitButton form={form}>Create</SubmitButton>
      <Link to="/elsewhere">Elsewhere</Link>
    </GuardedForm>
  );
}

const open = (as = ada, at = '/groups/new', description = 'at first') =>
  renderScreen(
    [
      { path: '/groups/:id', element: <GroupForm description={description} /> },
      { path: '/elsewhere', element: <h1>Elsewhere</h1> },
    ],
    { at, as },
  );

/** The page of before goes without a chance to clean up, as in a reload. */
const abandon = (container: HTMLElement) => {
  const kept = { ...window.sessionStorage };
  return (unmount: () => void) => {
    unmount();
    container.remove();
    for (const [key, value] of Object.entries(kept)) window.sessionStorage.setItem(key, value as string);
  };
};

test('what was typed survives a reload, for the same person at the same path', async () => {
  const first = open();
  await first.user.type(await screen.findByLabelText('Name'), 'Drivers');
  abandon(first.container)(first.unmount);
  for (const other of [open(grace), open(ada, '/groups/1')]) {
    expect(await screen.findByLabelText('Name')).toHaveValue('');
    other.unmount();
  }
  // What was not changed is what the server says now.
  open(ada, '/groups/new', 'changed meanwhile');
  expect(await screen.findByLabelText('Name')).toHaveValue('Drivers');
  expect(screen.getByLabelText('Description')).toHaveValue('changed meanwhile');
});

test('leaving on purpose gives the draft up, after the question', async () => {
  const { user } = open();
  await user.type(await screen.findByLabelText('Name'), 'Drivers');
  expect(window.sessionStorage).toHaveLength(1);
  await user.click(screen.getByRole('link', { name: 'Elsewhere' }));
  await user.click(await screen.findByRole('button', { name: 'Leave without saving' }));
  expect(await screen.findByRole('heading', { name: 'Elsewhere' })).toBeVisible();
  expect(window.sessionStorage).toHaveLength(0);
});

test('a saved form keeps no draft, and saves the same only once', async () => {
  let sent = 0;
  server.use(
    handle(groups.create, () => {
      sent += 1;
      return group;
    }),
  );
  const { user } = open();
  await user.type(await screen.findByLabelText('Name'), 'Drivers');
  await user.click(screen.getByRole('button', { name: 'Create' }));
  await vi.waitFor(() => expect(window.sessionStorage).toHaveLength(0));
  const later = performance.now() + 60_000;
  vi.spyOn(performance, 'now').mockImplementation(() => later);
  await user.click(screen.getByRole('button', { name: 'Create' }));
  expect(sent).toBe(1);
  await user.type(screen.getByLabelText('Name'), ' 2');
  await user.click(screen.getByRole('button', { name: 'Create' }));
  await vi.waitFor(() => expect(sent).toBe(2));
});
