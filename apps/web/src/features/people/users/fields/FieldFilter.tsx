import { type UserFilterField, userFields } from '@muster/contracts/people/user-fields';
import { useTranslations } from 'use-intl';
import { useChoiceText } from '../../../../platform/people/use-choice-text.ts';
import { FilterMenu } from '../../../../platform/table/list/FilterMenu.tsx';

type Value = (typeof userFields)[UserFilterField]['schema']['options'][number];

interface FieldFilterProps {
  field: UserFilterField;
  selected: readonly Value[];
  onChange: (values: Value[] | null) => void;
}

/** Filters a list by the choices of a field. */
export function FieldFilter({ field, selected, onChange }: FieldFilterProps) {
  const t = useTranslations('platform.people.field');
  const choiceText = useChoiceText();
  return (
    <FilterMenu
      label={t(field)}
      options={userFields[field].schema.options.map((value) => ({
        value,
        label: choiceText(field, value) ?? value,
      }))}
      selected={selected}
      onChange={onChange}
    />
  );
}
