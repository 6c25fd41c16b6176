import { defaults, type Settings } from '@muster/client/core/settings';
import { basePath } from '@muster/contracts/kit/endpoint';
import { chosenLocale } from '../i18n/locale.ts';

/** How the app calls the API: at its own origin, as whom the cookies say, in the person's language. */
export const settings: Settings = {
  ...defaults,
  baseUrl: `${window.location.origin}${basePath}`,
  fetch: (...parts) => fetch(...parts),
  headers: () => ({ 'accept-language': chosenLocale() }),
  credentials: 'same-origin',
  // Somebody is waiting: what takes longer to pass is shown.
  retryDelay: 300,
  maxRetryDelay: 2000,
};
