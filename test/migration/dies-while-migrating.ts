import { systemClock } from '../../src/engine/base/clock.ts';
import { silentLogger } from '../../src/engine/base/logger.ts';
import type { Migration } from '../../src/engine/store/migrations/migration.ts';
import { migrations } from '../../src/engine/store/migrations/migrations.ts';
import { openLibrary } from '../../src/engine/store/open.ts';

/* Is killed when half of a step is done. */
const deadly: Migration = {
  version: migrations.length + 1,
  name: 'deadly',
  up(db) {
    db.exec(`alter table collection add column colour text; delete from collection; create table later (id integer primary key)`);
    db.exec(`insert into later with recursive n (i) as (select 1 union all select i + 1 from n where i < 200000) select i from n`);
    process.kill(process.pid, 'SIGKILL');
  },
};

openLibrary({ path: process.argv[2] ?? '', clock: systemClock, logger: silentLogger, migrations: [...migrations, deadly] });
