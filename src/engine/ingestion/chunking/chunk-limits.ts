/** Part of an index's identity: raise it when equal blocks would give other chunks. */
export const CHUNKER_VERSION = 2;

/** Most tokens of a chunk as it is embedded: title, heading path and text together. */
export const MAX_CHUNK_TOKENS = 512;

/** Most tokens that title and heading path may take of them. */
export const MAX_CONTEXT_TOKENS = 96;

/** Most tokens of a table's header above rows that stand without it. */
export const MAX_TABLE_HEADER_TOKENS = 64;

/** The last sentence of a chunk is repeated at the start of the next when it is no longer than this. */
export const MAX_OVERLAP_TOKENS = 64;

/** A chunk this full is closed before a block that does not fit, instead of taking a part of it. */
export const FULL_ENOUGH_TOKENS = 256;

/** Longer blocks are not counted whole: they hardly ever fit, and counting them would hold up the loop. */
export const MAX_WHOLE_BLOCK_UNITS = 6_000;
