import type {
  ComparedVersion,
  Dataset,
  Deployment,
  Evaluation,
  TensorSignature,
  Version,
} from '@mlops-backstage/plugin-mlops-common';
import { formatDay } from '../../format/instants';
import {
  compareMetric,
  higherIsBetter,
  metricName,
  type MetricDifference,
} from '../../format/metrics';
import { formatBytes, formatCount, formatMeasure } from '../../format/numbers';
import { PROBLEM_TYPES } from '../models/modelListState';

type Value = string | number | undefined;

/** What one version has in one row. */
export interface ComparedCell {
  /** Exact; undefined where the version has nothing here. */
  value: Value;
  /** As a person reads it; empty where there is no value. */
  text: string;
  /** To the baseline's number; absent in the baseline itself and where one of them has none. */
  difference?: MetricDifference;
  /** Whether it is the best of the row; only where the direction is known and the values differ. */
  isBest: boolean;
}

export interface ComparisonRow {
  id: string;
  label: string;
  cells: ComparedCell[];
  differs: boolean;
}

export interface ComparisonGroup {
  id: string;
  title: string;
  /** What to mind when reading the group. */
  note?: string;
  rows: ComparisonRow[];
}

interface Context {
  /** Which of the versions the differences are to, from 0. */
  baseline: number;
  /** Deployments by model, as far as they are known. */
  deployments?: ReadonlyMap<string, readonly Deployment[]>;
}

const SPLIT_TITLES = {
  train: 'Training metrics',
  validation: 'Validation metrics',
  test: 'Test metrics',
  production: 'Production metrics',
} as const;
const ROLES = ['training', 'validation', 'test'] as const;

const splitKeys = Object.keys(SPLIT_TITLES) as (keyof typeof SPLIT_TITLES)[];

const hasValue = ({ cells }: ComparisonRow) => cells.some(({ value }) => value !== undefined);

/** The whole comparison: every row that at least one of the versions has a value in, by group. */
export function compareVersions(
  items: readonly ComparedVersion[],
  context: Context,
): ComparisonGroup[] {
  const groups: ComparisonGroup[] = [
    { id: 'summary', title: 'Summary', rows: summaryRows(items, context) },
    { id: 'parameters', title: 'Parameters', rows: parameterRows(items, context) },
    { id: 'data', title: 'Data', rows: dataRows(items, context) },
    ...splitKeys.map(split => metricGroup(items, split, context)),
    { id: 'signature', title: 'Signature', rows: signatureRows(items, context) },
    { id: 'serving', title: 'Serving', rows: servingRows(items, context) },
  ];
  return groups
    .map(group => ({ ...group, rows: group.rows.filter(hasValue) }))
    .filter(({ rows }) => rows.length > 0);
}

/** What remains when rows in which all versions agree are left out. */
export function onlyDifferences(groups: readonly ComparisonGroup[]): ComparisonGroup[] {
  return groups
    .map(group => ({ ...group, rows: group.rows.filter(({ differs }) => differs) }))
    .filter(({ rows }) => rows.length > 0);
}

/** Differences of a number whose unit or meaning says nothing about better or worse. */
const plainDifference =
  (format: (value: number) => string) =>
  (value: number, baseline: number): MetricDifference =>
    value === baseline
      ? { text: '±0', verdict: 'equal' }
      : {
          text: `${value > baseline ? '+' : '−'}${format(Math.abs(value - baseline))}`,
          verdict: 'unknown',
        };

interface Reading {
  format?(value: number): string;
  /** Of a text that is long in full. */
  shorten?(value: string): string;
  difference?(value: number, baseline: number): MetricDifference;
  /** Whether more is better; undefined where that isn't known. */
  up?: boolean;
}

/** A parameter as it was given, without the digits that binary fractions add. */
const formatParameter = (value: number) => String(Number(value.toPrecision(6)));

function row(
  id: string,
  label: string,
  given: readonly Value[],
  { baseline }: Context,
  reading: Reading = {},
): ComparisonRow {
  const values = given.map(value => (value === '' ? undefined : value));
  const { format = formatParameter, shorten = (text: string) => text, up } = reading;
  const difference = reading.difference ?? plainDifference(format);
  const first = values[baseline];
  const best = bestOf(values, up);
  return {
    id,
    label,
    differs: new Set(values).size > 1,
    cells: values.map((value, index) => ({
      value,
      text: textOf(value, format, shorten),
      isBest: value !== undefined && value === best,
      ...(index !== baseline &&
        typeof value === 'number' &&
        typeof first === 'number' && { difference: difference(value, first) }),
    })),
  };
}

function textOf(
  value: Value,
  format: (value: number) => string,
  shorten: (value: string) => string,
): string {
  if (value === undefined) {
    return '';
  }
  return typeof value === 'number' ? format(value) : shorten(value);
}

/** The best number of a row; undefined where nothing tells, or where there is no better and worse among them. */
function bestOf(values: readonly Value[], up: boolean | undefined): number | undefined {
  const numbers = values.filter(value => typeof value === 'number');
  if (up === undefined || new Set(numbers).size < 2) {
    return undefined;
  }
  return up ? Math.max(...numbers) : Math.min(...numbers);
}

const yesNo = (fact: boolean) => (fact ? 'Yes' : 'No');
const short = (most: number) => (text: string) =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;
const shortDigest = (digest: string) => digest.replace(/^sha256:/, '').slice(0, 12);

const frameworkOf = ({ framework }: Version) =>
  framework && [framework.name, framework.version].filter(Boolean).join(' ');
const spanOf = ({ from, to }: Dataset) => (from || to ? `${from ?? '…'} to ${to ?? '…'}` : '');

function summaryRows(items: readonly ComparedVersion[], context: Context): ComparisonRow[] {
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

function parameterRows(items: readonly ComparedVersion[], context: Context): ComparisonRow[] {
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

function dataRows(items: readonly ComparedVersion[], context: Context): ComparisonRow[] {
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

/** The evaluation of a split; a comparison has the newest of each. */
export function evaluationOf(
  { evaluations }: ComparedVersion,
  split: Evaluation['split'],
): Evaluation | undefined {
  return evaluations.find(evaluation => evaluation.split === split);
}

function metricGroup(
  items: readonly ComparedVersion[],
  split: keyof typeof SPLIT_TITLES,
  context: Context,
): ComparisonGroup {
  const evaluations = items.map(item => evaluationOf(item, split));
  const metrics = items.map(({ version }, i) => evaluations[i]?.metrics ?? version.metrics[split]);
  const names = namesIn(metrics.map(each => each ?? {}));
  const datasets = new Set(evaluations.flatMap(evaluation => evaluation?.name ?? []));
  const of = (read: (evaluation: Evaluation) => Value) => evaluations.map(e => e && read(e));
  return {
    id: split,
    title: SPLIT_TITLES[split],
    note:
      datasets.size > 1
        ? 'Not all were evaluated on the same data: a difference may come from the data.'
        : undefined,
    rows: [
      row(
        `${split}:data`,
        'Evaluated on',
        of(e => e.name),
        context,
      ),
      row(
        `${split}:rows`,
        'Evaluated rows',
        of(e => e.rows),
        context,
        { format: formatCount },
      ),
      row(
        `${split}:threshold`,
        'Threshold',
        of(e => e.threshold),
        context,
        {
          format: formatMeasure,
        },
      ),
      ...names.map(name =>
        row(
          `${split}:metric:${name}`,
          metricName(name),
          metrics.map(each => (each && Object.hasOwn(each, name) ? each[name] : undefined)),
          context,
          {
            format: formatMeasure,
            difference: (value, baseline) => compareMetric(name, value, baseline),
            up: higherIsBetter(name),
          },
        ),
      ),
    ],
  };
}

function signatureRows(items: readonly ComparedVersion[], context: Context): ComparisonRow[] {
  return (['inputs', 'outputs'] as const).flatMap(part => {
    const tensors = items.map(({ version }) => version.signature[part]);
    const names = [...new Set(tensors.flat().map(({ name }) => name))];
    return names.map(name =>
      row(
        `${part}:${name}`,
        `${part === 'inputs' ? 'Input' : 'Output'} ${name}`,
        tensors.map(each => tensorInWords(each.find(tensor => tensor.name === name))),
        context,
      ),
    );
  });
}

/** `FP32 [N, 1]`, N where the size is free. */
function tensorInWords(tensor: TensorSignature | undefined): string | undefined {
  const sizes = tensor?.shape.map(size => (size === -1 ? 'N' : size)).join(', ');
  return tensor && `${tensor.datatype} [${sizes}]`;
}

function servingRows(items: readonly ComparedVersion[], context: Context): ComparisonRow[] {
  const of = (read: (version: Version) => Value) => items.map(({ version }) => read(version));
  return [
    row(
      'servable',
      'Can be served in the backend',
      of(v => yesNo(v.servable)),
      context,
    ),
    row(
      'endpoints',
      'Endpoints',
      of(v => endpointsOf(v, context)),
      context,
    ),
    row(
      'label',
      'Output with the label',
      of(v => v.prediction.label),
      context,
    ),
    row(
      'scores',
      'Output with the scores',
      of(v => v.prediction.scores),
      context,
    ),
    row(
      'value',
      'Output with the value',
      of(v => v.prediction.value),
      context,
    ),
    row(
      'classes',
      'Classes',
      of(v => v.prediction.classes?.join(', ')),
      context,
      {
        shorten: short(80),
      },
    ),
    row(
      'positiveClass',
      'Positive class',
      of(v => v.prediction.positiveClass),
      context,
    ),
    row(
      'reference',
      'Reference data for drift',
      of(v => yesNo(v.hasReference)),
      context,
    ),
    row(
      'unservable',
      'Outputs that can’t be served',
      of(v => v.unservableOutputs.map(({ name }) => name).join(', ')),
      context,
    ),
  ];
}

function endpointsOf({ model, version }: Version, { deployments }: Context): Value {
  const known = deployments?.get(model);
  const serving = known?.filter(deployment => deployment.version === version) ?? [];
  return known && (serving.map(({ name, status }) => `${name} (${status})`).join(', ') || 'None');
}

/** All names, those of the first version first. */
function namesIn(all: readonly object[]): string[] {
  return [...new Set(all.flatMap(each => Object.keys(each)))];
}
