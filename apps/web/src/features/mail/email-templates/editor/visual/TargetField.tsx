import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Variable } from '../../template.ts';
import { completeTarget } from '../body/target.ts';
import { inBraces } from '../body/variable.ts';

interface TargetFieldProps {
  label: string;
  /** The variables of this e-mail that are links. */
  links: readonly Variable[];
  value: string;
  /** Called only with a complete target. */
  onChange: (target: string) => void;
  /** The label of an apply button. Without it, leaving the field applies the input. */
  applyLabel?: string;
}

const web = 'web';

/** Chooses the target of a link or button: one of the e-mail's link variables, or a typed URL. */
export function TargetField({ label, links, value, onChange, applyLabel }: TargetFieldProps) {
  const t = useTranslations('emailTemplates');
  const variable = links.find(({ name }) => inBraces(name) === value.replace(/\s+/g, ' ').trim());
  const [typed, setTyped] = useState(variable ? '' : value);
  const [isWeb, setIsWeb] = useState(!variable);
  const [isWrong, setIsWrong] = useState(false);
  const take = () => {
    const target = completeTarget(typed);
    setIsWrong(target === null);
    if (target === null) return;
    setTyped(target);
    if (target !== value) onChange(target);
  };
  return (
    <Group gap="xs" align="flex-start" wrap="wrap">
      <NativeSelect
        size="xs"
        aria-label={label}
        value={isWeb || !variable ? web : variable.name}
        data={[
          ...links.map(({ name, description }) => ({ value: name, label: description })),
          { value: web, label: t('button.web') },
        ]}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          setIsWeb(chosen === web);
          if (chosen !== web) onChange(inBraces(chosen));
        }}
      />
      {isWeb || !variable ? (
        <TextInput
          size="xs"
          data-autofocus={applyLabel !== undefined || undefined}
          inputMode="url"
          aria-label={t('button.address')}
          placeholder={t('link.placeholder')}
          value={typed}
          error={isWrong ? t('link.invalid') : null}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={() => applyLabel === undefined && typed !== '' && take()}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            take();
          }}
        />
      ) : null}
      {applyLabel !== undefined && (isWeb || !variable) ? (
        <Button size="xs" variant="default" onClick={take}>
          {applyLabel}
        </Button>
      ) : null}
    </Group>
  );
}
