import { Upload as UploadIcon, X } from 'lucide-react';
import { useSession } from '../../state/session-context.ts';
import type { Upload } from '../../state/uploads.ts';
import { count, size } from '../../ui/figures.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';

/** Dropped files on their way into the library. */
export function UploadRow({ upload }: { upload: Upload }) {
  const { uploads } = useSession();
  return (
    <li className="source-row" data-testid="upload-row">
      <UploadIcon size={20} strokeWidth={1.5} aria-hidden />
      <div className="source-about">
        <div className="source-title">
          <span className="source-row-name truncate">{upload.name}</span>
          <span className="source-path truncate">copied into the library</span>
        </div>
        <p className="source-text tabular">
          {count(upload.filesDone)} of {count(upload.filesTotal)} files · {size(upload.bytesDone)} of {size(upload.bytesTotal)}
        </p>
        <ProgressBar fraction={upload.bytesTotal > 0 ? upload.bytesDone / upload.bytesTotal : null} label={`Copying ${upload.name}`} />
      </div>
      <div className="source-controls">
        <IconButton label="Stop copying" icon={<X size={16} strokeWidth={1.75} />} onClick={() => uploads.stop(upload.id)} />
      </div>
    </li>
  );
}
