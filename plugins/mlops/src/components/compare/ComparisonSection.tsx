import { Alert, Button, Switch } from '@backstage/ui';
import type { ComparedVersion } from '@mlops-backstage/plugin-mlops-common';
import { RiDownloadLine } from '@remixicon/react';
import { useDeploymentsOfModels } from '../../queries/compare';
import { EmptyState } from '../shared/EmptyState';
import { Section } from '../shared/Section';
import { useSearchState } from '../shared/useSearchState';
import { PROBLEM_TYPES } from '../models/modelListState';
import styles from './Compare.module.css';
import { comparedSeries } from './comparedSeries';
import { compareVersions, onlyDifferences } from './comparison';
import { comparisonCsv } from './comparisonCsv';
import { ComparisonTable } from './ComparisonTable';
import { saveText } from './saveText';
import { versionRef, type VersionRef } from './versionRefs';

interface ComparisonSectionProps {
  items: readonly ComparedVersion[];
  baseline: VersionRef | undefined;
  onRemove(ref: VersionRef): void;
}

/** The versions as a table: by default only what they differ in. */
export function ComparisonSection({ items, baseline, onRemove }: ComparisonSectionProps) {
  const [rows, setRows] = useSearchState('rows');
  const [, setBaseline] = useSearchState('baseline');
  const deployments = useDeploymentsOfModels([...new Set(items.map(i => i.version.model))]);
  const refs = items.map(({ version: v }) => versionRef(v.model, v.version));
  const index = Math.max(0, refs.indexOf(baseline ?? ''));
  const groups = compareVersions(items, { baseline: index, deployments });
  const isAlone = items.length === 1;
  const isShort = rows !== 'all' && !isAlone;
  const shown = isShort ? onlyDifferences(groups) : groups;
  const problems = [...new Set(items.map(({ problemType }) => problemType))];
  return (
    <Section
      title="Side by side"
      actions={
        <div className={styles.actions}>
          <Switch
            label="Only differences"
            isSelected={isShort}
            isDisabled={isAlone}
            onChange={only => setRows(only ? undefined : 'all')}
          />
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiDownloadLine />}
            onPress={() => saveText('comparison.csv', 'text/csv', comparisonCsv(items, groups))}
          >
            Export as CSV
          </Button>
        </div>
      }
    >
      {problems.length > 1 && (
        <Alert
          role="status"
          status="info"
          icon
          title="These models solve different problems"
          description={`${problems.map(p => PROBLEM_TYPES[p]).join(', ')}: most of their metrics can’t be compared, and what one lacks shows as “–”.`}
        />
      )}
      <ComparisonTable
        items={items}
        series={comparedSeries(items)}
        groups={shown}
        baseline={index}
        onBaseline={ref => setBaseline(ref === refs[0] ? undefined : ref)}
        onRemove={onRemove}
      />
      {shown.length === 0 && (
        <EmptyState
          title="No differences"
          actions={
            <Button variant="secondary" onPress={() => setRows('all')}>
              Show all rows
            </Button>
          }
        >
          The versions agree in everything that is known of them.
        </EmptyState>
      )}
      {isAlone && (
        <p className={styles.note}>Add another version below, to see what they differ in.</p>
      )}
    </Section>
  );
}
