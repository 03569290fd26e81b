import { Ban, BookOpenText, Ellipsis, ExternalLink, KeyRound, RefreshCw, ScanText } from 'lucide-react';
import type { Document } from '../../../shared/domain/document.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { Menu, MenuItem, MenuRule } from '../../ui/menu.tsx';

const icon = { size: 16, strokeWidth: 1.5 };

/** Everything that can be done with one document. */
export function DocumentMenu({ document }: { document: Document }) {
  const { client, documentActs, inspecting, notices } = useSession();
  const opens = useStore(client.connection, (state) => state.phase === 'connected' && state.host.capabilities.includes('open-original'));
  const { id, name, outcome, state } = document;
  const canInspect = document.indexedAtMs !== null && (state === 'searchable' || state === 'missing' || document.chunkCount > 0);
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className="icon-button" aria-label={`More for ${name}`} data-testid="document-more">
          <Ellipsis {...icon} />
        </button>
      }
    >
      {canInspect && (
        <MenuItem
          icon={<BookOpenText {...icon} />}
          data-testid="document-inspect"
          onSelect={() => inspecting.open({ documentId: id, documentName: name, page: null })}
        >
          What was read
        </MenuItem>
      )}
      {opens && document.parentId === null && (
        <MenuItem
          icon={<ExternalLink {...icon} />}
          onSelect={() => void client.host.openDocument({ documentId: id }).catch((error: unknown) => notices.sayError(error))}
        >
          Open the original
        </MenuItem>
      )}
      {(canInspect || opens) && <MenuRule />}
      {outcome === 'no-text-layer' && (
        <MenuItem icon={<ScanText {...icon} />} data-testid="document-recognise" onSelect={() => documentActs.run('recognise', document)}>
          Recognise the text now
        </MenuItem>
      )}
      {outcome === 'encrypted' && (
        <MenuItem icon={<KeyRound {...icon} />} onSelect={() => documentActs.run('give-password', document)}>
          Give the password
        </MenuItem>
      )}
      <MenuItem icon={<RefreshCw {...icon} />} data-testid="document-retry" onSelect={() => documentActs.run('retry', document)}>
        Read again
      </MenuItem>
      <MenuItem icon={<Ban {...icon} />} loss data-testid="document-exclude" onSelect={() => documentActs.exclude(document)}>
        Leave out of the library
      </MenuItem>
    </Menu>
  );
}
