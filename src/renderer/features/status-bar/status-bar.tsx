import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { statusOf } from '../../state/models.ts';
import { IndexingStatus } from './indexing-status.tsx';
import './status-bar.css';

function ConnectionStatus() {
  const { client } = useSession();
  const state = useStore(client.connection);
  if (state.phase === 'connected') {
    return (
      <span className="status-item" data-testid="status-local" title="Everything runs on this machine. Nothing is sent anywhere.">
        <span className="status-dot" aria-hidden />
        Local
      </span>
    );
  }
  const long = state.phase === 'reconnecting' && state.attempt > 5;
  const text = state.phase === 'connecting' ? 'Connecting…' : long ? 'The engine does not answer. Trying again…' : 'Reconnecting…';
  return (
    <span className="status-item status-attention" data-testid="status-connection" role="status">
      <span className="status-dot status-dot-hollow" aria-hidden />
      {state.phase === 'refused' ? 'Not connected' : text}
    </span>
  );
}

function ModelState() {
  const { models, navigation } = useSession();
  const chat = statusOf(useStore(models), 'chat');
  if (!chat) return null;
  const name = chat.facts?.name ?? chat.fileName ?? '';
  const text = {
    'not-set': 'No chat model',
    idle: `${name} · not loaded`,
    loading: `Loading ${name}${chat.loadProgress === null ? '' : ` · ${Math.round(chat.loadProgress * 100)} %`}`,
    ready: name,
    failed: `${name || 'Chat model'} · failed`,
  }[chat.state];
  return (
    <button
      type="button"
      className={chat.state === 'failed' ? 'status-item status-button status-attention' : 'status-item status-button'}
      data-testid="status-model"
      data-state={chat.state}
      onClick={() => navigation.show('models')}
    >
      <span className="truncate tabular">{text}</span>
    </button>
  );
}

/** One quiet line: where things run, what is being indexed, which model answers. */
export function StatusBar() {
  return (
    <footer className="status-bar" data-testid="status-bar">
      <ConnectionStatus />
      <IndexingStatus />
      <ModelState />
    </footer>
  );
}
