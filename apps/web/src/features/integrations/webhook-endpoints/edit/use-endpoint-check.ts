import { useTranslations } from 'use-intl';
import type { EndpointValues } from './endpoint-values.ts';

/** What the contract would refuse, in words that help more than its own. */
export function useEndpointCheck() {
  const t = useTranslations('webhookEndpoints.field');
  return ({ url, choice, events }: EndpointValues) => ({
    ...(url.trim() !== '' && !isWebAddress(url.trim()) ? { url: t('urlInvalid') } : {}),
    ...(choice === 'chosen' && events.length === 0 ? { events: t('eventsMissing') } : {}),
  });
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}
