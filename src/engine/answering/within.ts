/**
 * Work with a limit that holds whether the work heeds it or not: rejects with the signal's reason as soon as it is
 * aborted. What the work comes to after that is nobody's concern.
 */
export async function within<T>(work: Promise<T>, limit: AbortSignal): Promise<T> {
  const over = Promise.withResolvers<never>();
  const stop = (): void => over.reject(limit.reason as Error);
  if (limit.aborted) stop();
  limit.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, over.promise]);
  } finally {
    limit.removeEventListener('abort', stop);
  }
}
