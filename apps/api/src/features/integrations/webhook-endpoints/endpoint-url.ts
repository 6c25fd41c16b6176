import type { EventTarget } from '@muster/contracts/account/audit-events';
import type { Context } from '../../../platform/context/context.ts';
import { fail } from '../../../platform/errors.ts';
import { urlForLog } from '../webhook-deliveries/index.ts';

/**
 * Refuses a URL that no webhook would be sent to: not https, with a password, or with an address that is not
 * public. Each delivery checks this again; checking here reports it early. Uses the network, so never call it
 * within a transaction.
 * @throws Failure `webhook_url_refused`
 */
export async function refuseUrl({ deps }: Context, url: string): Promise<void> {
  if (await deps.webhookSender.isAllowed(url)) return;
  const code = 'webhook_url_refused';
  fail(code, { errors: [{ pointer: '#/url', detail: code, code }] });
}

/** An endpoint as the target of events. */
export function targetOf({ id, url }: { id: string; url: string }): EventTarget {
  return { type: 'webhook_endpoint', id, name: urlForLog(url) };
}
