import { defaults, type Settings } from '@muster/client/core/settings';
import { basePath } from '@muster/contracts/kit/endpoint';
import { chosenLocale } from '../i18n/locale.ts';

/** The app's settings for the API client: its own origin, cookie authentication, the person's language. */
export const settings: Settings = {
  ...defaults,
  baseUrl: `${window.location.origin}${basePath}`,
  fetch: (...parts) => fetch(...parts),
  headers: () => ({ 'accept-language': chosenLocale() }),
  credentials: 'same-origin',
  // In milliseconds. Short, because a person is waiting. A longer `Retry-After` than this is shown.
  retryDelay: 300,
  maxRetryDelay: 10_000,
};
