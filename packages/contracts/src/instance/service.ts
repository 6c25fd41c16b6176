import * as z from 'zod';
import { endpoint, endpoints } from '../kit/endpoint.ts';

/** The public facts about the installation that the sign-in page needs. */
export const ServiceInfo = z
  .object({
    version: z.string(),
    isSignUpOpen: z.boolean(),
    isMailboxOpen: z
      .boolean()
      .meta({ description: 'Whether e-mails are captured and can be read at `/mailbox`.' }),
    demo: z.object({ email: z.string(), password: z.string() }).nullable(),
  })
  .meta({ id: 'ServiceInfo' });
export type ServiceInfo = z.output<typeof ServiceInfo>;

export const service = endpoints('service', {
  info: endpoint({
    method: 'GET',
    path: '/service-info',
    summary: 'Show what this installation offers before sign-in',
    access: 'public',
    status: 200,
    response: ServiceInfo,
    errors: [],
  }),
});
