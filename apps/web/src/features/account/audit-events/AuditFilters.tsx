import { TextInput } from '@mantine/core';
import type { auditEvents } from '@muster/contracts/account/audit-events';
import { EventType } from '@muster/contracts/catalogue';
import { useTranslations } from 'use-intl';
import { dayBefore, dayOf, nextDay, startOfDay } from '../../../platform/days.ts';
import { useEventName } from '../../../platform/events/EventSentence.tsx';
import { useMe } from '../../../platform/session/me.tsx';
import { FilterMenu } from '../../../platform/table/list/FilterMenu.tsx';
import { type ListQuery, type useListQuery, valuesOf } from '../../../platform/table/list/use-list-query.ts';
import { ActorFilter } from './ActorFilter.tsx';
import { TargetFilter } from './TargetFilter.tsx';

type Filters = ReturnType<typeof useListQuery<typeof auditEvents.list>>;

interface AuditFiltersProps {
  query: Filters['query'];
  onChange: ListQuery<Filters['query']>['patch'];
}

/** The filters of the audit log: actor, event type, target, and days (in the account's time zone). */
export function AuditFilters({ query, onChange }: AuditFiltersProps) {
  const t = useTranslations('auditEvents.filter');
  const name = useEventName();
  const { timeZone } = useMe().account;
  const from = query.from ? dayOf(new Date(query.from), timeZone) : '';
  // The API's `to` is exclusive; people mean the last day that counts.
  const to = query.to ? dayBefore(dayOf(new Date(query.to), timeZone)) : '';
  return (
    <>
      <ActorFilter value={query.actor} onChange={(actor) => onChange({ actor })} />
      <FilterMenu
        label={t('action')}
        options={EventType.options.map((value) => ({ value, label: name(value) }))}
        selected={valuesOf(query.action)}
        onChange={(action) => onChange({ action })}
      />
      <TextInput
        type="date"
        aria-label={t('from')}
        leftSection={t('from')}
        leftSectionWidth={48}
        leftSectionProps={{ style: { fontSize: 'var(--mantine-font-size-xs)' } }}
        value={from}
        max={to || undefined}
        onChange={({ currentTarget: { value } }) =>
          onChange({ from: value ? startOfDay(value, timeZone).toISOString() : null })
        }
      />
      <TextInput
        type="date"
        aria-label={t('to')}
        leftSection={t('to')}
        leftSectionWidth={48}
        leftSectionProps={{ style: { fontSize: 'var(--mantine-font-size-xs)' } }}
        value={to}
        min={from || undefined}
        onChange={({ currentTarget: { value } }) =>
          onChange({ to: value ? startOfDay(nextDay(value), timeZone).toISOString() : null })
        }
      />
      {query.target ? <TargetFilter id={query.target} onClear={() => onChange({ target: null })} /> : null}
    </>
  );
}
