import { ActionIcon, Kbd, Text, UnstyledButton } from '@mantine/core';
import { openSpotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { modifierKey } from './modifier-key.ts';
import classes from './PaletteButton.module.css';

/** Opens the command palette, and shows its keyboard shortcut where there is a keyboard. */
export function PaletteButton() {
  const t = useTranslations('app.palette');
  return (
    <>
      <UnstyledButton className={classes.field} onClick={openSpotlight} visibleFrom="md">
        <IconSearch size={15} aria-hidden />
        <Text size="sm" flex={1} truncate>
          {t('open')}
        </Text>
        <Kbd size="xs">{modifierKey} K</Kbd>
      </UnstyledButton>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        hiddenFrom="md"
        aria-label={t('label')}
        onClick={openSpotlight}
      >
        <IconSearch size={19} stroke={1.7} aria-hidden />
      </ActionIcon>
    </>
  );
}
