import { Input, MantineProvider, useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { cssVariables, themeFor } from '../../../platform/theme/theme.ts';
import { AccountLogo } from '../../../platform/ui/person/AccountLogo.tsx';
import classes from './BrandPreview.module.css';

interface BrandPreviewProps {
  name: string;
  logoUrl: string | null;
  color: string;
}

/** Previews the logo and colour in e-mails and on the activation page, before they are saved. */
export function BrandPreview({ name, logoUrl, color }: BrandPreviewProps) {
  const t = useTranslations('account.preview');
  const scheme = useComputedColorScheme();
  const theme = useMemo(() => themeFor(color), [color]);
  return (
    <div>
      <Input.Label labelElement="div" mb={6}>
        {t('title')}
      </Input.Label>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        cssVariablesSelector={`.${classes.preview}`}
        getRootElement={() => undefined}
      >
        <div className={classes.preview} data-mantine-color-scheme={scheme} aria-hidden>
          <div className={classes.brand}>
            <AccountLogo name={name || '?'} logoUrl={logoUrl} size={36} />
            <b>{name}</b>
          </div>
          <p>{t('text', { account: name })}</p>
          <span className={classes.button}>{t('button')}</span>
          <span className={classes.link}>{t('link')}</span>
        </div>
      </MantineProvider>
    </div>
  );
}
