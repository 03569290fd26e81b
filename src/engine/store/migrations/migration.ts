/** What a migration may do: run statements. It sits inside its own transaction. */
export interface MigrationDb {
  exec(sql: string): unknown;
}

/** One step of the schema. Its number is the `user_version` it leads to; a published one never changes. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  up(db: MigrationDb): void;
}
