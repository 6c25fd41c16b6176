import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { aPerson } from '../../testing/people.ts';
import { renderScreen } from '../../testing/render-screen.tsx';
import { Shortcuts } from './Shortcuts.tsx';

test('? lists the keyboard shortcuts, except while something is being typed', async () => {
  const screenWithField = (
    <>
      <input aria-label="Name" />
      <Shortcuts />
    </>
  );
  const { user } = renderScreen(screenWithField, { as: aPerson('admin') });
  await user.type(await screen.findByLabelText('Name'), 'Who?');
  expect(screen.queryByRole('dialog')).toBeNull();
  await user.click(document.body);
  await user.keyboard('?');
  const dialog = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
  expect(dialog).toHaveTextContent('Search and go toCtrlK');
  await user.keyboard('{Escape}');
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
});
