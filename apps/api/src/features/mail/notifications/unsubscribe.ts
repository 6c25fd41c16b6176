import type { Dependencies } from '../../../dependencies.ts';
import { accountContext } from '../../../platform/context/account-context.ts';
import { systemActor } from '../../../platform/context/actor.ts';
import type { PublicContext } from '../../../platform/context/context.ts';
import { escapeHtml } from '../../../platform/email/layout.ts';
import { readUnsubscribeToken, type Unsubscription } from '../../../platform/email/unsubscribe.ts';
import { fail } from '../../../platform/errors.ts';
import { translator } from '../../../platform/i18n/translate.ts';
import { muteEmails } from './settings.ts';

/**
 * A page that asks for confirmation. Reading it changes nothing, because mail scanners follow every link.
 * @throws Failure `not_found` for a link from another installation
 */
export async function showUnsubscribePage(ctx: PublicContext, token: string): Promise<string> {
  const what = readToken(ctx.deps, token);
  const translate = translator(ctx.request.locale);
  const account = await ctx.deps.database.account.findUnique({ where: { id: what.accountId } });
  const text = translate(`unsubscribe.${what.kind}.question`, { account: account?.name ?? '' });
  const button = translate('unsubscribe.button');
  return page(
    ctx,
    text,
    `<form method="post"><button name="page" value="1">${escapeHtml(button)}</button></form>`,
  );
}

/**
 * Stops reminders of an invitation, or notification e-mails to a user (one-click, RFC 8058). Can be repeated.
 * @param body `List-Unsubscribe=One-Click` from a mail reader, which gets an empty response; or the page's
 * own form
 * @throws Failure `not_found` for a link from another installation
 */
export async function unsubscribe(ctx: PublicContext, token: string, body: Uint8Array): Promise<string> {
  const what = readToken(ctx.deps, token);
  await stop(ctx, what);
  const isFromPage = Buffer.from(body).toString().includes('page=1');
  return isFromPage ? page(ctx, translator(ctx.request.locale)(`unsubscribe.${what.kind}.done`), '') : '';
}

async function stop(ctx: PublicContext, { kind, accountId, id }: Unsubscription): Promise<void> {
  const account = accountContext(ctx.deps, accountId, systemActor, ctx.request);
  await account.transaction(async (tx) => {
    if (kind === 'notifications') {
      const isKnown = await tx.db.user.count({ where: { id } });
      if (isKnown > 0) await muteEmails(tx, id);
      return;
    }
    const stopped = await tx.db.invitation.updateMany({
      where: { id, nextReminderAt: { not: null } },
      data: { nextReminderAt: null },
    });
    if (stopped.count === 0) return;
    const invitation = await tx.db.invitation.findUniqueOrThrow({
      where: { accountId_id: { accountId, id } },
      select: { user: { select: { id: true, name: true } } },
    });
    tx.record({
      type: 'invitation.reminders_stopped',
      target: { type: 'invitation', id, name: invitation.user.name },
      user: invitation.user,
    });
  });
}

function readToken(deps: Dependencies, token: string): Unsubscription {
  return readUnsubscribeToken(deps.secrets, token) ?? fail('not_found');
}

function page(ctx: PublicContext, text: string, form: string): string {
  const title = translator(ctx.request.locale)('unsubscribe.title');
  return `<!doctype html>
<html lang="${ctx.request.locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem;color-scheme:light dark}
button{font:inherit;font-weight:600;padding:.6rem 1.2rem;border:0;border-radius:.5rem;background:#3b5bdb;color:#fff;cursor:pointer}</style></head>
<body><main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${form}</main></body>
</html>`;
}
