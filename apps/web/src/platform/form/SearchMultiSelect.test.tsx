import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { renderScreen } from '../../testing/render-screen.tsx';
import { type Choice, SearchMultiSelect } from './SearchMultiSelect.tsx';

const all: readonly Choice[] = [
  { id: 'drivers', name: 'Drivers' },
  { id: 'divers', name: 'Divers' },
];

interface FieldProps {
  isSlow: boolean;
  onCreate: (name: string) => void;
  onSubmit: () => void;
}

/** Responds to a search immediately, or when the test says so. */
function Field({ isSlow, onCreate, onSubmit }: FieldProps) {
  const [value, setValue] = useState<Choice[]>([]);
  const [searched, setSearched] = useState('');
  const [loaded, setLoaded] = useState('');
  const text = isSlow ? loaded : searched;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <SearchMultiSelect
        label="Groups"
        value={value}
        onChange={setValue}
        options={all.filter(({ name }) => name.toLowerCase().includes(text))}
        onSearch={setSearched}
        isLoading={text !== searched}
        onCreate={onCreate}
      />
      <button type="button" onClick={() => setLoaded(searched)}>
        Answer
      </button>
    </form>
  );
}

function setUp({ isSlow = false } = {}) {
  const [onCreate, onSubmit] = [vi.fn(), vi.fn()];
  const rendered = renderScreen(<Field isSlow={isSlow} onCreate={onCreate} onSubmit={onSubmit} />);
  // Not a user click, so that the focus stays where it is.
  const answer = () => fireEvent.click(screen.getByRole('button', { name: 'Answer' }));
  return { ...rendered, onCreate, onSubmit, answer };
}

const input = () => screen.findByRole('combobox', { name: 'Groups' });
const option = (name: string) => screen.findByRole('option', { name });

test('the first match is announced to screen readers, and then the options marked by arrow keys', async () => {
  const { user } = setUp();
  await user.type(await input(), 'iver');
  expect(await input()).toHaveAttribute('aria-activedescendant', (await option('Drivers')).id);
  await user.keyboard('{ArrowDown}');
  expect(await input()).toHaveAttribute('aria-activedescendant', (await option('Divers')).id);
  await user.keyboard('{Escape}');
  expect(await input()).not.toHaveAttribute('aria-activedescendant');
});

test('Enter takes the marked match, and does not submit the form', async () => {
  const { user, onSubmit } = setUp();
  await user.type(await input(), 'div {Enter}');
  expect(await screen.findByRole('button', { name: 'Remove Divers' })).toBeVisible();
  expect(await input()).toHaveValue('');
  expect(onSubmit).not.toHaveBeenCalled();
});

test('Enter before the response takes its first match when it arrives', async () => {
  const { user, answer, onSubmit } = setUp({ isSlow: true });
  await user.type(await input(), 'div{Enter}');
  expect(screen.queryByRole('button', { name: /Remove/ })).not.toBeInTheDocument();
  answer();
  expect(await screen.findByRole('button', { name: 'Remove Divers' })).toBeVisible();
  expect(await input()).toHaveValue('');
  expect(onSubmit).not.toHaveBeenCalled();
});

test('Enter before the response creates an option if there is no match', async () => {
  const { user, answer, onCreate } = setUp({ isSlow: true });
  await user.type(await input(), 'sales{Enter}');
  answer();
  expect(onCreate).toHaveBeenCalledExactlyOnceWith('sales');
});

test('more typing or Escape cancels a pending Enter', async () => {
  const { user, answer } = setUp({ isSlow: true });
  await user.type(await input(), 'd{Enter}iv');
  answer();
  expect(await option('Divers')).toBeInTheDocument();
  await user.type(await input(), 'e{Enter}{Escape}');
  answer();
  expect(screen.queryByRole('button', { name: /Remove/ })).not.toBeInTheDocument();
});
