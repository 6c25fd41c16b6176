import { UnstyledButton } from '@mantine/core';
import type { ImportOutcome } from '@muster/contracts/people/user-imports';
import {
  IconAlertTriangle,
  IconBulb,
  IconEraser,
  IconMinus,
  IconPencil,
  IconUserPlus,
  type TablerIcon,
} from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'use-intl';
import type { StatusTone } from '../../../../platform/ui/feedback/StatusBadge.tsx';
import classes from '../imports.module.css';
import { isOver, outcomes, type UserImport } from '../user-import.ts';

/** The tone and icon of each outcome. */
export const outcomeStyles: Readonly<Record<ImportOutcome, { tone: StatusTone; icon: TablerIcon }>> = {
  create: { tone: 'good', icon: IconUserPlus },
  update: { tone: 'waiting', icon: IconPencil },
  skip: { tone: 'neutral', icon: IconMinus },
  error: { tone: 'bad', icon: IconAlertTriangle },
};

/** Which rows are shown: all, those of one outcome, or those with a suggestion or a warning. */
export type RowFilter = ImportOutcome | 'suggested' | 'warned' | null;

interface OutcomeCardsProps {
  userImport: UserImport;
  shown: RowFilter;
  onShow: (shown: RowFilter) => void;
}

/** The number of rows per outcome. Pressing a card shows only its rows; pressing it again shows all. */
export function OutcomeCards({ userImport, shown, onShow }: OutcomeCardsProps) {
  const t = useTranslations('userImports.cards');
  const format = useFormatter();
  const { counts, suggestions, warnings } = userImport;
  const isFinished = isOver(userImport);
  const cards = [
    ...outcomes.map((outcome) => ({
      shown: outcome,
      count: counts[outcome],
      icon: outcomeStyles[outcome].icon,
      label: isFinished ? t(`did.${outcome}`) : t(`does.${outcome}`),
    })),
    ...(suggestions > 0
      ? [{ shown: 'suggested' as const, count: suggestions, icon: IconBulb, label: t('suggested') }]
      : []),
    ...(warnings > 0
      ? [{ shown: 'warned' as const, count: warnings, icon: IconEraser, label: t('warned') }]
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
