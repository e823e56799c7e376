import type { Version } from '@mlops-backstage/plugin-mlops-common';
import { formatQuantity } from '../../format/numbers';
import { Author } from '../shared/EntityLink';
import { Facts, type Fact } from '../shared/Facts';
import { Instant } from '../shared/Instant';

function datasetInWords({ name, rows, from, to }: NonNullable<Version['dataset']>): string {
  const size = rows === undefined ? [] : [formatQuantity(rows, 'row')];
  const span = from || to ? [`${from ?? '…'} to ${to ?? '…'}`] : [];
  return [name, ...size, ...span].join(', ');
}

/** How and from what a version was made. */
export function TrainingFacts({ version }: { version: Version }) {
  const { algorithm, framework, dataset, parameters } = version;
  const facts: Fact[] = [
    ['Algorithm', algorithm ?? 'Not told'],
    ['Framework', framework ? `${framework.name} ${framework.version ?? ''}` : 'Not told'],
    ['Trained on', dataset ? datasetInWords(dataset) : 'Not told'],
    [
      'Registered',
      <>
        <Instant at={version.createdAt} /> by <Author name={version.createdBy} />
      </>,
    ],
    ...Object.entries(parameters).map(([name, value]): Fact => [name, String(value)]),
  ];
  return <Facts facts={facts} />;
}
