import { Box, Group, Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { LanguageSelect } from '../../i18n/LanguageSelect.tsx';
import { PageHeader } from './PageHeader.tsx';
import classes from './PublicPage.module.css';

interface PublicPageProps {
  title: string;
  description?: ReactNode;
  /** Above the title inside the card, e.g. the inviting company. */
  above?: ReactNode;
  children: ReactNode;
  /** Below the card, e.g. a link to another page. */
  footer?: ReactNode;
}

/** The layout of public pages: one card, the brand and the language. */
export function PublicPage({ title, description, above, children, footer }: PublicPageProps) {
  return (
    <div className={classes.page}>
      <Group component="header" justify="space-between" className={classes.top}>
        <Brand />
        <LanguageSelect />
      </Group>
      <Box component="main" className={classes.main}>
        <Paper className={classes.card} radius="lg">
          <PageHeader title={title} description={description} above={above} />
          {children}
        </Paper>
        {footer ? (
          <Text size="sm" c="dimmed" ta="center" mt="md" component="div">
            {footer}
          </Text>
        ) : null}
      </Box>
    </div>
  );
}

/** Muster's mark and name, on pages that belong to no account yet. */
export function Brand() {
  return (
    <Group gap={8} wrap="nowrap">
      <img src="/icon.svg" alt="" width={26} height={26} />
      <Text fw={650} size="lg" lh={1}>
        Muster
      </Text>
    </Group>
  );
}
