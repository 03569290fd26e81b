/**
 * Closes one end of a child's channel on a later turn of the event loop. Node hands out the messages that
 * waited for the first listener in one go and fails when the channel is gone before the last of them.
 */
export function closeSoon(end: { connected?: boolean; disconnect?: () => void }): () => void {
  return () => {
    setImmediate(() => {
      if (end.connected) end.disconnect?.();
    });
  };
}
