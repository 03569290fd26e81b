const levels = ['debug', 'info', 'warn', 'error'] as const;
type Level = (typeof levels)[number];
type Facts = Readonly<Record<string, string | number | boolean | null | undefined>>;

/**
 * Writes one JSON line per entry to standard error, which every child shares with its parent. Entries below
 * `FOOTNOTE_LOG` (debug, info, warn, error; default warn) are dropped. Facts are names and numbers, never content.
 */
export function createStderrLog(
  source: string,
  least: string | undefined = process.env['FOOTNOTE_LOG'],
): (level: Level, message: string, facts?: Facts) => void {
  const leastIndex = Math.max(0, levels.includes(least as Level) ? levels.indexOf(least as Level) : levels.indexOf('warn'));
  return (level, message, facts = {}) => {
    if (levels.indexOf(level) < leastIndex) return;
    process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, source, message, ...facts })}\n`);
  };
}
