declare const content: unique symbol;

/** A text column that holds `T` as JSON. The store wrote it, so its shape is known. */
export type Json<T> = string & { readonly [content]?: T };

export function fromJson<T>(json: Json<T>): T {
  return JSON.parse(json) as T;
}

/** As {@link fromJson}, for a column that may be empty. */
export function fromOptionalJson<T>(json: Json<T> | null): T | null {
  return json === null ? null : fromJson(json);
}

export function toOptionalJson<T>(value: T | null): Json<T> | null {
  return value === null ? null : JSON.stringify(value);
}

/** A list that is mostly empty is kept as null. */
export function listToJson(list: readonly string[]): Json<string[]> | null {
  return list.length === 0 ? null : JSON.stringify(list);
}

export function listFromJson(json: Json<string[]> | null): string[] {
  return fromOptionalJson(json) ?? [];
}
