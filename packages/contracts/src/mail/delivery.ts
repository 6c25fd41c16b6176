import * as z from 'zod';

/** How far an e-mail got, as the provider reports it. */
export const Delivery = z.enum([
  'queued',
  'sent',
  'delivered',
  'delayed',
  'bounced',
  'complained',
  'suppressed',
  'failed',
]);
export type Delivery = z.output<typeof Delivery>;
