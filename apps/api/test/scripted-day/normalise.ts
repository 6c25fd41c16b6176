/**
 * Makes records of two runs comparable: ids become labels in the order of their appearance; times, tokens and
 * ports are removed.
 */
export interface Normaliser {
  /** Returns the value with stable texts and sorted keys. */
  value(value: unknown): unknown;
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;
const linkToken = /#[\w-]{43}/g;
const apiKey = /mst_live_\w+/g;
const port = /(127\.0\.0\.1):\d+/g;

export function createNormaliser(): Normaliser {
  const labels = new Map<string, string>();
  const labelOf = (id: string) => {
    const label = labels.get(id) ?? `id-${labels.size + 1}`;
    labels.set(id, label);
    return label;
  };
  const text = (value: string) =>
    value
      .replace(uuid, labelOf)
      .replace(time, '<time>')
      .replace(linkToken, '#<token>')
      .replace(apiKey, '<key>')
      .replace(port, '$1:<port>');
  const normalise = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (value instanceof Date) return '<time>';
    if (Array.isArray(value)) return value.map(normalise);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(entries.map(([key, entry]) => [key, normalise(entry)]));
  };
  return { value: normalise };
}
