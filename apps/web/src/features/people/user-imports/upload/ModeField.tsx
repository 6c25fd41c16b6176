import { Radio, Stack } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { type ImportMode, modes } from '../user-import.ts';

interface ModeFieldProps {
  value: ImportMode;
  onChange: (mode: ImportMode) => void;
  isDisabled?: boolean;
}

/** Chooses the mode of an import: new users, existing users, or both. */
export function ModeField({ value, onChange, isDisabled = false }: ModeFieldProps) {
  const t = useTranslations('userImports.mode');
  return (
    <Radio.Group
      label={t('label')}
      value={value}
      onChange={(chosen) => {
        const mode = modes.find((one) => one === chosen);
        if (mode) onChange(mode);
      }}
    >
      <Stack gap="xs" mt={8}>
        {modes.map((mode) => (
          <Radio
            key={mode}
            value={mode}
            label={t(`${mode}.label`)}
            // Mantine's label contains the description; the accessible name must be the label alone.
            aria-label={t(`${mode}.label`)}
            description={t(`${mode}.hint`)}
            disabled={isDisabled}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
