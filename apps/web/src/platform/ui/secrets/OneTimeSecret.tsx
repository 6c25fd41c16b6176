import { Alert, Button, Checkbox, Group, Stack, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { UnsavedGuard } from '../../form/UnsavedGuard.tsx';
import { CopyButton } from './CopyButton.tsx';
import classes from './OneTimeSecret.module.css';

interface OneTimeSecretProps {
  /** Its label: "API key". */
  label: string;
  secret: string;
  /** Instructions, shown below it. */
  children?: ReactNode;
  doneLabel: string;
  onDone: () => void;
}

/** A secret the server shows only once. Leaving asks for confirmation until it was copied or confirmed. */
export function OneTimeSecret({ label, secret, children, doneLabel, onDone }: OneTimeSecretProps) {
  const t = useTranslations('platform.ui.secret');
  const [isStored, setStored] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  // The previous content was removed, and the focus with it.
  useEffect(() => field.current?.focus(), []);
  const question = {
    title: t('leave.title'),
    text: t('leave.text'),
    stay: t('leave.stay'),
    leave: t('leave.leave'),
  };
  return (
    <Stack gap="md">
      <UnsavedGuard isDirty={!isStored} question={question} />
      <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} py="xs">
        {t('once')}
      </Alert>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TextInput
          ref={field}
          label={label}
          value={secret}
          readOnly
          flex={1}
          miw={0}
          autoComplete="off"
          spellCheck={false}
          classNames={{ input: classes.secret }}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <CopyButton value={secret} what={label} variant="filled" size="sm" onCopied={() => setStored(true)} />
      </Group>
      <Checkbox
        label={t('kept')}
        checked={isStored}
        onChange={({ currentTarget }) => setStored(currentTarget.checked)}
      />
      {children}
      <div>
        <Button variant="default" onClick={onDone}>
          {doneLabel}
        </Button>
      </div>
    </Stack>
  );
}
