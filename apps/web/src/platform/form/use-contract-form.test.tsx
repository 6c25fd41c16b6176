import { Textarea, TextInput } from '@mantine/core';
import { type CreateGroup, groups } from '@muster/contracts/people/groups';
import { screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { renderScreen } from '../../testing/render-screen.tsx';
import { handle, Refusal, server } from '../../testing/server.ts';
import { Form } from './Form.tsx';
import { SubmitButton } from './SubmitButton.tsx';
import { useContractForm } from './use-contract-form.ts';

const saved = {
  id: '0192f0c1-2d3e-7a4b-8c5d-000000000001',
  name: 'Drivers',
  description: '',
  userCount: 0,
  twinIds: [],
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};

function GroupForm({ onSaved }: { onSaved: (name: string) => void }) {
  const form = useContractForm(groups.create, {
    initialValues: { name: '', description: '' } satisfies CreateGroup,
    toInput: (values) => ({ body: values }),
    invalidates: ['groups'],
    fieldFor: { group_exists: 'name' },
    onSuccess: (group) => onSaved(group.name),
  });
  return (
    <Form form={form}>
      <TextInput label="Name" {...form.field('name')} />
      <Textarea label="Description" {...form.field('description')} />
      <SubmitButton form={form}>Create</SubmitButton>
    </Form>
  );
}

function EditForm({ group }: { group: { name: string; description: string } }) {
  const { name, description } = group;
  const form = useContractForm(groups.update, {
    initialValues: { name, description },
    toInput: (values) => ({ params: { id: saved.id }, body: values }),
    invalidates: ['groups'],
    onSuccess: () => undefined,
  });
  return (
    <Form form={form}>
      <TextInput label="Name" {...form.field('name')} />
      <Textarea label="Description" {...form.field('description')} />
      <SubmitButton form={form}>Save</SubmitButton>
    </Form>
  );
}

/** A form whose group changes while it is open. */
function ChangingGroup() {
  const [group, setGroup] = useState({ name: 'Drivers', description: 'Old' });
  return (
    <>
      <EditForm group={group} />
      <button type="button" onClick={() => setGroup({ name: 'Pilots', description: 'New' })}>
        Change elsewhere
      </button>
    </>
  );
}

test('a PATCH sends only what was changed since the form was opened, whatever others changed meanwhile', async () => {
  const sent: unknown[] = [];
  server.use(
    handle(groups.update, ({ body }) => {
      sent.push(body);
      return saved;
    }),
  );
  const { user } = renderScreen(<ChangingGroup />);
  await user.click(await screen.findByRole('button', { name: 'Change elsewhere' }));
  await user.type(screen.getByLabelText('Description'), 'er');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await expect.poll(() => sent).toEqual([{ description: 'Older' }]);
});

function setUp() {
  const onSaved = vi.fn();
  return { onSaved, ...renderScreen(<GroupForm onSaved={onSaved} />) };
}

test('errors of the contract appear at the focused field, and nothing is sent', async () => {
  const { user, onSaved } = setUp();
  await user.click(await screen.findByRole('button', { name: 'Create' }));
  const name = screen.getByLabelText('Name');
  expect(name).toHaveAccessibleDescription('Please fill this in.');
  expect(name).toHaveFocus();
  for (const [typed, text] of [
    [' \u200B\u00A0', 'Please fill this in.'],
    ['x'.repeat(101), 'At most 100 characters.'],
  ] as const) {
    await user.clear(name);
    await user.click(name);
    await user.paste(typed);
    await user.click(screen.getByRole('button', { name: 'Create' }));
    expect(name).toHaveAccessibleDescription(text);
  }
  expect(onSaved).not.toHaveBeenCalled();
});

test('errors of the response appear at the fields of their pointers', async () => {
  const detail = 'Not that one.';
  server.use(
    handle(
      groups.create,
      new Refusal('validation_failed', [{ pointer: '#/description', detail, code: 'custom' }]),
    ),
  );
  const { user } = setUp();
  await user.type(await screen.findByLabelText('Name'), 'Drivers{Enter}');
  expect(await screen.findByText(detail)).toBeVisible();
  expect(screen.getByLabelText('Description')).toHaveFocus();
  expect(screen.queryByRole('alert')).not.toBeInTheDocument();
});

test('an error code of a field appears at the field, others above the form with the request id', async () => {
  server.use(handle(groups.create, new Refusal('group_exists')));
  const { user } = setUp();
  await user.type(await screen.findByLabelText('Name'), 'Drivers{Enter}');
  expect(await screen.findByText('title of group_exists')).toBeVisible();
  expect(screen.getByLabelText('Name')).toBeInvalid();

  server.use(handle(groups.create, new Refusal('internal_error')));
  await user.click(screen.getByRole('button', { name: 'Create' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('req-1');
});

test('pressing the button twice submits once', async () => {
  let sent = 0;
  server.use(
    handle(groups.create, async () => {
      sent += 1;
      await new Promise((resolve) => setTimeout(resolve, 30));
      return saved;
    }),
  );
  const { user, onSaved } = setUp();
  await user.type(await screen.findByLabelText('Name'), 'Drivers{Enter}{Enter}');
  await vi.waitFor(() => expect(onSaved).toHaveBeenCalledWith('Drivers'));
  expect(sent).toBe(1);
});
