import { Text } from '@mantine/core';
import { type EventType, isFinal, webPathOf } from '@muster/contracts/catalogue';
import type { ReactNode } from 'react';
import { useCallback } from 'react';
import { Link } from 'react-router-dom';
import { useTranslations } from 'use-intl';
import { paths } from '../paths.ts';
import { type AuditEvent, groupOf, roleOf, templateOf, userOf } from './event-parts.ts';
import classes from './events.module.css';

interface EventSentenceProps {
  event: AuditEvent;
  /** Whether names are links. False inside another link. */
  isLinked?: boolean;
}

/** An event as a sentence: "Grace Hopper added Ada Lovelace". Each noun has a message for each of its types. */
export function EventSentence({ event, isLinked = true }: EventSentenceProps) {
  const t = useTranslations('platform.events');
  const sentence = useTranslations('catalogue.event.sentence');
  const te = useTranslations('platform.emails.template');
  const { actor, type } = event;
  const user = userOf(event);
  const group = groupOf(event);
  const template = templateOf(event);
  const name = (to: string | undefined) => (chunks: ReactNode) =>
    isLinked && to ? (
      <Link to={to} className={classes.name}>
        {chunks}
      </Link>
    ) : (
      <bdi className={classes.name}>{chunks}</bdi>
    );
  // What no longer exists has no page to lead to.
  const pageOf = (noun: string, id: string | null | undefined) =>
    id && !(isFinal(type) && type.startsWith(`${noun}.`)) ? webPathOf(noun, id) : undefined;
  const targetTo = event.target ? pageOf(event.target.type, event.target.id) : undefined;
  return (
    <Text span inherit className={classes.sentence}>
      {sentence.rich(type, {
        actor: actor.type === 'user' ? actor.name : t(`actor.${actor.type}`, { name: actor.name }),
        userName: user.name,
        groupName: group?.name ?? '',
        templateName: template ? te(template.key) : '',
        targetName: event.target?.name ?? '',
        mergedName: String(event.data.mergedName ?? ''),
        role: roleOf(event),
        isSelf: actor.id !== null && actor.id === user.id ? 'yes' : 'no',
        who: name(actor.id ? webPathOf(actor.type, actor.id) : undefined),
        user: name(pageOf('user', user.id)),
        group: name(pageOf('group', group?.id)),
        key: name(targetTo),
        endpoint: name(targetTo),
        target: name(targetTo),
        template: name(template && paths.emailTemplate(template.key, template)),
      })}
    </Text>
  );
}

/** Returns a function that names event types for filters and headings: "Invitation sent". */
export function useEventName(): (type: EventType) => string {
  const t = useTranslations('catalogue.event.name');
  return useCallback((type) => t(type), [t]);
}
