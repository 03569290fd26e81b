import { type FormEvent, useId, useState } from 'react';
import { defaultSourceRules, type Source } from '../../../shared/domain/source.ts';
import { useSession } from '../../state/session-context.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';

const megabyte = 1024 * 1024;

function RulesForm({ source, onClose }: { source: Source; onClose: () => void }) {
  const { sources, notices } = useSession();
  const [ignore, setIgnore] = useState(source.rules.ignore);
  const [includeHidden, setIncludeHidden] = useState(source.rules.includeHidden);
  const [largest, setLargest] = useState(String(Math.round(source.rules.largestFileBytes / megabyte)));
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const lines = useId();
  const limit = useId();
  const help = useId();
  const megabytes = Number(largest);
  const valid = Number.isFinite(megabytes) && megabytes >= 1 && megabytes <= 100_000;

  const save = async () => {
    try {
      await sources.setRules(source.id, { ignore, includeHidden, largestFileBytes: Math.round(megabytes * megabyte) });
      notices.say(`The rules of ${source.name} are changed. It is scanned again.`);
      onClose();
    } catch (failure) {
      setError(failure);
      setSaving(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!valid || saving) return;
    setSaving(true);
    setError(null);
    void save();
  };
  const reset = () => {
    setIgnore(defaultSourceRules.ignore);
    setIncludeHidden(defaultSourceRules.includeHidden);
    setLargest(String(defaultSourceRules.largestFileBytes / megabyte));
  };
  return (
    <form className="dialog-form" onSubmit={submit}>
      <label className="dialog-label" htmlFor={lines}>
        Leave out
      </label>
      <textarea
        id={lines}
        className="dialog-field rules-lines"
        data-testid="rules-ignore"
        aria-describedby={help}
        rows={7}
        maxLength={20_000}
        spellCheck={false}
        placeholder={'Drafts/\n*.bak\n!Drafts/final.docx'}
        value={ignore}
        onChange={(event) => setIgnore(event.currentTarget.value)}
      />
      <p className="dialog-help" id={help}>
        One rule a line, as in a .gitignore: <code>Drafts/</code> a folder, <code>*.bak</code> names, <code>/Old</code> only at the top,{' '}
        <code>!keep.pdf</code> an exception. Always left out: version control, <code>node_modules</code>, caches, what systems keep for
        themselves, bins, locks and half-written files.
      </p>
      <label className="dialog-check">
        <input
          type="checkbox"
          data-testid="rules-hidden"
          checked={includeHidden}
          onChange={(event) => setIncludeHidden(event.currentTarget.checked)}
        />
        Include hidden files and folders
      </label>
      <label className="rules-largest" htmlFor={limit}>
        Read files up to
        <input
          id={limit}
          className="dialog-field tabular"
          data-testid="rules-largest"
          type="number"
          inputMode="numeric"
          min={1}
          max={100_000}
          value={largest}
          onChange={(event) => setLargest(event.currentTarget.value)}
        />
        MB; larger ones are listed and not read
      </label>
      {Boolean(error) && <ErrorNote error={error} />}
      <footer className="dialog-foot">
        <Button look="quiet" className="dialog-foot-first" onClick={reset}>
          Back to the defaults
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button look="primary" type="submit" data-testid="rules-save" disabled={!valid || saving}>
          Save and scan
        </Button>
      </footer>
    </form>
  );
}

/** What of a source is left out, editable. */
export function SourceRulesDialog({ source, open, onClose }: { source: Source; open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title={`Rules for ${source.name}`} data-testid="rules-dialog">
      {open && <RulesForm source={source} onClose={onClose} />}
    </Dialog>
  );
}
