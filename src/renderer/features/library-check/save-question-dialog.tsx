import { type FormEvent, useId, useState } from 'react';
import type { Pointed } from '../../state/pointing.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';

function SaveQuestionForm({ pointed }: { pointed: Pointed }) {
  const { pointing, savedQuestions } = useSession();
  const [question, setQuestion] = useState(pointed.question);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const field = useId();
  const { collectionId, place, documentName, where } = pointed;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (question.trim() === '' || saving) return;
    setSaving(true);
    setError(null);
    savedQuestions.save({ collectionId, question: question.trim(), place }).then(pointing.close, (failure: unknown) => {
      setError(failure);
      setSaving(false);
    });
  };
  return (
    <form className="dialog-form" onSubmit={submit}>
      <p>
        <strong className="dialog-subject">{documentName}</strong>
        {where === null ? ', anywhere in it' : `, ${where}`}
      </p>
      {Boolean(error) && <ErrorNote error={error} />}
      <label className="dialog-label" htmlFor={field}>
        Which question does it answer?
      </label>
      <textarea
        id={field}
        className="dialog-field save-question-field"
        data-testid="save-question-text"
        rows={3}
        maxLength={4000}
        autoFocus
        value={question}
        onChange={(event) => setQuestion(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) submit(event);
        }}
      />
      <p className="dialog-help">“Check my library” asks it again and looks for this place.</p>
      <footer className="dialog-foot">
        <Button look="quiet" onClick={pointing.close}>
          Cancel
        </Button>
        <Button look="primary" type="submit" data-testid="save-question" disabled={question.trim() === '' || saving}>
          Save
        </Button>
      </footer>
    </form>
  );
}

/** Asks which question a place answers that was pointed at without one. */
export function SaveQuestionDialog() {
  const { pointing } = useSession();
  const pointed = useStore(pointing);
  return (
    <Dialog
      open={pointed !== null}
      onClose={pointing.close}
      title="This was the page"
      className="dialog-narrow"
      data-testid="save-question-dialog"
    >
      {pointed && <SaveQuestionForm pointed={pointed} />}
    </Dialog>
  );
}
