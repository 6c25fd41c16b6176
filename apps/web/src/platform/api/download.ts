import { urlOf } from '@muster/client/core/request';
import type { WireInput } from '@muster/client/core/route';
import { me } from '@muster/contracts/access/me';
import type { CallInput, Endpoint } from '@muster/contracts/kit/endpoint';
import { call } from './call.ts';
import { settings } from './settings.ts';

/**
 * Lets the browser save what an endpoint answers, as it streams in. The sign-in is renewed first, for a
 * download cannot do it: throws a `ProblemError` where that fails.
 * @param endpoint a GET whose answer is a file; the server names it
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
