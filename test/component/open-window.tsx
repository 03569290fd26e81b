import { render, screen, waitFor } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { App } from '../../src/renderer/app/app.tsx';
import { createConnection } from '../../src/renderer/client/connection.ts';
import { createSession, type Session } from '../../src/renderer/state/session.ts';
import { createFakeEngine, emptyLibrary, type FakeEngine, type FakeLibrary } from './fake/fake-engine.ts';
import { createFakeHost, type FakeHost } from './fake/fake-host.ts';
import { createFakeTransport, type FakeTransport } from './fake/fake-transport.ts';
import { documentOf, sourceOf } from './fake/samples.ts';

export interface OpenedWindow {
  readonly engine: FakeEngine;
  readonly host: FakeHost;
  readonly transport: FakeTransport;
  readonly session: Session;
  readonly user: UserEvent;
}

/** A library with one source and one searchable document. */
export function smallLibrary(part: Partial<FakeLibrary> = {}): FakeLibrary {
  const library = emptyLibrary();
  return {
    ...library,
    collections: [{ id: 1, name: 'Contracts', createdAtMs: 0, sourceCount: 1, documentCount: 1 }],
    sources: [sourceOf(1, { name: 'Leases' })],
    documents: [documentOf(1, { name: 'lease.pdf' })],
    ...part,
  };
}

/** The whole window over a pretended engine, connected. */
export async function openWindow(library: FakeLibrary = smallLibrary(), host: FakeHost = createFakeHost()): Promise<OpenedWindow> {
  const engine = createFakeEngine(library);
  const transport = createFakeTransport(engine, host);
  const session = createSession(createConnection(transport));
  const user = userEvent.setup();
  render(<App session={session} />);
  await waitFor(() => {
    if (screen.getByTestId('app-shell').dataset['connection'] !== 'connected') throw new Error('not connected');
  });
  await waitFor(() => {
    if (session.collections.get().status !== 'ready' || !session.sources.get().loaded) throw new Error('nothing loaded');
  });
  return { engine, host, transport, session, user };
}
