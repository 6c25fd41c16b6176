import type { EventType } from '@muster/contracts/events';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';

/** Names kinds of events for filters and headings: "Invitation sent". */
export function useEventName(): (type: EventType) => string {
  const t = useTranslations('platform.events.name');
  return useCallback((type) => t(type), [t]);
}
