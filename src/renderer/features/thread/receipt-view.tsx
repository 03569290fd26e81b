import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { Receipt } from '../../../shared/domain/answer.ts';
import { count, counted, seconds } from '../../ui/figures.ts';
import { egressWords, receiptLine, routeWords, stageDetail, stageNames, stageRan, supportWords, warningWords } from './receipt-words.ts';

const stageOrder = Object.keys(stageNames);

/** As they began; of two that began together, as one would tell them. */
const inOrder = (stages: Receipt['stages']) =>
  stages.toSorted((a, b) => a.startMs - b.startMs || stageOrder.indexOf(a.stage) - stageOrder.indexOf(b.stage));

function Timeline({ receipt }: { receipt: Receipt }) {
  const end = Math.max(1, receipt.latencyMs, ...receipt.stages.map(({ startMs, durationMs }) => startMs + durationMs));
  return (
    <table className="receipt-timeline">
      <caption className="visually-hidden">How long each stage took</caption>
      <tbody>
        {inOrder(receipt.stages).map((timing) => {
          const { stage, startMs, durationMs, detail } = timing;
          const ran = stageRan(timing);
          return (
            <tr key={`${stage}-${startMs}`}>
              <th scope="row">{stageNames[stage]}</th>
              <td className="receipt-bar" aria-hidden>
                {ran && <span style={{ marginLeft: `${(startMs / end) * 100}%`, width: `${Math.max(0.6, (durationMs / end) * 100)}%` }} />}
              </td>
              <td className="tabular">{ran ? seconds(durationMs) : '–'}</td>
              <td className="receipt-detail">{stageDetail(detail)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="tabular">{children}</dd>
    </div>
  );
}

/** The figures of one answer: a quiet line that unfolds. */
export function ReceiptView({ receipt }: { receipt: Receipt }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const { usage, coverage } = receipt;
  return (
    <section className="receipt" aria-label="Receipt" data-testid="receipt">
      <button
        type="button"
        className="receipt-line tabular"
        data-testid="receipt-line"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <ChevronRight size={16} strokeWidth={1.5} aria-hidden />
        <span>{receiptLine(receipt)}</span>
      </button>
      {open && (
        <div id={id} className="receipt-details" data-testid="receipt-details">
          <Timeline receipt={receipt} />
          <dl>
            <Fact name="Route">
              {routeWords(receipt)}
              <span className="receipt-why"> · {receipt.route.reason}</span>
            </Fact>
            {usage.inputTokens !== undefined && (
              <Fact name="Tokens">
                {count(usage.inputTokens)} in
                {usage.cachedInputTokens !== undefined && `, ${count(usage.cachedInputTokens)} from cache`}
                {usage.outputTokens !== undefined && ` · ${count(usage.outputTokens)} out`}
                {usage.reasoningTokens ? `, ${count(usage.reasoningTokens)} of them thinking` : ''}
              </Fact>
            )}
            <Fact name="Evidence">
              {counted(receipt.passageCount, 'passage')} given, {counted(receipt.citationCount, 'citation')} kept
              {receipt.support && ` · ${supportWords(receipt.support)}`}
            </Fact>
            <Fact name="Searched">
              {count(coverage.searchable)} of {count(coverage.documents)} documents
              {coverage.failed > 0 && `, ${count(coverage.failed)} could not be read`}
              {coverage.chunks > 0 &&
                receipt.stages.every(stageRan) &&
                ` · by meaning ${count(coverage.embedded)} of ${count(coverage.chunks)} passages`}
            </Fact>
            {receipt.warnings.map((warning) => (
              <Fact key={warning} name="Note">
                {warningWords[warning]}
              </Fact>
            ))}
            <Fact name="Privacy">{egressWords(receipt.egressBytes)}</Fact>
          </dl>
        </div>
      )}
    </section>
  );
}
