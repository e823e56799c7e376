import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { Model, Stage, Version } from '@mlops-backstage/plugin-mlops-common';
import { compareMetric, metricName } from '../../format/metrics';
import { formatMeasure } from '../../format/numbers';
import { useModel } from '../../queries/models';
import { useVersion } from '../../queries/versions';
import { compareRouteRef } from '../../routes';
import { compareQuery } from '../compare/versionRefs';
import { Answer } from '../shared/Answer';
import { PlainTable } from '../shared/PlainTable';
import styles from './Approvals.module.css';
import { championOf } from './championOf';

interface ChampionComparisonProps {
  model: string;
  version: number;
  to: Stage;
}

const SPLIT = 'test';

/** The metrics of a version on the test data, against those of the version that it has to stand up to. */
export function ChampionComparison({ model: name, version, to }: ChampionComparisonProps) {
  const model = useModel(name);
  return (
    <div className={styles.part}>
      <h3 className={styles.subtitle}>Metrics against the champion</h3>
      <Answer query={model} what="the model">
        {found => (
          <Against model={found} version={version} champion={championOf(found, to, version)} />
        )}
      </Answer>
    </div>
  );
}

interface AgainstProps {
  model: Model;
  version: number;
  champion: number | undefined;
}

function Against({ model, version, champion }: AgainstProps) {
  const candidate = useVersion(model.name, version);
  const other = useVersion(model.name, champion);
  const compare = useRouteRef(compareRouteRef)?.() ?? '/mlops/compare';
  if (champion === undefined) {
    return (
      <>
        <p className={styles.note}>There is no champion yet to compare it with.</p>
        <Answer query={candidate} what={`version ${version}`}>
          {found => <Metrics candidate={found} />}
        </Answer>
      </>
    );
  }
  return (
    <>
      <Answer query={candidate} what={`version ${version}`}>
        {found => (
          <Answer query={other} what={`version ${champion}`}>
            {against => <Metrics candidate={found} champion={against} />}
          </Answer>
        )}
      </Answer>
      <p className={styles.note}>
        <Link
          href={`${compare}?${compareQuery([version, champion].map(v => `${model.name}@${v}`))}`}
        >
          Compare v{version} with v{champion} in full
        </Link>
      </p>
    </>
  );
}

function Metrics({ candidate, champion }: { candidate: Version; champion?: Version }) {
  const own: Partial<Record<string, number>> = candidate.metrics[SPLIT] ?? {};
  const others: Partial<Record<string, number>> = champion?.metrics[SPLIT] ?? {};
  const names = [...new Set([...Object.keys(own), ...Object.keys(others)])].sort();
  if (names.length === 0) {
    return <p className={styles.note}>It was not evaluated on test data.</p>;
  }
  const shown = (value: number | undefined) => (value === undefined ? '–' : formatMeasure(value));
  return (
    <PlainTable
      caption={`Metrics on the test data${champion ? `, v${candidate.version} against v${champion.version}` : ''}`}
      hideCaption
      scroll={names.length > 8}
      columns={[
        { id: 'metric', label: 'Metric', value: metricName },
        {
          id: 'candidate',
          label: `v${candidate.version}`,
          align: 'end',
          value: name => shown(own[name]),
        },
        ...(champion
          ? [
              {
                id: 'champion',
                label: `v${champion.version} (champion)`,
                align: 'end' as const,
                value: (name: string) => shown(others[name]),
              },
              {
                id: 'difference',
                label: 'Difference',
                align: 'end' as const,
                value: (name: string) => difference(name, own[name], others[name]),
              },
            ]
          : []),
      ]}
      rows={names}
    />
  );
}

function difference(name: string, own: number | undefined, other: number | undefined): string {
  if (own === undefined || other === undefined) {
    return '–';
  }
  const { text, verdict } = compareMetric(name, own, other);
  return verdict === 'better' || verdict === 'worse' ? `${text}, ${verdict}` : text;
}
