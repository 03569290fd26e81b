import type { ModelFacts as Facts } from '../../../shared/domain/model.ts';
import { count, counted, seconds, size } from '../../ui/figures.ts';
import { gpuWords } from './model-words.ts';

/** What is known of a model in memory. */
export function ModelFactsList({ facts }: { facts: Facts }) {
  const shown: [string, string][] = [
    ['Architecture', facts.architecture],
    ['Size', size(facts.sizeBytes)],
    [
      'Context',
      facts.contextTokens === facts.trainContextTokens
        ? `${count(facts.contextTokens)} tokens`
        : `${count(facts.contextTokens)} of ${count(facts.trainContextTokens)} tokens`,
    ],
  ];
  if (facts.dimensions !== null)
    shown.push(['Dimensions', `${count(facts.dimensions)}${facts.pooling ? `, ${facts.pooling} pooling` : ''}`]);
  shown.push(
    [
      'Runs on',
      facts.gpu === 'cpu' ? `CPU, ${counted(facts.threads, 'thread')}` : `${gpuWords[facts.gpu]}, ${counted(facts.gpuLayers, 'layer')}`,
    ],
    ['Loaded in', seconds(facts.loadMs)],
  );
  return (
    <dl className="model-facts" data-testid="model-facts">
      {shown.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="tabular">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
