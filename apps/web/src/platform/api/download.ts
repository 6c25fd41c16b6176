import { urlOf } from '@muster/client/core/request';
import type { WireInput } from '@muster/client/core/route';
import { me } from '@muster/contracts/access/me';
import type { CallInput, Endpoint } from '@muster/contracts/kit/endpoint';
import { call } from './call.ts';
import { settings } from './settings.ts';

/**
 * Lets the browser download the response of an endpoint as a stream. Renews the session first, because a
 * download cannot do so itself.
 * @param endpoint a GET endpoint that responds with a file; the server names it
 * @throws ProblemError if the session cannot be renewed
 */
export async function download<const E extends Endpoint & { readonly method: 'GET' }>(
  endpoint: E,
  input: CallInput<E>,
): Promise<void> {
  await call(me.get, {});
  const link = document.createElement('a');
  link.href = urlOf(settings.baseUrl, endpoint, input as WireInput);
  link.download = '';
  link.click();
}
