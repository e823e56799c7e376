import type { Version } from '@mlops-backstage/plugin-mlops-common';
import { Author } from '../shared/EntityLink';
import { Facts, type Fact } from '../shared/Facts';
import { Instant } from '../shared/Instant';

/** How a version was made. */
export function TrainingFacts({ version }: { version: Version }) {
  const { algorithm, framework, parameters } = version;
  const facts: Fact[] = [
    ['Algorithm', algorithm ?? 'Not told'],
    ['Framework', framework ? `${framework.name} ${framework.version ?? ''}` : 'Not told'],
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
