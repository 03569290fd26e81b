import { ArrowUp, FileBox, FileText, Folder } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { HostClient } from '../../client/client.ts';
import type { PickRequest, PickWhat } from '../../state/picking.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { size } from '../../ui/figures.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import './path-picker.css';

type Listing = Awaited<ReturnType<HostClient['listFolder']>>;
type Entry = Listing['entries'][number];

const titles: Record<PickWhat, string> = {
  folder: 'Add a folder',
  files: 'Add files',
  model: 'Choose a model file',
  languages: 'Choose the folder with language files',
};
const placeKey = (what: PickWhat) => `footnote.picker.${what}`;

/** Folders first, then files; hidden ones last of their kind. */
export function sortedEntries(entries: readonly Entry[]): Entry[] {
  const rank = ({ kind, name }: Entry) => (kind === 'folder' ? 0 : 2) + (name.startsWith('.') ? 1 : 0);
  return entries.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, undefined, { numeric: true, sensitivity: 'base' }));
}

function Picker({ request }: { request: PickRequest }) {
  const { client, notices } = useSession();
  const { what, finish } = request;
  const [path, setPath] = useState<string | null>(() => localStorage.getItem(placeKey(what)));
  const [listing, setListing] = useState<Listing | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const shownOnce = useRef(false);

  useEffect(() => {
    const controller = new AbortController();
    setError(null);
    const { signal } = controller;
    const look = async () => {
      try {
        const found = await client.host.listFolder({ path, ...(what === 'model' ? { extensions: ['.gguf'] } : {}) }, { signal });
        shownOnce.current = true;
        setListing(found);
        setMarked(new Set());
        localStorage.setItem(placeKey(what), found.displayPath);
      } catch (failure) {
        if (signal.aborted) return;
        // A remembered folder may be gone: begin at home instead.
        if (path !== null && !shownOnce.current) setPath(null);
        else setError(failure);
      }
    };
    void look();
    return () => controller.abort();
  }, [client, path, what]);

  useEffect(() => list.current?.querySelector('button')?.focus(), [listing]);

  const choose = (paths: readonly string[]) => {
    setBusy(true);
    Promise.all(paths.map((chosen) => client.host.grantPath({ path: chosen }))).then(finish, (failure: unknown) => {
      setBusy(false);
      notices.sayError(failure);
    });
  };
  const press = (entry: Entry) => {
    if (entry.kind === 'folder') setPath(entry.path);
    else if (what === 'model') choose([entry.path]);
    else if (what === 'files')
      setMarked((now) => new Set(now.has(entry.path) ? [...now].filter((other) => other !== entry.path) : [...now, entry.path]));
  };
  const move = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Backspace' || event.key === 'ArrowLeft') {
      if (listing?.parent) setPath(listing.parent);
      return;
    }
    if (
      event.key === 'ArrowRight' &&
      document.activeElement instanceof HTMLElement &&
      document.activeElement.dataset['kind'] === 'folder'
    ) {
      document.activeElement.click();
      return;
    }
    if (!step) return;
    event.preventDefault();
    const rows = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLButtonElement);
    rows[Math.min(rows.length - 1, Math.max(0, at + step))]?.focus();
  };

  const shown = listing ? sortedEntries(listing.entries) : [];
  return (
    <>
      <div className="picker-path">
        <IconButton
          label="Up one folder"
          icon={<ArrowUp size={16} strokeWidth={1.75} />}
          disabled={!listing?.parent}
          data-testid="picker-up"
          onClick={() => listing?.parent && setPath(listing.parent)}
        />
        <input
          key={listing?.displayPath ?? ''}
          className="picker-typed"
          data-testid="picker-path"
          aria-label="Folder"
          title="Type a path and press Enter"
          spellCheck={false}
          autoComplete="off"
          defaultValue={listing?.displayPath ?? ''}
          onKeyDown={(event) => {
            const typed = event.currentTarget.value.trim();
            if (event.key === 'Enter' && typed !== '') setPath(typed);
          }}
        />
      </div>
      {Boolean(error) && (
        <ErrorNote error={error} actions={{ retry: () => setPath(listing?.displayPath ?? null), reload: () => setPath(null) }} />
      )}
      {!listing && !error && (
        <div className="picker-list">
          <Skeleton lines={[40, 52, 36, 48]} label="Reading the folder" />
        </div>
      )}
      {listing && (
        <ul className="picker-list scroll" ref={list} onKeyDown={move} aria-label={`Contents of ${listing.displayPath}`}>
          {shown.length === 0 && (
            <li className="picker-none">{what === 'model' ? 'No folders and no GGUF files here.' : 'This folder is empty.'}</li>
          )}
          {shown.map((entry) => {
            const Icon = entry.kind === 'folder' ? Folder : what === 'model' ? FileBox : FileText;
            const still = entry.kind === 'file' && (what === 'folder' || what === 'languages');
            return (
              <li key={entry.path}>
                <button
                  type="button"
                  className="picker-entry"
                  data-testid="picker-entry"
                  data-kind={entry.kind}
                  disabled={still}
                  {...(entry.kind === 'file' && what === 'files' ? { 'aria-pressed': marked.has(entry.path) } : {})}
                  onClick={() => press(entry)}
                >
                  <Icon size={16} strokeWidth={1.5} aria-hidden />
                  <span className="truncate">{entry.name}</span>
                  {entry.sizeBytes !== null && entry.kind === 'file' && (
                    <span className="picker-size tabular">{size(entry.sizeBytes)}</span>
                  )}
                </button>
              </li>
            );
          })}
        </ul>
      )}
      <footer className="picker-foot">
        <Button look="quiet" onClick={() => finish([])}>
          Cancel
        </Button>
        {(what === 'folder' || what === 'languages') && (
          <Button
            look="primary"
            disabled={!listing || busy}
            data-testid="picker-choose"
            onClick={() => listing && choose([listing.displayPath])}
          >
            {what === 'folder' ? 'Add this folder' : 'Use this folder'}
          </Button>
        )}
        {what === 'files' && (
          <Button look="primary" disabled={marked.size === 0 || busy} data-testid="picker-choose" onClick={() => choose([...marked])}>
            {marked.size > 1 ? `Add ${marked.size} files` : 'Add the file'}
          </Button>
        )}
      </footer>
    </>
  );
}

/** Choosing a folder or file of this machine inside the window, where the host has no dialog of its own. */
export function PathPicker() {
  const { picking } = useSession();
  const request = useStore(picking);
  return (
    <Dialog
      open={request !== null}
      onClose={() => request?.finish([])}
      title={request ? titles[request.what] : ''}
      className="picker"
      data-testid="path-picker"
    >
      {request && <Picker request={request} />}
    </Dialog>
  );
}
