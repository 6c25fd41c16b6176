import { Button, type ButtonProps, VisuallyHidden } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useEffectEvent } from 'react';
import { useTranslations } from 'use-intl';

interface CopyButtonProps extends Pick<ButtonProps, 'size' | 'variant' | 'className'> {
  value: string;
  /** The accessible name of what is copied. */
  what: string;
  onCopied?: () => void;
}

/** Copies a text to the clipboard and confirms it for two seconds; also says if copying failed. */
export function CopyButton({ value, what, onCopied, ...props }: CopyButtonProps) {
  const t = useTranslations('platform.ui');
  const { copy, copied: isCopied, error } = useClipboard({ timeout: 2000 });
  const reportCopied = useEffectEvent(() => onCopied?.());
  useEffect(() => {
    if (isCopied) reportCopied();
  }, [isCopied]);
  const Icon = isCopied ? IconCheck : IconCopy;
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon size={15} aria-hidden />}
        aria-label={error ? undefined : isCopied ? t('copiedWhat', { what }) : t('copyWhat', { what })}
        {...props}
        onClick={() => copy(value)}
      >
        {error ? t('copyFailed') : isCopied ? t('copied') : t('copy')}
      </Button>
      <VisuallyHidden role="status">{isCopied ? t('copiedWhat', { what }) : ''}</VisuallyHidden>
    </>
  );
}
