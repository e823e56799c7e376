import { ButtonIcon } from '@backstage/ui';
import type { ColumnDrift, Drift, DriftPoint } from '@mlops-backstage/plugin-mlops-common';
import { RiCloseLine } from '@remixicon/react';
import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts';
import { describeDrift, formatChance, formatPsi } from '../../format/drift';
import { formatInterval } from '../../format/instants';
import { formatCount, formatMeasure, formatPercent } from '../../format/numbers';
import { AXIS, GRID, horizontalLabel, MARGIN, verticalLabel } from '../charts/axes';
import { ChartFrame } from '../charts/ChartFrame';
import frame from '../charts/ChartFrame.module.css';
import { ChartTooltip } from '../charts/ChartTooltip';
import { versionColour } from '../charts/palette';
import { useWidth } from '../shared/useWidth';
import { KeyFigures } from '../shared/Facts';
import { binShares, type BinShare } from './binShares';
import { measureFacts } from './measureFacts';
import styles from './Monitoring.module.css';

interface DistributionComparisonProps {
  drift: Drift;
  point: DriftPoint;
  column: ColumnDrift;
  onClose(): void;
}

const REFERENCE_COLOUR = 'var(--mlops-reference)';
const optional = (value: number | null, format: (value: number) => string) =>
  value === null ? '–' : format(value);

/** How one column was distributed in the reference and in one window, with the measures of the difference in words. */
export function DistributionComparison(props: DistributionComparisonProps) {
  const { drift, point, column, onClose } = props;
  const level = drift.alpha / point.columns.length;
  const when = formatInterval(point.start, drift.interval);
  return (
    <section className={styles.comparison} aria-label={`Distribution of ${column.name}`}>
      <div className={styles.comparisonHeader}>
        <p className={styles.verdict}>
          <strong>{column.name}</strong>, {when}, v{point.version}.{' '}
          {describeDrift(column, drift.threshold, level)}
        </p>
        <ButtonIcon
          size="small"
          variant="tertiary"
          icon={<RiCloseLine />}
          aria-label="Close the distributions"
          onPress={onClose}
        />
      </div>
      <KeyFigures
        facts={[
          ['PSI', optional(column.psi, formatPsi), 'as measured'],
          ['Corrected PSI', optional(column.psiCorrected, formatPsi), 'less what chance gives'],
          ['Chance without drift', optional(column.pValue, formatChance)],
          [
            'Missing',
            optional(column.missingRate.window, rate => formatPercent(rate)),
            `${optional(column.missingRate.reference, rate => formatPercent(rate))} in the reference`,
          ],
          [
            column.kind === 'numeric' ? 'Out of range' : 'Unseen categories',
            optional(column.outOfRangeRate.window, rate => formatPercent(rate)),
            `${optional(column.outOfRangeRate.reference, rate => formatPercent(rate))} in the reference`,
          ],
          ...(column.mean
            ? [
                [
                  'Mean',
                  optional(column.mean.window, formatMeasure),
                  `${optional(column.mean.reference, formatMeasure)} in the reference`,
                ] satisfies [string, string, string],
              ]
            : []),
          ['Rows', formatCount(column.m), `${formatCount(column.n)} in the reference`],
        ]}
      />
      <OtherMeasures column={column} />
      {column.bins && (
        <Distributions
          name={column.name}
          version={point.version}
          shares={binShares(column.bins)}
          windowName={when}
        />
      )}
    </section>
  );
}

/** What the other measures say, for those who go by one of them. */
function OtherMeasures({ column }: { column: ColumnDrift }) {
  const facts = measureFacts(column);
  return facts.length === 0 ? null : (
    <details className={styles.measures}>
      <summary>Other measures of drift</summary>
      <KeyFigures facts={facts} />
    </details>
  );
}

interface DistributionsProps {
  name: string;
  version: number;
  windowName: string;
  shares: BinShare[];
}

function Distributions({ name, version, windowName, shares }: DistributionsProps) {
  const [ref, width] = useWidth();
  const window = `Window: ${windowName}`;
  const colour = versionColour(version);
  const title = `Distribution of ${name}: reference and window`;
  return (
    <ChartFrame
      title={title}
      legend={[
        { label: 'Reference', colour: REFERENCE_COLOUR, shape: 'block' },
        { label: window, colour, shape: 'block' },
      ]}
      table={{
        rows: shares,
        columns: [
          { id: 'bin', label: name, value: bin => bin.label },
          {
            id: 'reference',
            label: 'Reference',
            align: 'end',
            value: bin => `${formatCount(bin.referenceRows)} (${formatPercent(bin.reference)})`,
          },
          {
            id: 'window',
            label: window,
            align: 'end',
            value: bin => `${formatCount(bin.windowRows)} (${formatPercent(bin.window)})`,
          },
        ],
      }}
    >
      <div ref={ref} className={frame.plot}>
        <BarChart width={width} height={260} data={shares} margin={MARGIN} barGap={1} title={title}>
          <CartesianGrid vertical={false} {...GRID} />
          <XAxis {...AXIS} dataKey="label" label={horizontalLabel(name)} />
          <YAxis
            {...AXIS}
            axisLine={false}
            width={64}
            tickFormatter={share => formatPercent(share, 0)}
            label={verticalLabel('Share of rows')}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--mlops-hover)' }}
            content={({ active, payload }) => {
              const bin: BinShare | undefined = payload?.[0]?.payload;
              return active && bin ? (
                <ChartTooltip
                  title={bin.label}
                  entries={[
                    {
                      label: 'Reference',
                      colour: REFERENCE_COLOUR,
                      value: formatPercent(bin.reference),
                    },
                    { label: window, colour, value: formatPercent(bin.window) },
                  ]}
                />
              ) : null;
            }}
          />
          <Bar dataKey="reference" fill={REFERENCE_COLOUR} isAnimationActive={false} />
          <Bar dataKey="window" fill={colour} isAnimationActive={false} />
        </BarChart>
      </div>
    </ChartFrame>
  );
}
