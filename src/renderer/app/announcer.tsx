import { useEffect, useRef, useState } from 'react';
import { useSession } from '../state/session-context.ts';
import { useStore } from '../state/store.ts';

/** Says once, to assistive technology, that an answer is there. The text itself is read where it stands. */
export function Announcer() {
  const { answers, navigation } = useSession();
  const { threadId } = useStore(navigation);
  const thread = useStore(answers).get(threadId ?? -1);
  const last = thread?.status === 'ready' ? thread.value.at(-1)?.answer : undefined;
  const wasRunning = useRef<number | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (!last) return;
    if (last.state === 'running') {
      wasRunning.current = last.id;
      setSaid('Answering.');
    } else if (wasRunning.current === last.id) {
      wasRunning.current = null;
      setSaid(
        { done: `Answer ready, ${last.citations.length} citations.`, cancelled: 'Stopped.', failed: 'The answer failed.' }[last.state],
      );
    }
  }, [last]);
  return (
    <div className="visually-hidden" role="status" aria-live="polite" data-testid="announcer">
      {said}
    </div>
  );
}
