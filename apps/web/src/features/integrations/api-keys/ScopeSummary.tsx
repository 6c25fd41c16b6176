import { Text, Tooltip } from '@mantine/core';
import type { Permission } from '@muster/contracts/catalogue';
import { useTranslations } from 'use-intl';
import classes from './api-keys.module.css';
import { groupScopes } from './scopes.ts';

/** How many nouns are named; the rest are counted. */
const named = 2;

/** A short summary of what a key can do; the full list on hover, focus or touch. */
export function ScopeSummary({ scopes }: { scopes: readonly Permission[] }) {
  const t = useTranslations('apiKeys');
  const tn = useTranslations('catalogue.permission.noun');
  const nouns = groupScopes(scopes).map(({ noun }) => noun);
  const first = nouns.slice(0, named).map((noun) => tn(noun));
  return (
    <Tooltip
      multiline
      maw={320}
      label={
        <ul className={classes.scopeList}>
          {scopes.map((scope) => (
            <li key={scope}>
              <code>{scope}</code>
            </li>
          ))}
        </ul>
      }
    >
      {/* Focusable, so that the full list is not limited to mouse users. */}
      <Text size="sm" component="span" tabIndex={0} className={classes.scopes}>
        {t('scopes.summary', { nouns: first.join(', '), more: nouns.length - first.length })}
      </Text>
    </Tooltip>
  );
}
