import { EmailTemplateKey, nounOfTarget } from '@muster/contracts/catalogue';
import { UserStatus } from '@muster/contracts/people/users';
import type { ReactNode } from 'react';
import { useFormatter, useMessages, useTranslations } from 'use-intl';
import { useChoiceText } from '../people/use-choice-text.ts';
import { type AuditEvent, type EventFact, factsOf } from './event-parts.ts';
import classes from './events.module.css';
import { UserFilterText, userFilterOf } from './UserFilterText.tsx';

/** Everything recorded about an event: changes, time, IP address and request id. */
export function EventDetail({ event }: { event: AuditEvent }) {
  const t = useTranslations('platform.events');
  const format = useFormatter();
  const labelOf = useFieldLabel(event.target?.type);
  return (
    <dl className={classes.detail}>
      {factsOf(event.data).map((fact) => (
        <Line key={fact.field} term={labelOf(fact.field)}>
          <Fact fact={fact} />
        </Line>
      ))}
      <Line term={t('detail.time')}>
        <time dateTime={event.createdAt}>
          {format.dateTime(new Date(event.createdAt), { dateStyle: 'full', timeStyle: 'long' })}
        </time>
      </Line>
      {event.ipAddress ? (
        <Line term={t('detail.ipAddress')}>
          <bdi>{event.ipAddress}</bdi>
        </Line>
      ) : null}
      <Line term={t('detail.event')}>
        <code>{event.type}</code>
      </Line>
      {event.requestId ? (
        <Line term={t('detail.requestId')}>
          <code>{event.requestId}</code>
        </Line>
      ) : null}
    </dl>
  );
}

/** Labels the fields of an event as the forms do: those of users and of all events, else those of its target's noun. */
function useFieldLabel(target: string | undefined): (field: string) => string {
  const t = useTranslations();
  const ofUsers: Labels = useMessages().platform.people.field;
  const ofEvents: Labels = useMessages().platform.events.field;
  return (field) => {
    const known = ofEvents[field] ?? ofUsers[field];
    if (known !== undefined) return known;
    const key = `${target && nounOfTarget(target)}.field.${field}` as Parameters<typeof t>[0];
    return t.has(key) ? t(key) : field;
  };
}

type Labels = Readonly<Record<string, string>>;

function Line({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Fact({ fact }: { fact: EventFact }) {
  const t = useTranslations('platform.events.detail');
  if (!('to' in fact) && !('from' in fact)) return <Value of={fact.field} value={fact.value} />;
  return t.rich('changed', {
    from: () => (
      <del>
        <Value of={fact.field} value={fact.from} />
      </del>
    ),
    to: () => (
      <ins>
        <Value of={fact.field} value={fact.to} />
      </ins>
    ),
  });
}

function Value({ of: field, value }: { of: string; value: unknown }) {
  const t = useTranslations('platform.events.detail');
  const tp = useTranslations('platform.people');
  const te = useTranslations('platform.emails.template');
  const choice = useChoiceText()(field, value);
  const template = field === 'template' ? EmailTemplateKey.safeParse(value).data : undefined;
  const status = field === 'status' ? UserStatus.safeParse(value).data : undefined;
  const filter = field === 'filter' ? userFilterOf(value) : undefined;
  if (choice) return choice;
  if (status) return tp(`status.${status}`);
  if (template) return te(template);
  if (filter) return <UserFilterText filter={filter} />;
  if (value === null || value === undefined || value === '') return <i>{t('none')}</i>;
  if (Array.isArray(value)) return <bdi>{value.map(textOf).join(', ') || t('none')}</bdi>;
  return <bdi>{textOf(value)}</bdi>;
}

function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return 'name' in value ? String(value.name) : JSON.stringify(value);
}
