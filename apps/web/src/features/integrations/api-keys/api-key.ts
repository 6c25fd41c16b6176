import type {
  ApiKey as ApiKeySchema,
  ApiKeyWithSecret as WithSecretSchema,
} from '@muster/contracts/integrations/api-keys';
import { useOutletContext } from 'react-router-dom';
import type * as z from 'zod';

/** An API key as the API sends it. */
export type ApiKey = z.input<typeof ApiKeySchema>;

/** The response that contains the key itself, once. */
export type ApiKeyWithSecret = z.input<typeof WithSecretSchema>;

/** The key of the current page; for its drawers. */
export function useApiKey(): ApiKey {
  return useOutletContext<ApiKey>();
}
