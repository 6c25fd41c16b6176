import { ColorInput, type ColorInputProps, Text } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import { contrast } from '../../../platform/theme/color.ts';

const swatches = ['#4263eb', '#1971c2', '#0c8599', '#2f9e44', '#e8590c', '#c2255c', '#7048e8', '#343a40'];

interface ColorFieldProps extends Omit<ColorInputProps, 'label'> {
  value: string;
}

/** The account's colour, and whether it can be read on a white page. */
export function ColorField({ value, ...props }: ColorFieldProps) {
  const t = useTranslations('account.field');
  const format = useFormatter();
  const isColor = /^#[0-9a-f]{6}$/i.test(value);
  const ratio = isColor ? contrast(value, '#ffffff') : undefined;
  const shown = { ratio: format.number(Math.floor((ratio ?? 0) * 10) / 10) };
  const isTooLight = ratio !== undefined && ratio < 3;
  const warning = (
    <Text span inherit c="var(--mantine-color-orange-light-color)">
      {t('colorTooLight', shown)}
    </Text>
  );
  const hint = isTooLight ? warning : t('colorHint', shown);
  return (
    <ColorInput
      label={t('color')}
      mt="md"
      format="hex"
      swatches={swatches}
      swatchesPerRow={8}
      withEyeDropper={false}
      value={value}
      description={isColor ? hint : null}
      {...props}
    />
  );
}
