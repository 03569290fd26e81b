import { useCallback, useMemo } from 'react';
import type { Citation } from '../../../shared/domain/answer.ts';
import { asksNothing } from '../../../shared/domain/retrieval.ts';
import type { AnswerView } from '../../state/answer-view.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { count } from '../../ui/figures.ts';
import { AnswerLabels } from './answer-labels.tsx';
import { AnswerText } from './answer-text.tsx';
import { orderedCitations } from './ordered-citations.ts';
import { NearestPassages } from './nearest-passages.tsx';
import { ReceiptView } from './receipt-view.tsx';
import { RunningStages } from './running-stages.tsx';
import { standAlone } from './stand-alone.ts';
import { SourceList } from './source-list.tsx';

export interface AnswerItemProps {
  readonly view: AnswerView;
  /** Keeps its place below it free, so that a growing answer moves nothing. */
  readonly reserved: boolean;
  readonly onAskAgain: (question: string) => void;
}

/** One question as a heading and its answer as prose, with its sources and its receipt. */
export function AnswerItem({ view, reserved, onAskAgain }: AnswerItemProps) {
  const { reading, navigation } = useSession();
  const open = useStore(reading);
  const { answer } = view;
  const { id, createdAtMs } = answer;
  const question = standAlone(answer);
  const running = answer.state === 'running';
  const citations = useMemo(() => orderedCitations(answer.citations), [answer.citations]);
  const names = useMemo(() => new Map(answer.passages.map(({ number, documentName }) => [number, documentName])), [answer.passages]);
  const nameOf = useCallback((citation: Citation) => names.get(citation.passageNumber) ?? 'Document', [names]);
  const onOpen = useCallback(
    (index: number) => reading.openCitation({ id, createdAtMs, question }, citations, index, nameOf),
    [reading, id, createdAtMs, question, citations, nameOf],
  );
  const currentIndex = open?.answerId === answer.id ? open.index : -1;
  const notFound = answer.kind === 'not-found';
  const documents = view.coverage?.documents;

  return (
    <article
      className="answer"
      data-testid="answer"
      data-answer-id={answer.id}
      data-state={answer.state}
      data-kind={answer.kind ?? undefined}
      data-reserved={reserved || undefined}
      aria-busy={running}
    >
      <h2 className="question" data-testid="question">
        {answer.question}
      </h2>
      {answer.text !== '' && <AnswerLabels view={view} onAskAgain={onAskAgain} />}
      {running && answer.text === '' && <RunningStages view={view} />}
      {notFound && answer.text === '' && !running && (
        <p className="answer-text">
          {documents === undefined ? 'Nothing in these documents' : `Nothing in these ${count(documents)} documents`} answers this.
          {answer.passages.length > 0 && ' Nearest passages:'}
        </p>
      )}
      {answer.text !== '' && (
        <AnswerText
          text={answer.text}
          running={running}
          citations={citations}
          currentIndex={currentIndex}
          nameOf={nameOf}
          onOpen={onOpen}
        />
      )}
      {notFound && !running && answer.passages.length > 0 && (
        <>
          {answer.text !== '' && !(answer.query && asksNothing(answer.query)) && (
            <p className="answer-text nearest-lead">Nearest passages:</p>
          )}
          <NearestPassages passages={answer.passages} writtenAtMs={createdAtMs} question={question} />
        </>
      )}
      {answer.state === 'cancelled' && <p className="answer-stopped">Stopped.{answer.text !== '' && ' What was written stays.'}</p>}
      {answer.error && (
        <ErrorNote
          error={answer.error}
          actions={{
            retry: () => onAskAgain(answer.question),
            'choose-model': () => navigation.show('models'),
            'open-models': () => navigation.show('models'),
            'open-library': () => navigation.show('library'),
            rescan: () => navigation.show('library'),
          }}
        />
      )}
      {!running && (
        <SourceList
          citations={citations}
          passages={answer.passages}
          quoted={answer.kind === 'extractive'}
          currentNumber={citations[currentIndex]?.passageNumber ?? null}
          onOpen={onOpen}
        />
      )}
      {answer.receipt && <ReceiptView receipt={answer.receipt} />}
    </article>
  );
}
