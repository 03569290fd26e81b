import { useEffect, useState } from 'react';
import type { CheckReport } from '../../../shared/domain/library-check.ts';
import { useSession } from '../../state/session-context.ts';
import { type Loadable, loading } from '../../state/store.ts';

/** A check beside an earlier one, question by question; null where there is no check to show. */
export function useReport(checkId: number | null, baselineId: number | null): (Loadable<CheckReport> & { retry: () => void }) | null {
  const { client, changes } = useSession();
  const key = `${checkId}/${baselineId}`;
  const [state, setState] = useState<{ key: string; value: Loadable<CheckReport> } | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (checkId === null) return undefined;
    const controller = new AbortController();
    const look = () => {
      client.engine.libraryChecks.report({ checkId, baselineId }, { signal: controller.signal }).then(
        (value) => setState({ key, value: { status: 'ready', value } }),
        (error: unknown) => {
          if (!controller.signal.aborted) setState({ key, value: { status: 'failed', error } });
        },
      );
    };
    const stop = changes.on((change) => {
      if (change.type === 'reset' || change.type === 'saved-questions-changed') look();
    });
    look();
    return () => {
      controller.abort();
      stop();
    };
  }, [client, changes, checkId, baselineId, key, tries]);
  if (checkId === null) return null;
  return { ...(state?.key === key ? state.value : loading), retry: () => setTries(tries + 1) };
}
