import { Button, FileButton, Group, Input } from '@mantine/core';
import { IconPhotoUp, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { AccountLogo } from '../../../platform/ui/person/AccountLogo.tsx';
import { acceptedTypes, type LogoRefusal, readLogo } from './logo.ts';

interface LogoFieldProps {
  /** The account's name; its first letter replaces a missing logo. */
  name: string;
  value: string | null;
  onChange: (logo: string | null) => void;
  error?: ReactNode;
  isDisabled: boolean;
}

/** The account's logo: chosen from a file, checked and previewed immediately, saved with the form. */
export function LogoField({ name, value, onChange, error, isDisabled }: LogoFieldProps) {
  const t = useTranslations('account.logo');
  const [refusal, setRefusal] = useState<LogoRefusal>();
  const label = useId();
  const choose = async (file: File | null) => {
    if (!file) return;
    const result = await readLogo(file);
    setRefusal(result.refusal);
    if (result.dataUrl) onChange(result.dataUrl);
  };
  return (
    <Input.Wrapper
      label={t('label')}
      labelElement="div"
      labelProps={{ id: label }}
      description={t('hint')}
      error={refusal ? t(`refused.${refusal}`) : error}
    >
      <Group gap="sm" mt={8} wrap="nowrap" role="group" aria-labelledby={label}>
        <AccountLogo name={name || '?'} logoUrl={value} size={52} />
        <FileButton onChange={(file) => void choose(file)} accept={acceptedTypes.join(',')}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              size="xs"
              disabled={isDisabled}
              leftSection={<IconPhotoUp size={16} aria-hidden />}
            >
              {value ? t('replace') : t('upload')}
            </Button>
          )}
        </FileButton>
        {value ? (
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            disabled={isDisabled}
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => {
              setRefusal(undefined);
              onChange(null);
            }}
          >
            {t('remove')}
          </Button>
        ) : null}
      </Group>
    </Input.Wrapper>
  );
}
