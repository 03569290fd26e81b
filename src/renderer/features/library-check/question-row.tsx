import { ArrowDown, ArrowUp, Ellipsis, FileSearch, MessageCircleQuestionMark, Pencil, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { ranksWords } from '../../../shared/domain/check-words.ts';
import { draftKey } from '../../state/drafts.ts';
import { useSession } from '../../state/session-context.ts';
import { FileIcon } from '../../ui/file-icon.tsx';
import { InlineName } from '../../ui/inline-name.tsx';
import { formatOfName } from '../../ui/likely-format.ts';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { placeWords } from '../../ui/place-words.ts';
import { changeWords, type QuestionRow } from './question-rows.ts';

const icons = {
  found: <ArrowUp size={14} strokeWidth={2} aria-hidden />,
  better: <ArrowUp size={14} strokeWidth={2} aria-hidden />,
  worse: <ArrowDown size={14} strokeWidth={2} aria-hidden />,
  lost: <ArrowDown size={14} strokeWidth={2} aria-hidden />,
};

function Outcome({ checked }: Pick<QuestionRow, 'checked'>) {
  if (checked === null) return <span className="check-unasked">not checked yet</span>;
  const { change } = checked;
  const words = changeWords(checked);
  return (
    <>
      <span>{ranksWords(checked.now)}</span>
      {words && (
        <span className="check-change" data-change={change}>
          {change !== null && change in icons && icons[change as keyof typeof icons]}
          {words}
        </span>
      )}
    </>
  );
}

/** One saved question: at which rank its place is found, and what can be done about it. */
export function QuestionRowItem({ row: { saved, checked } }: { row: QuestionRow }) {
  const { drafts, navigation, notices, reading, savedQuestions } = useSession();
  const [editing, setEditing] = useState(false);
  const item = useRef<HTMLLIElement>(null);
  const { id, collectionId, question, documentId, documentName, place } = saved;
  const rank = checked?.now.passageRank ?? null;
  const where = place === null ? 'anywhere in it' : placeWords(place);
  const ask = () => {
    drafts.write(draftKey(collectionId, null), question);
    navigation.newQuestion();
  };
  const rename = (words: string | null) => {
    setEditing(false);
    if (words) savedQuestions.rename(id, words).catch((error: unknown) => notices.sayError(error));
  };
  const remove = () => {
    const next = item.current?.nextElementSibling ?? item.current?.previousElementSibling;
    savedQuestions.remove(saved);
    next?.querySelector<HTMLElement>('[data-testid="check-more"]')?.focus();
  };
  return (
    <li ref={item} className="check-question" data-testid="check-question" data-question-id={id} data-change={checked?.change ?? undefined}>
      <span className="check-rank tabular" data-found={rank !== null || undefined} aria-hidden>
        {rank ?? '–'}
      </span>
      <div className="check-about">
        {editing ? (
          <InlineName label="Question" initial={question} maxLength={4000} onDone={rename} />
        ) : (
          <p className="check-text">{question}</p>
        )}
        {documentId === null ? (
          <p className="check-source check-gone">
            <FileIcon format={formatOfName(documentName)} />
            <span className="truncate">{documentName}</span>
            <span className="check-place">no longer in the library</span>
          </p>
        ) : (
          <button type="button" className="check-source" data-testid="check-open" onClick={() => reading.openSaved(saved)}>
            <FileIcon format={formatOfName(documentName)} />
            <span className="truncate">{documentName}</span>
            <span className="check-place">{where}</span>
          </button>
        )}
      </div>
      <div className="check-outcome tabular" data-testid="check-outcome">
        <Outcome checked={checked} />
      </div>
      <Menu
        align="end"
        trigger={
          <button type="button" className="icon-button" aria-label={`More for “${question}”`} data-testid="check-more">
            <Ellipsis size={16} strokeWidth={1.5} aria-hidden />
          </button>
        }
      >
        <MenuItem icon={<MessageCircleQuestionMark size={16} strokeWidth={1.5} />} onSelect={ask}>
          Ask it now
        </MenuItem>
        {documentId !== null && (
          <MenuItem icon={<FileSearch size={16} strokeWidth={1.5} />} onSelect={() => reading.openSaved(saved)}>
            Open the page
          </MenuItem>
        )}
        <MenuItem icon={<Pencil size={16} strokeWidth={1.5} />} data-testid="check-edit" onSelect={() => setEditing(true)}>
          Edit the question
        </MenuItem>
        <MenuItem icon={<Trash2 size={16} strokeWidth={1.5} />} loss data-testid="check-remove" onSelect={remove}>
          Remove
        </MenuItem>
      </Menu>
    </li>
  );
}
