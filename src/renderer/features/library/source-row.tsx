import { Ellipsis, FileText, Folder, FolderX, Pause, Play, RefreshCw, SlidersHorizontal, Square, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Source } from '../../../shared/domain/source.ts';
import { useSession } from '../../state/session-context.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { SourceRulesDialog } from './source-rules-dialog.tsx';
import { sourceWords } from './source-words.ts';

function SourceIcon({ source: { state, kind } }: { source: Source }) {
  if (state === 'missing') return <FolderX size={20} strokeWidth={1.5} aria-hidden />;
  return kind === 'folder' ? <Folder size={20} strokeWidth={1.5} aria-hidden /> : <FileText size={20} strokeWidth={1.5} aria-hidden />;
}

/** One source: what it is, how it stands, and its controls. */
export function SourceRow({ source, onlyThis, onFilter }: { source: Source; onlyThis: boolean; onFilter: () => void }) {
  const { sources, removals, notices } = useSession();
  const [editing, setEditing] = useState(false);
  const { text, fraction } = sourceWords(source);
  const tell = (done: Promise<void>) => void done.catch((error: unknown) => notices.sayError(error));
  const active = source.state === 'scanning' || source.state === 'ingesting';
  const remove = () =>
    removals.remove({
      key: `source-${source.id}`,
      message: `Removed ${source.name} from the library. Originals are untouched.`,
      commit: () => sources.remove(source.id),
    });
  return (
    <li className="source-row" data-testid="source-row" data-source-id={source.id} data-state={source.state}>
      <SourceIcon source={source} />
      <div className="source-about">
        <div className="source-title">
          <button
            type="button"
            className="source-row-name truncate"
            aria-pressed={onlyThis}
            title={onlyThis ? 'Show the documents of all sources' : `Show only the documents of ${source.name}`}
            onClick={onFilter}
          >
            {source.name}
          </button>
          <span className="source-path truncate" title={source.displayPath}>
            {source.displayPath}
          </span>
        </div>
        <p className="source-text tabular" data-testid="source-text" data-missing={source.state === 'missing' || undefined}>
          {text}
          {active && source.progress.currentFile && <span className="source-current"> · reading {source.progress.currentFile}</span>}
        </p>
        {fraction !== undefined && (
          <ProgressBar fraction={fraction} label={`Progress of ${source.name}`} quiet={source.state === 'paused'} />
        )}
      </div>
      <div className="source-controls">
        {active && (
          <IconButton
            label="Pause"
            data-testid="source-pause"
            icon={<Pause size={16} strokeWidth={1.5} />}
            onClick={() => tell(sources.pause(source.id))}
          />
        )}
        {source.state === 'paused' && (
          <IconButton
            label="Resume"
            data-testid="source-resume"
            icon={<Play size={16} strokeWidth={1.5} />}
            onClick={() => tell(sources.resume(source.id))}
          />
        )}
        {(source.state === 'idle' || source.state === 'missing') && (
          <IconButton
            label="Scan again"
            data-testid="source-rescan"
            icon={<RefreshCw size={16} strokeWidth={1.5} />}
            onClick={() => tell(sources.rescan(source.id))}
          />
        )}
        <Menu
          align="end"
          trigger={
            <button type="button" className="icon-button" aria-label={`More for ${source.name}`} data-testid="source-more">
              <Ellipsis size={16} strokeWidth={1.5} />
            </button>
          }
        >
          {(active || source.state === 'paused') && (
            <MenuItem
              icon={<Square size={16} strokeWidth={1.5} />}
              data-testid="source-cancel"
              onSelect={() => tell(sources.cancel(source.id))}
            >
              Cancel what is waiting
            </MenuItem>
          )}
          {active && (
            <MenuItem icon={<RefreshCw size={16} strokeWidth={1.5} />} onSelect={() => tell(sources.rescan(source.id))}>
              Scan again
            </MenuItem>
          )}
          {source.kind === 'folder' && (
            <MenuItem icon={<SlidersHorizontal size={16} strokeWidth={1.5} />} data-testid="source-rules" onSelect={() => setEditing(true)}>
              Rules
            </MenuItem>
          )}
          <MenuItem icon={<Trash2 size={16} strokeWidth={1.5} />} loss data-testid="source-remove" onSelect={remove}>
            Remove from the library
          </MenuItem>
        </Menu>
      </div>
      <SourceRulesDialog source={source} open={editing} onClose={() => setEditing(false)} />
    </li>
  );
}
