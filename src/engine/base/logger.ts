export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Facts of a log line: names, counts, codes. Never document text, a question, a prompt or a key. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Logger {
  log(level: LogLevel, message: string, facts?: LogFacts): void;
}

export const silentLogger: Logger = { log: () => {} };
