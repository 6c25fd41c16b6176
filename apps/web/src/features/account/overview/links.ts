/** The list of users whose open or lapsed invitation never reached them; the same as the overview counts. */
export const undelivered = {
  invitation: ['pending', 'expired'],
  delivery: ['bounced', 'complained', 'suppressed', 'failed'],
} as const;
