import { NativeSelect, Stack, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { ExportSettings } from './use-export-settings.ts';

interface ExportSettingsFieldsProps {
  settings: ExportSettings;
  onChange: (change: Partial<ExportSettings>) => void;
}

/** How the list is exported: kind of file, separator and encoding. */
export default function ExportSettingsFields({ settings, onChange }: ExportSettingsFieldsProps) {
  const t = useTranslations('users.export');
  const choose = <K extends keyof ExportSettings>(
    name: K,
    labels: Readonly<Record<ExportSettings[K], string>>,
  ) => ({
    label: t(name as 'format'),
    value: settings[name],
    data: Object.entries<string>(labels).map(([value, label]) => ({ value, label })),
    onChange: (event: { currentTarget: HTMLSelectElement }) =>
      onChange({ [name]: event.currentTarget.value } as Partial<ExportSettings>),
  });
  return (
    <Stack gap="sm">
      <NativeSelect {...choose('format', { csv: t('csv'), xlsx: t('xlsx') })} />
      {settings.format === 'csv' ? (
        <>
          <NativeSelect
            {...choose('separator', { comma: t('comma'), semicolon: t('semicolon'), tab: t('tab') })}
          />
          <NativeSelect {...choose('encoding', { 'utf-8': t('utf8'), 'utf-16le': t('utf16') })} />
        </>
      ) : null}
      <Text size="xs" c="dimmed">
        {t('usual')}
      </Text>
    </Stack>
  );
}
