import { ImportField } from '@muster/contracts/people/user-imports';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useChoiceText } from '../../../../platform/people/use-choice-text.ts';
import classes from '../imports.module.css';
import type { ImportRow } from '../user-import.ts';

const inName: ReadonlySet<string> = new Set(['firstName', 'lastName', 'name', 'email']);

/** The changes, errors and suggestions of a row. */
export function RowNotes({ row, children }: { row: ImportRow; children?: ReactNode }) {
  const t = useTranslations('userImports.rows');
  const tf = useTranslations('platform.people.field');
  const text = useValueText();
  const changes = Object.entries(row.changes).map(([name, { from, to }]) => {
    const field = ImportField.safeParse(name).data;
    return { name, label: field ? tf(field) : name, from: text(name, from), to: text(name, to) };
  });
  // A new user's name already appears beside it, and the other values fit on one line.
  const set = changes.filter(({ name }) => row.outcome === 'create' && !inName.has(name));
  return (
    <ul className={classes.notes}>
      {row.errors.map(({ code, detail, field }) => (
        <li key={`${field} ${code}`} className={row.outcome === 'error' ? classes.error : classes.dim}>
          {detail}
        </li>
      ))}
      {row.warnings.map(({ code, detail, field }) => (
        <li key={`${field} ${code}`} className={classes.warning}>
          {detail}
        </li>
      ))}
      {row.undo ? <li className={classes.dim}>{row.undo.detail}</li> : null}
      {set.length > 0 ? (
        <li>{set.map(({ label, to }) => t('set', { field: label, to })).join(' · ')}</li>
      ) : null}
      {row.outcome !== 'update'
        ? null
        : changes.map(({ name, label, from, to }) => (
            <li key={name}>{t('changed', { field: label, from, to })}</li>
          ))}
      {row.suggestion ? <li className={classes.dim}>{t('suggestion', { email: row.suggestion })}</li> : null}
      {children ? <li>{children}</li> : null}
    </ul>
  );
}

/** Formats a value of a change. */
function useValueText(): (name: string, value: unknown) => string {
  const t = useTranslations('userImports.rows');
  const choiceText = useChoiceText();
  const format = useFormatter();
  return (name, value) => {
    if (value === null || value === undefined || value === '') return t('nothing');
    if (Array.isArray(value)) return value.length > 0 ? format.list(value.map(String)) : t('nothing');
    return choiceText(name, value) ?? String(value);
  };
}
