import { ChevronDown } from 'lucide-react';
import { madeWithWords, reportWords } from '../../../shared/domain/check-words.ts';
import type { CheckReport, LibraryCheck } from '../../../shared/domain/library-check.ts';
import { Button } from '../../ui/button.tsx';
import { counted, moment } from '../../ui/figures.ts';
import { Menu, MenuChoice } from '../../ui/menu.tsx';
import { checkWarnings } from './check-warnings.ts';

const share = (value: number): string => `${Math.round(value * 100)} %`;
const score = (value: number): string => value.toFixed(2);

export interface CheckResultProps {
  readonly report: CheckReport;
  /** Done before it, newest first. */
  readonly earlier: readonly LibraryCheck[];
  readonly onBaseline: (checkId: number) => void;
}

/** What a check came to: one sentence, the figures behind it, and what it is compared with. */
export function CheckResult({ report, earlier, onBaseline }: CheckResultProps) {
  const { check, baseline } = report;
  const { figures, madeWith, documents } = check;
  const warnings = check.warnings.flatMap((warning) => checkWarnings[warning] ?? []);
  const shown: [string, string, string][] =
    figures === null
      ? []
      : [
          ['In the first 5', share(figures.recall5), 'Share of the questions whose place is among the first five passages (recall@5)'],
          ['In the first 10', share(figures.recall10), 'Share of the questions whose place is among the first ten passages (recall@10)'],
          ['MRR', score(figures.mrr10), 'Mean of one over the rank, within the first ten'],
          ['nDCG@10', score(figures.ndcg10), 'How near to the top the places stand, within the first ten'],
        ];
  return (
    <section className="check-result" aria-label="Result" data-testid="check-result">
      <p className="check-sentence" role="status" data-testid="check-sentence">
        {reportWords(report)}
      </p>
      {shown.length > 0 && (
        <dl className="check-figures">
          {shown.map(([name, value, meaning]) => (
            <div key={name} title={meaning}>
              <dt>{name}</dt>
              <dd className="tabular">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <div className="check-made">
        <p>
          {moment(check.startedAtMs)} · {madeWithWords(madeWith)} · {counted(documents, 'document')} · Footnote {madeWith.version}
        </p>
        {earlier.length > 0 && (
          <Menu
            align="end"
            trigger={
              <Button
                look="quiet"
                size="small"
                data-testid="check-baseline"
                icon={<ChevronDown size={14} strokeWidth={1.75} aria-hidden />}
              >
                Compare with another
              </Button>
            }
          >
            <MenuChoice
              label="Compare with"
              value={baseline?.id ?? null}
              options={earlier.map(({ id, startedAtMs, madeWith: other }) => ({
                value: id,
                label: madeWithWords(other),
                note: moment(startedAtMs),
              }))}
              closes
              onChange={onBaseline}
            />
          </Menu>
        )}
      </div>
      {warnings.map((warning) => (
        <p key={warning} className="check-warning">
          {warning}
        </p>
      ))}
    </section>
  );
}
