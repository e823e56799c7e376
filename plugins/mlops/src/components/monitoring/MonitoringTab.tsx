import { Button, Select } from '@backstage/ui';
import type { Deployment, Model } from '@mlops-backstage/plugin-mlops-common';
import { useSearchParams } from 'react-router-dom';
import { useDeployments } from '../../queries/deployments';
import { useLifecyclePolicy } from '../../queries/lifecyclePolicy';
import { useDrift, useTraffic } from '../../queries/monitoring';
import { ChartGrid } from '../charts/ChartGrid';
import { ChartMarks } from '../charts/ChartMarks';
import { PerformanceSection } from '../performance/PerformanceSection';
import { environmentTitle } from '../serving/byEnvironment';
import { nearestToProduction } from '../serving/nearestToProduction';
import { Answer } from '../shared/Answer';
import { EmptyState } from '../shared/EmptyState';
import { Section, Stack } from '../shared/Section';
import { Tab } from '../shared/Tab';
import { useSearchState } from '../shared/useSearchState';
import { AverageDriftChart } from './AverageDriftChart';
import { DriftSection } from './DriftSection';
import { LatencyChart } from './LatencyChart';
import styles from './Monitoring.module.css';
import { PredictionChart } from './PredictionChart';
import { RevisionsInRange } from './RevisionsInRange';
import { RowsChart } from './RowsChart';
import { TimeRangePicker } from './TimeRangePicker';
import { WHOLE_HISTORY, windowFromSearch, windowToSearch, type TimeWindow } from './timeWindow';
import { TrafficFigures } from './TrafficFigures';
import { useRevisionMarks } from './useRevisionMarks';

export function MonitoringTab() {
  return <Tab>{model => <MonitoringContent model={model} />}</Tab>;
}

function MonitoringContent({ model }: { model: Model }) {
  const deployments = useDeployments(model.name);
  return (
    <Answer query={deployments} what="the deployments">
      {all =>
        all.length === 0 ? (
          <Section title="Monitoring">
            <EmptyState title={`${model.name} has never been deployed`}>
              Deploy a version on the tab “Serving”; what it answers is then shown here.
            </EmptyState>
          </Section>
        ) : (
          <Monitored model={model} deployments={all} />
        )
      }
    </Answer>
  );
}

/** One window for all charts of one deployment; the URL holds both. */
function Monitored({ model, deployments }: { model: Model; deployments: Deployment[] }) {
  const [search, setSearch] = useSearchParams();
  const [chosen, choose] = useSearchState('deployment');
  const window = windowFromSearch(search);
  const setWindow = (next: TimeWindow) =>
    setSearch(present => windowToSearch(next, present), { replace: true });
  const environments = useLifecyclePolicy().data?.environments ?? [];
  const inOrder = nearestToProduction(deployments, environments);
  const deployment = inOrder.find(({ name }) => name === chosen) ?? inOrder[0];
  return (
    <>
      <div className={styles.controls}>
        {deployments.length > 1 && (
          <Select
            label="Endpoint"
            options={inOrder.map(({ name, environment }) => ({
              id: name,
              label: name,
              description: environmentTitle(environments, environment),
            }))}
            value={deployment.name}
            onChange={key => choose(String(key))}
          />
        )}
        <TimeRangePicker window={window} onChange={setWindow} />
      </div>
      <Traffic
        model={model}
        deployment={deployment}
        window={window}
        onShowAll={() => setWindow(WHOLE_HISTORY)}
      />
      <PerformanceSection deployment={deployment} window={window} />
    </>
  );
}

interface TrafficProps {
  model: Model;
  deployment: Deployment;
  window: TimeWindow;
  onShowAll(): void;
}

function Traffic({ model, deployment, window, onShowAll }: TrafficProps) {
  const traffic = useTraffic(deployment.name, window);
  const drift = useDrift(deployment.name, window);
  const marks = useRevisionMarks(deployment);
  return (
    <Answer query={traffic} what="the traffic">
      {answer =>
        answer.points.length === 0 ? (
          <Section title={deployment.name}>
            {window.range === 'all' ? (
              <EmptyState title="No predictions yet">
                What programs ask the endpoint shows here within seconds. Predictions tried on the
                tab “Serving” don’t count.
              </EmptyState>
            ) : (
              <EmptyState
                title="No predictions in this time range"
                actions={
                  <Button variant="secondary" onPress={onShowAll}>
                    Show all time
                  </Button>
                }
              />
            )}
          </Section>
        ) : (
          <Stack>
            <Section title={deployment.name}>
              <TrafficFigures traffic={answer} />
              <ChartMarks marks={marks}>
                <RevisionsInRange marks={marks} traffic={answer} />
                <ChartGrid>
                  <PredictionChart traffic={answer} problemType={model.problemType} />
                  <RowsChart traffic={answer} />
                  <LatencyChart traffic={answer} />
                  <Answer query={drift} what="the drift">
                    {report => <AverageDriftChart drift={report} />}
                  </Answer>
                </ChartGrid>
              </ChartMarks>
            </Section>
            <Section title="Drift">
              <Answer query={drift} what="the drift">
                {report => <DriftSection drift={report} />}
              </Answer>
            </Section>
          </Stack>
        )
      }
    </Answer>
  );
}
