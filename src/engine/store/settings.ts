import { statement, type ReadableDb, type WritableDb } from './handles.ts';

const get = statement<{ key: string }, { value: string }>('setting.get', `select value from setting where key = @key`);
const set = statement<{ key: string; value: string }>(
  'setting.set',
  `insert into setting (key, value) values (@key, @value) on conflict (key) do update set value = excluded.value`,
);
const remove = statement<{ key: string }>('setting.remove', `delete from setting where key = @key`);

/** Null when it was never set. */
export function getSetting(db: ReadableDb, key: string): string | null {
  return db.get(get, { key })?.value ?? null;
}

/** Null takes the setting away. */
export function setSetting(db: WritableDb, key: string, value: string | null): void {
  if (value === null) db.run(remove, { key });
  else db.run(set, { key, value });
}
