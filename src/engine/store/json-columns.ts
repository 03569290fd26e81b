/** A JSON column as it was written; the store wrote it, so its shape is known. */
export function fromJson<T>(json: string): T {
  return JSON.parse(json) as T;
}

/** A list that is mostly empty is kept as null. */
export function listToJson(list: readonly string[]): string | null {
  return list.length === 0 ? null : JSON.stringify(list);
}

export function listFromJson(json: string | null): string[] {
  return json === null ? [] : fromJson<string[]>(json);
}
