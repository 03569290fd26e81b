import { config } from 'zod';

/*
 * Imported before any schema is built, by whatever runs in a page: zod writes parsers with `new Function`,
 * which the content security policy forbids, and its probe for that is reported as a violation.
 */
config({ jitless: true });
