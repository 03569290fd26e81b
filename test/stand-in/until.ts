/** Waits until `look` finds something. The limit only ends a test that would fail anyway. */
export async function until<T>(what: string, look: () => T | Promise<T>, limitMs = 15_000): Promise<Exclude<T, false | null | undefined>> {
  const endMs = performance.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found) return found as Exclude<T, false | null | undefined>;
    if (performance.now() > endMs) throw new Error(`never came: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
