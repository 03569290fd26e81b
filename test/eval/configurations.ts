/** The ways of ranking that are measured, in the order of the report. */
export const configurations = ['full-text', 'vector', 'hybrid', 'hybrid+rerank'] as const;
export type Configuration = (typeof configurations)[number];
