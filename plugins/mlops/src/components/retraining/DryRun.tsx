import type {
  RetrainingDryRun,
  RetrainingDryRunRequest,
} from '@mlops-backstage/plugin-mlops-common';
import { formatDay, formatInstant } from '../../format/instants';
import { formatCount, formatQuantity } from '../../format/numbers';
import { useRetrainingDryRun } from '../../queries/retraining';
import { ChartMarks } from '../charts/ChartMarks';
import { paletteClass, seriesColour } from '../charts/palette';
import { TimeChart } from '../charts/TimeChart';
import { Answer } from '../shared/Answer';
import { PlainTable } from '../shared/PlainTable';
import styles from './Retraining.module.css';

interface DryRunProps {
  model: string;
  /** Undefined while it can't be read from what is typed. */
  request: RetrainingDryRunRequest | undefined;
}

/** As many firings by time as a person reads. */
const MOST_LISTED = 10;

/** When a trigger would have fired, in words and over the traffic that there was. */
export function DryRun({ model, request }: DryRunProps) {
  const query = useRetrainingDryRun(model, request);
  if (!request) {
    return null;
  }
  return (
    <Answer query={query} what="when it would have fired">
      {dryRun => (
        // A dialog stands outside of what has the colours of charts.
        <div
          className={`${styles.dryRun} ${paletteClass}`}
          aria-live="polite"
          aria-busy={query.isPlaceholderData}
        >
          <p className={styles.sentence}>{firingsInWords(dryRun, request)}</p>
          {request.trigger.kind === 'time' ? (
            <Dates dryRun={dryRun} />
          ) : (
            <Count dryRun={dryRun} request={request} />
          )}
        </div>
      )}
    </Answer>
  );
}

function firingsInWords(
  { firings, from, to, intervals }: RetrainingDryRun,
  { trigger, deployment }: RetrainingDryRunRequest,
): string {
  if (trigger.kind !== 'time' && intervals.length === 0) {
    return trigger.kind === 'drift'
      ? `${deployment} has had no traffic yet.`
      : `Nobody has told yet what came true of the predictions of ${deployment}.`;
  }
  const span = `From ${formatDay(from)} to ${formatDay(to)}`;
  return firings.length === 0
    ? `${span} it would not have fired.`
    : `${span} it would have fired ${firings.length === 1 ? 'once' : formatQuantity(firings.length, 'time')}, last on ${formatInstant(firings[firings.length - 1].at)}.`;
}

function Dates({ dryRun: { firings } }: { dryRun: RetrainingDryRun }) {
  const last = firings.slice(-MOST_LISTED).reverse();
  return (
    <PlainTable
      caption={last.length < firings.length ? `The last ${MOST_LISTED}` : 'Due'}
      columns={[{ id: 'at', label: 'Time (UTC)', value: ({ at }) => formatInstant(at) }]}
      rows={last}
    />
  );
}

function Count({
  dryRun,
  request,
}: {
  dryRun: RetrainingDryRun;
  request: RetrainingDryRunRequest;
}) {
  const { intervals, firings, needed = 0 } = dryRun;
  const { trigger } = request;
  if (trigger.kind === 'time' || intervals.length === 0) {
    return null;
  }
  const isDrift = trigger.kind === 'drift';
  const what = isDrift
    ? 'Rows scored in a row while drifting'
    : 'Intervals in a row beyond the bound';
  const rows = intervals.map(({ start, end, counted }) => ({
    start: Date.parse(start),
    middle: (Date.parse(start) + Date.parse(end)) / 2,
    counted,
  }));
  return (
    <>
      <ChartMarks marks={firings.map(({ at }) => ({ at: Date.parse(at), label: 'fires' }))}>
        <TimeChart
          title={`${what}, ${trigger.interval ?? 'day'} by ${trigger.interval ?? 'day'}`}
          description={`It fires where the count reaches ${formatCount(needed)}, the dashed line, and then counts anew.`}
          yLabel={isDrift ? 'Rows' : 'Intervals'}
          kind="bar"
          rows={rows}
          series={[{ key: 'counted', label: what, colour: seriesColour(0) }]}
          interval={trigger.interval ?? 'day'}
          format={formatCount}
          threshold={{ value: needed, label: `fires at ${formatCount(needed)}` }}
        />
      </ChartMarks>
      {firings.length > 0 && (
        <PlainTable
          caption="Firings"
          columns={[
            { id: 'at', label: 'Time (UTC)', value: ({ at }) => formatInstant(at) },
            { id: 'reason', label: 'Why', value: ({ reason }) => reason },
          ]}
          rows={firings.slice(-MOST_LISTED).reverse()}
        />
      )}
    </>
  );
}
