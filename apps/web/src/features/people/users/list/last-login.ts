/** The beginning of the day (UTC) so many days ago: the same all day, so that an address can be recognised. */
export function dayBefore(now: Date, days: number): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - days)).toISOString();
}
