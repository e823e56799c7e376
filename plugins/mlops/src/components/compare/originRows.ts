import type { ComparedVersion, Dataset, Version } from '@mlops-backstage/plugin-mlops-common';
import { formatDay } from '../../format/instants';
import { formatBytes, formatCount } from '../../format/numbers';
import { PROBLEM_TYPES } from '../models/modelListState';
import {
  namesIn,
  row,
  short,
  shortDigest,
  type ComparisonRow,
  type ComparisonContext,
  type Value,
} from './comparisonRow';

const ROLES = ['training', 'validation', 'test'] as const;

const frameworkOf = ({ framework }: Version) =>
  framework && [framework.name, framework.version].filter(Boolean).join(' ');
const spanOf = ({ from, to }: Dataset) => (from || to ? `${from ?? '…'} to ${to ?? '…'}` : '');

/** What the versions are and where they came from. */
export function summaryRows(
  items: readonly ComparedVersion[],
  context: ComparisonContext,
): ComparisonRow[] {
  const of = (read: (version: Version) => Value) => items.map(({ version }) => read(version));
  return [
    row(
      'problemType',
      'Problem type',
      items.map(i => PROBLEM_TYPES[i.problemType]),
      context,
    ),
    row(
      'description',
      'Description',
      of(v => v.description),
      context,
      { shorten: short(160) },
    ),
    row(
      'algorithm',
      'Algorithm',
      of(v => v.algorithm),
      context,
    ),
    row('framework', 'Framework', of(frameworkOf), context),
    row(
      'format',
      'Format',
      of(v => v.format),
      context,
    ),
    row(
      'size',
      'Size',
      of(v => v.sizeBytes),
      context,
      { format: formatBytes },
    ),
    row(
      'digest',
      'Artifact digest',
      of(v => v.digest),
      context,
      { shorten: shortDigest },
    ),
    row(
      'tags',
      'Tags',
      of(v => [...v.tags].sort().join(', ')),
      context,
    ),
    row(
      'createdAt',
      'Registered',
      of(v => v.createdAt),
      context,
      { shorten: formatDay },
    ),
    row(
      'createdBy',
      'Registered by',
      of(v => v.createdBy),
      context,
    ),
    row(
      'run',
      'Run',
      of(v => v.source?.run),
      context,
    ),
    row(
      'repository',
      'Repository',
      of(v => v.source?.repository),
      context,
    ),
    row(
      'commit',
      'Commit',
      of(v => v.source?.commit),
      context,
      { shorten: short(12) },
    ),
  ];
}

/** What the versions were trained with. */
export function parameterRows(
  items: readonly ComparedVersion[],
  context: ComparisonContext,
): ComparisonRow[] {
  const all = items.map(({ version }) => version.parameters);
  return namesIn(all).map(name =>
    row(
      `parameter:${name}`,
      name,
      all.map(parameters => {
        const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
        return value === undefined || typeof value === 'number' ? value : String(value);
      }),
      context,
    ),
  );
}

/** What data the versions were made from. */
export function dataRows(
  items: readonly ComparedVersion[],
  context: ComparisonContext,
): ComparisonRow[] {
  return ROLES.flatMap(role => {
    const sets = items.map(({ version }) => version.datasets.filter(d => d.role === role));
    const most = Math.max(0, ...sets.map(({ length }) => length));
    return Array.from({ length: most }, (_, index) => {
      const of = (read: (dataset: Dataset) => Value) =>
        sets.map(each => each[index] && read(each[index]));
      const title = role.charAt(0).toUpperCase() + role.slice(1);
      const name = `${title} data${index === 0 ? '' : ` ${index + 1}`}`;
      const id = `${role}:${index}`;
      return [
        row(
          `${id}:name`,
          name,
          of(d => d.name),
          context,
        ),
        row(
          `${id}:rows`,
          `${name}: rows`,
          of(d => d.rows),
          context,
          { format: formatCount },
        ),
        row(`${id}:span`, `${name}: period`, of(spanOf), context),
        row(
          `${id}:digest`,
          `${name}: digest`,
          of(d => d.digest),
          context,
          {
            shorten: shortDigest,
          },
        ),
      ];
    }).flat();
  });
}
