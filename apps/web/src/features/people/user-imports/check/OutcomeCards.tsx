import { UnstyledButton } from '@mantine/core';
import type { ImportOutcome } from '@muster/contracts/people/user-imports';
import { IconBulb } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'use-intl';
import classes from '../imports.module.css';
import { outcomeLooks } from '../rows/outcome-looks.ts';
import { outcomes, type UserImport } from '../user-import.ts';

/** Which rows are shown: all, those of one outcome, or those with a suggestion. */
export type RowFilter = ImportOutcome | 'suggested' | null;

interface OutcomeCardsProps {
  userImport: UserImport;
  shown: RowFilter;
  onShow: (shown: RowFilter) => void;
}

/** How many rows do what; a card shows its rows alone, and all again when it is pressed once more. */
export function OutcomeCards({ userImport, shown, onShow }: OutcomeCardsProps) {
  const t = useTranslations('userImports.cards');
  const format = useFormatter();
  const { counts, suggestions, status } = userImport;
  const isOver = status === 'done' || status === 'cancelled';
  const cards = [
    ...outcomes.map((outcome) => ({
      shown: outcome,
      count: counts[outcome],
      icon: outcomeLooks[outcome].icon,
      label: isOver ? t(`did.${outcome}`) : t(`does.${outcome}`),
    })),
    ...(suggestions > 0
      ? [{ shown: 'suggested' as const, count: suggestions, icon: IconBulb, label: t('suggested') }]
      : []),
  ];
  return (
    <fieldset aria-label={t('label')} className={classes.cards} style={{ border: 0, margin: 0, padding: 0 }}>
      {cards.map(({ shown: value, count, icon: Icon, label }) => (
        <UnstyledButton
          key={value}
          className={classes.card}
          aria-pressed={shown === value}
          onClick={() => onShow(shown === value ? null : value)}
        >
          <span className={classes.count}>{format.number(count)}</span>{' '}
          <span className={classes.name}>
            <Icon size={15} aria-hidden />
            {label}
          </span>
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
