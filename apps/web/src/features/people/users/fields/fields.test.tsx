import { entriesOf } from '@muster/contracts/kit/fields';
import { userFields } from '@muster/contracts/people/user-fields';
import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { localeNames } from '../../../../platform/i18n/locale.ts';
import texts from '../../../../platform/i18n/messages/en.json' with { type: 'json' };
import { aPerson } from '../../../../testing/people.ts';
import { renderScreen } from '../../../../testing/render-screen.tsx';
import { aUser } from '../../../../testing/users.ts';
import { bodyOf, valuesOfUser } from '../page/user-values.ts';
import { FieldFacts } from './FieldFacts.tsx';
import { FieldInput } from './FieldInput.tsx';
import { fieldColumn } from './field-column.tsx';

const fields = entriesOf(userFields);
const { field: labels, role: roles } = texts.people;

/** The words for a value: choices have names of their own. */
function shown(value: string): string {
  const names: Readonly<Record<string, string>> = { ...roles, ...localeNames };
  return names[value] ?? value;
}

describe.each(fields)('%s', (field, { example, empty, import: imported }) => {
  const [first, second] = imported?.examples ?? [example, example];

  test('has a cell in a column of the list', async () => {
    const column = fieldColumn(field, labels[field]);
    renderScreen(<div>{column.cell(aUser({ [field]: second }))}</div>);
    expect(await screen.findByText(shown(second))).toBeVisible();
    expect(column).toMatchObject({ id: field, header: labels[field] });
  });

  test('has an input with its label', async () => {
    renderScreen(<FieldInput field={field} />, { as: aPerson('owner') });
    const input = await screen.findByLabelText(labels[field]);
    expect(input).toBeEnabled();
    const { type, schema } = userFields[field];
    if (type === 'text') expect(input).toHaveAttribute('maxlength', String(schema.maxLength));
  });

  test('is sent as the API takes it', () => {
    const values = valuesOfUser(aUser({ [field]: first }));
    expect(bodyOf({ ...values, [field]: second })).toMatchObject({ [field]: second });
    if (empty === undefined) return;
    expect(bodyOf({ ...values, [field]: '' })).toMatchObject({ [field]: empty });
  });
});

test('a user has each field as a fact, but for the name', async () => {
  const user = aUser({ externalId: 'HR-1' });
  renderScreen(<FieldFacts user={user} />);
  for (const [field] of fields.filter(([key]) => key !== 'firstName' && key !== 'lastName'))
    expect(await screen.findByText(labels[field])).toBeVisible();
  expect(screen.getByText('HR-1')).toBeVisible();
  expect(screen.getByText('Same as account')).toBeVisible();
  expect(screen.queryByText(labels.firstName)).toBeNull();
});
