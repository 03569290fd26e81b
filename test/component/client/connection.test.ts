import { expect, test, vi } from 'vitest';
import { createConnection } from '../../../src/renderer/client/connection.ts';
import { followChanges } from '../../../src/renderer/client/events.ts';
import type { EngineChange } from '../../../src/shared/domain/event.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { createFakeEngine } from '../fake/fake-engine.ts';
import { createFakeHost } from '../fake/fake-host.ts';
import { createFakeTransport } from '../fake/fake-transport.ts';

function connected() {
  const engine = createFakeEngine();
  const transport = createFakeTransport(engine, createFakeHost());
  const client = createConnection(transport);
  return { engine, transport, client, phase: () => client.connection.get().phase };
}

test('a lost engine is asked for until it is back, and the same client works again', async () => {
  const { transport, client, phase } = connected();
  await vi.waitFor(() => expect(phase()).toBe('connected'));
  transport.away = true;
  transport.cut('engine');
  await vi.waitFor(() => expect(phase()).toBe('reconnecting'));
  await expect(client.engine.collections.list()).rejects.toMatchObject({ code: 'connection-lost' });
  transport.away = false;
  await vi.waitFor(() => expect(phase()).toBe('connected'));
  expect(await client.engine.collections.list()).toHaveLength(1);
  client.dispose();
});

test('changes missed while away are delivered once, in order, without starting over', async () => {
  const { engine, transport, client, phase } = connected();
  const changes = followChanges(client);
  const seen: EngineChange['type'][] = [];
  changes.on((change) => seen.push(change.type));
  await vi.waitFor(() => expect(seen).toEqual(['reset']));
  engine.emit({ type: 'threads-changed' });
  await vi.waitFor(() => expect(seen).toEqual(['reset', 'threads-changed']));
  transport.away = true;
  transport.cut('engine');
  await vi.waitFor(() => expect(phase()).toBe('reconnecting'));
  engine.emit({ type: 'collections-changed' });
  transport.away = false;
  await vi.waitFor(() => expect(seen).toEqual(['reset', 'threads-changed', 'collections-changed']));
  changes.dispose();
  client.dispose();
});

test('a new engine makes everything be fetched anew', async () => {
  const { engine, transport, client, phase } = connected();
  const changes = followChanges(client);
  const seen: EngineChange['type'][] = [];
  changes.on((change) => seen.push(change.type));
  await vi.waitFor(() => expect(seen).toEqual(['reset']));
  engine.epoch = 'second';
  transport.cut('engine');
  await vi.waitFor(() => expect(phase()).toBe('connected'));
  await vi.waitFor(() => expect(seen).toEqual(['reset', 'reset']));
  changes.dispose();
  client.dispose();
});

test('an engine that cannot open its library is heard, not asked again and again', async () => {
  const engine = createFakeEngine();
  engine.fail('system.info', new AppError('store-in-use', 'Another Footnote has it.'));
  const client = createConnection(createFakeTransport(engine, createFakeHost()));
  await vi.waitFor(() => expect(client.connection.get()).toMatchObject({ phase: 'refused', error: { code: 'store-in-use' } }));
  client.dispose();
});
