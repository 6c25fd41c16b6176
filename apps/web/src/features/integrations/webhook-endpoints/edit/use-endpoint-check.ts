import { useTranslations } from 'use-intl';
import type { EndpointValues } from './endpoint-values.ts';

/** Checks the form with more helpful messages than the contract's own. */
export function useEndpointCheck() {
  const t = useTranslations('webhookEndpoints.field');
  return ({ url, choice, events }: EndpointValues) => ({
    url: url.trim() !== '' && !isWebAddress(url.trim()) ? t('urlInvalid') : undefined,
    events: choice === 'chosen' && events.length === 0 ? t('eventsMissing') : undefined,
  });
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}
