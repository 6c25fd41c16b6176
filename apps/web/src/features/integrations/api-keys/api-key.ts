import type {
  ApiKey as ApiKeySchema,
  ApiKeyWithSecret as WithSecretSchema,
} from '@muster/contracts/integrations/api-keys';
import { useOutletContext } from 'react-router-dom';
import type * as z from 'zod';

/** An API key as the API sends it. */
export type ApiKey = z.input<typeof ApiKeySchema>;

/** The answer that shows the key itself, once. */
export type ApiKeyWithSecret = z.input<typeof WithSecretSchema>;

/** The key whose page this is; for its drawers. */
export function useApiKey(): ApiKey {
  return useOutletContext<ApiKey>();
}
