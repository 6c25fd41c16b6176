import { Button, Checkbox, Group, Input, Text, VisuallyHidden } from '@mantine/core';
import type { Permission } from '@muster/contracts/catalogue';
import { type ReactNode, useId } from 'react';
import { useTranslations } from 'use-intl';
import { FieldGroup } from '../../../../platform/form/FieldGroup.tsx';
import { groupScopes, isReading } from '../scopes.ts';
import classes from './ScopePicker.module.css';

interface ScopePickerProps {
  /** The person's own permissions: nobody can grant more. */
  held: readonly Permission[];
  value: readonly Permission[];
  onChange: (scopes: Permission[]) => void;
  error?: ReactNode;
}

/** Chooses a key's permissions: a row per noun, read and write side by side, each with an explanation. */
export function ScopePicker({ held, value, onChange, error }: ScopePickerProps) {
  const t = useTranslations('apiKeys.scopes');
  const tn = useTranslations('catalogue.permission.noun');
  const sentence = useTranslations('catalogue.permission.sentence');
  const labelId = useId();
  const set = (scope: Permission, isWanted: boolean) =>
    onChange(held.filter((one) => (one === scope ? isWanted : value.includes(one))));
  const cell = (scope: Permission | undefined, label: string) => (
    <td data-empty={scope === undefined || undefined}>
      {scope ? (
        <Checkbox
          size="xs"
          label={
            <>
              <VisuallyHidden>{label}. </VisuallyHidden>
              {sentence(scope)}
            </>
          }
          checked={value.includes(scope)}
          onChange={({ currentTarget }) => set(scope, currentTarget.checked)}
        />
      ) : null}
    </td>
  );
  return (
    <FieldGroup labelledBy={labelId} error={error}>
      <Group justify="space-between" gap="xs" mb={8}>
        <div>
          <Input.Label component="div" id={labelId}>
            {t('label')}
          </Input.Label>
          <Text size="xs" c="dimmed" role="status">
            {t('chosen', { count: value.length })}
          </Text>
        </div>
        <Group gap={6}>
          <Button size="compact-sm" variant="default" onClick={() => onChange(held.filter(isReading))}>
            {t('readOnly')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => onChange([...held])}>
            {t('everything')}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            disabled={value.length === 0}
            onClick={() => onChange([])}
          >
            {t('nothing')}
          </Button>
        </Group>
      </Group>
      <table className={classes.table} aria-labelledby={labelId}>
        <thead>
          <tr>
            <th scope="col">{t('about')}</th>
            <th scope="col">{t('read')}</th>
            <th scope="col">{t('write')}</th>
          </tr>
        </thead>
        <tbody>
          {groupScopes(held).map(({ noun, read, write }) => (
            <tr key={noun}>
              <th scope="row">{tn(noun)}</th>
              {cell(read, t('readOne', { noun: tn(noun) }))}
              {cell(write, t('writeOne', { noun: tn(noun) }))}
            </tr>
          ))}
        </tbody>
      </table>
    </FieldGroup>
  );
}
