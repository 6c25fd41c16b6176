import { Button, Stack, Title } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import classes from './result.module.css';

interface OutcomeListProps<T> {
  title: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  children: (item: T) => ReactNode;
}

const shownAtOnce = 50;

/** People with the same outcome. Long lists have a button to show more. */
export function OutcomeList<T>({ title, items, keyOf, children }: OutcomeListProps<T>) {
  const t = useTranslations('users.add.result');
  const heading = useId();
  const [shown, setShown] = useState(shownAtOnce);
  if (items.length === 0) return null;
  return (
    <section aria-labelledby={heading} className={classes.list}>
      <Title order={3} id={heading} mb={6}>
        {title}
      </Title>
      <Stack component="ul" gap={0} className={classes.rows}>
        {items.slice(0, shown).map((item) => (
          <li key={keyOf(item)} className={classes.row}>
            {children(item)}
          </li>
        ))}
      </Stack>
      {items.length > shown ? (
        <Button variant="subtle" size="compact-sm" mt={6} onClick={() => setShown(shown + 200)}>
          {t('more', { count: items.length - shown })}
        </Button>
      ) : null}
    </section>
  );
}
