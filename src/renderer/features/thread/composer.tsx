import { CornerDownLeft, Lock, Square } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { draftKey } from '../../state/drafts.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { useCoverage } from '../../state/use-coverage.ts';
import { Button } from '../../ui/button.tsx';
import { count, counted } from '../../ui/figures.ts';
import { ComposerQuery } from './composer-query.tsx';
import { NarrowMenu } from './narrow-menu.tsx';
import { useComposerRoom } from './use-composer-room.ts';
import './composer.css';

export interface ComposerProps {
  readonly runningAnswerId: number | null;
  readonly onAsk: (question: string) => Promise<boolean>;
}

/** `27 of 46 documents`: what cannot be read or is not read yet is not searched. */
const scopeWords = (documents: number, searchable = documents) =>
  searchable < documents ? `${count(searchable)} of ${counted(documents, 'document')}` : counted(documents, 'document');

/** Where a question is written. What is written survives everything but being asked. */
export function Composer({ runningAnswerId, onAsk }: ComposerProps) {
  const { drafts, navigation, collections, client, answers, notices, sources } = useSession();
  const { collectionId, threadId } = useStore(navigation);
  const connected = useStore(client.connection, ({ phase }) => phase === 'connected');
  const all = useStore(collections);
  const collection = all.status === 'ready' ? all.value.find(({ id }) => id === collectionId) : undefined;
  const key = draftKey(collectionId, threadId);
  const text = useSyncExternalStore(drafts.subscribe, () => drafts.read(key));
  const [asking, setAsking] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  useComposerRoom(form);

  useEffect(() => {
    // Not away from where somebody is writing already: the first thread may come late.
    const area = field.current;
    if (!area || document.activeElement?.matches('input, textarea')) return;
    area.focus({ preventScroll: true });
    // What was begun before is written on from its end.
    area.setSelectionRange(area.value.length, area.value.length);
  }, [key]);
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = '0';
    area.style.height = `${Math.min(area.scrollHeight, window.innerHeight * 0.4)}px`;
  }, [text]);

  const running = runningAnswerId !== null;
  const coverage = useCoverage(collectionId);
  const searched = scopeWords(collection?.documentCount ?? 0, coverage?.searchable);
  const known = useStore(sources);
  const folders = useMemo(
    () => known.sources.filter((source) => source.collectionId === collectionId).map(({ name }) => name),
    [known, collectionId],
  );
  const empty = known.loaded && folders.length === 0;
  const reason = !connected ? 'Reconnecting…' : empty ? 'Add a folder first.' : null;
  const ready = connected && !running && !asking && reason === null && text.trim() !== '';

  const ask = async () => {
    if (!ready) return;
    const question = text.trim();
    setAsking(true);
    const asked = await onAsk(question);
    setAsking(false);
    if (asked) drafts.write(key, '');
  };
  /** What is put in by another hand is written on from its end. */
  const put = (changed: string) => {
    drafts.write(key, changed);
    const area = field.current;
    area?.focus({ preventScroll: true });
    requestAnimationFrame(() => area?.setSelectionRange(changed.length, changed.length));
  };
  const insert = (inserted: string) => put(`${text === '' || /\s$/.test(text) ? text : `${text} `}${inserted}`);
  const stop = () => {
    if (runningAnswerId !== null) answers.cancel(runningAnswerId).catch((error: unknown) => notices.sayError(error));
  };

  return (
    <form
      ref={form}
      className="composer"
      data-testid="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      <label className="visually-hidden" htmlFor="composer-input">
        {threadId === null ? 'Ask your documents' : 'Ask a follow-up'}
      </label>
      <textarea
        ref={field}
        id="composer-input"
        data-testid="composer-input"
        rows={1}
        maxLength={8000}
        dir="auto"
        value={text}
        placeholder={threadId === null ? 'Ask your documents' : 'Ask a follow-up'}
        aria-describedby="composer-scope"
        onChange={(event) => drafts.write(key, event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          const suggested = event.currentTarget.form?.querySelector<HTMLElement>('.query-suggestion');
          if (event.key === 'ArrowDown' && suggested && event.currentTarget.selectionEnd === text.length) {
            event.preventDefault();
            suggested.focus();
          }
          if (event.key !== 'Enter' || event.shiftKey) return;
          event.preventDefault();
          void ask();
        }}
      />
      <ComposerQuery text={text} folders={folders} onChange={put} onLeave={() => put(text)} />
      <div className="composer-foot">
        <span id="composer-scope" className="composer-scope tabular">
          {reason ?? (
            <>
              <span className="truncate">{collection ? `${collection.name} · ${searched}` : ''}</span>
              <span className="composer-route" title="The question and the passages stay on this machine.">
                <Lock size={16} strokeWidth={1.5} aria-hidden />
                Local
              </span>
              <NarrowMenu onInsert={insert} />
            </>
          )}
        </span>
        {running ? (
          <Button icon={<Square size={12} strokeWidth={2} fill="currentColor" aria-hidden />} data-testid="composer-stop" onClick={stop}>
            Stop
          </Button>
        ) : (
          <Button
            look="primary"
            type="submit"
            disabled={!ready}
            data-testid="composer-ask"
            icon={<CornerDownLeft size={16} strokeWidth={1.75} aria-hidden />}
          >
            Ask
          </Button>
        )}
      </div>
    </form>
  );
}
