import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { Document } from '../../../shared/domain/document.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { untilRead } from './until-read.ts';

/** Asks for the password of one document, and stays until it has opened it. */
export function PasswordForm({ document }: { document: Document }) {
  const { client, changes, documentActs, notices } = useSession();
  const keeps = useStore(client.connection, (state) => state.phase === 'connected' && state.host.capabilities.includes('keychain'));
  const [password, setPassword] = useState('');
  const [remember, setRemember] = useState(false);
  const [trying, setTrying] = useState<AbortController | null>(null);
  const [error, setError] = useState<unknown>(document.error?.code === 'read-wrong-password' ? document.error : null);
  const field = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => () => trying?.abort(), [trying]);
  // After a password that did not open it, the next one is typed at once.
  useEffect(() => {
    if (error !== null && trying === null) input.current?.focus();
  }, [error, trying]);

  const open = async (signal: AbortSignal) => {
    try {
      await documentActs.givePassword(document, password, remember);
      const read = await untilRead({ client, changes, documentId: document.id, signal });
      if (read.error?.code === 'read-wrong-password' || read.error?.code === 'read-encrypted') {
        setError(read.error);
        setPassword('');
        setTrying(null);
        return;
      }
      documentActs.close();
      notices.say(read.error ? `${document.name} opened, and could not be read.` : `${document.name} is read.`);
    } catch (failure) {
      if (signal.aborted) return;
      setError(failure);
      setTrying(null);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password === '' || trying) return;
    const controller = new AbortController();
    setTrying(controller);
    setError(null);
    void open(controller.signal);
  };

  return (
    <form className="dialog-form" onSubmit={submit}>
      <p>
        <strong className="dialog-subject">{document.name}</strong> is protected. The password is used on this machine to read it, and goes
        nowhere else.
      </p>
      {Boolean(error) && <ErrorNote error={error} />}
      <label className="dialog-label" htmlFor={field}>
        Password
      </label>
      <input
        ref={input}
        id={field}
        className="dialog-field"
        type="password"
        autoComplete="off"
        autoFocus
        data-testid="password-input"
        maxLength={1024}
        value={password}
        disabled={trying !== null}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {keeps ? (
        <label className="dialog-check">
          <input
            type="checkbox"
            data-testid="password-remember"
            checked={remember}
            onChange={(event) => setRemember(event.currentTarget.checked)}
          />
          Remember in the system keychain
        </label>
      ) : (
        <p className="dialog-help">It is kept until Footnote is closed: there is no keychain to remember it in.</p>
      )}
      <footer className="dialog-foot">
        <Button look="quiet" onClick={documentActs.close}>
          Cancel
        </Button>
        <Button look="primary" type="submit" data-testid="password-open" disabled={password === '' || trying !== null}>
          {trying ? 'Reading…' : 'Open'}
        </Button>
      </footer>
    </form>
  );
}
