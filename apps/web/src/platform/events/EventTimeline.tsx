import { Box, Collapse, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { EventDetail } from './EventDetail.tsx';
import { EventSentence } from './EventSentence.tsx';
import { eventIcon } from './event-icon.ts';
import type { AuditEvent } from './event-parts.ts';
import classes from './events.module.css';

interface EventTimelineProps {
  /** The accessible name of the list. */
  label: string;
  events: readonly AuditEvent[];
  /** Shows the IP address of each event without opening it. */
  showsAddress?: boolean;
}

/** Events as sentences, grouped by day; each expands to its details. */
export function EventTimeline({ label, events, showsAddress = false }: EventTimelineProps) {
  const dayOf = useDayName();
  const days = Map.groupBy(events, (event) => dayOf(event.createdAt));
  return (
    <section aria-label={label} className={classes.timeline}>
      {[...days].map(([day, ofDay]) => (
        <Box key={day} mb="lg">
          <Text component="h2" size="xs" fw={600} c="dimmed" mb={6}>
            {day}
          </Text>
          <ol className={classes.list}>
            {ofDay.map((event) => (
              <Entry key={event.id} event={event} showsAddress={showsAddress} />
            ))}
          </ol>
        </Box>
      ))}
    </section>
  );
}

function Entry({ event, showsAddress }: { event: AuditEvent; showsAddress: boolean }) {
  const t = useTranslations('platform.events');
  const format = useFormatter();
  const [isOpen, setOpen] = useState(false);
  const detail = useId();
  const Icon = eventIcon(event.type);
  const instant = new Date(event.createdAt);
  return (
    <li className={classes.entry}>
      <div className={classes.line}>
        <Icon size={17} stroke={1.7} aria-hidden className={classes.icon} />
        <div className={classes.text}>
          <EventSentence event={event} />
        </div>
        {showsAddress && event.ipAddress ? (
          <Aside>
            <bdi>{event.ipAddress}</bdi>
          </Aside>
        ) : null}
        <Tooltip label={format.dateTime(instant, { dateStyle: 'full', timeStyle: 'long' })}>
          <time dateTime={event.createdAt} className={classes.time}>
            {format.dateTime(instant, { timeStyle: 'short' })}
          </time>
        </Tooltip>
        <UnstyledButton
          className={classes.more}
          aria-expanded={isOpen}
          aria-controls={detail}
          aria-label={isOpen ? t('hideDetails') : t('details')}
          onClick={() => setOpen(!isOpen)}
        >
          <IconChevronRight size={16} aria-hidden />
        </UnstyledButton>
      </div>
      <Collapse expanded={isOpen} id={detail}>
        {isOpen ? <EventDetail event={event} /> : null}
      </Collapse>
    </li>
  );
}

function Aside({ children }: { children: ReactNode }) {
  return (
    <Text span size="xs" c="dimmed" className={classes.address}>
      {children}
    </Text>
  );
}

/** "Today", "Yesterday", "Friday, 20 November 2026", in the account's time zone. */
function useDayName(): (instant: string) => string {
  const t = useTranslations('platform.events');
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const name = (instant: Date) => format.dateTime(instant, { dateStyle: 'full' });
  const today = name(now);
  const yesterday = name(new Date(now.getTime() - 24 * 60 * 60 * 1000));
  return (instant) => {
    const day = name(new Date(instant));
    if (day === today) return t('today');
    return day === yesterday ? t('yesterday') : day;
  };
}
