/**
 * An object without its undefined values, for places that tell "absent" from "undefined".
 * @param values what may be undefined
 */
export function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
