import { mailbox } from '@muster/contracts/instance/mailbox';
import { service } from '@muster/contracts/instance/service';
import { implement, type Server } from '../../../platform/http/api/implement.ts';
import { listMailbox } from './mailbox.ts';

export function routes(server: Server): void {
  implement(server, service, {
    async info({ deps }) {
      const { version, isSignUpOpen, mail } = deps.config;
      return { version, isSignUpOpen, isMailboxOpen: mail.isMailboxOpen, demo: deps.demo };
    },
  });
  implement(server, mailbox, { list: (ctx, { query }) => listMailbox(ctx, query) });
}
