import { Button, Select } from '@backstage/ui';
import type { Deployment, Model } from '@mlops-backstage/plugin-mlops-common';
import { useSearchParams } from 'react-router-dom';
import { useDeployments } from '../../queries/deployments';
import { useLifecyclePolicy } from '../../queries/lifecyclePolicy';
import { useDrift, useTraffic } from '../../queries/monitoring';
import { ChartGrid } from '../charts/ChartGrid';
import { ChartMarks } from '../charts/ChartMarks';
import { ChartSync } from '../charts/ChartSync';
import { versionsOf } from '../charts/pivotByVersion';
import { PerformanceSection } from '../performance/PerformanceSection';
import { environmentTitle } from '../serving/byEnvironment';
import { nearestToProduction } from '../serving/nearestToProduction';
import { Answer } from '../shared/Answer';
import { EmptyState } from '../shared/EmptyState';
import { Section, Stack } from '../shared/Section';
import { isServedElsewhere } from '../shared/servedElsewhere';
import { Tab } from '../shared/Tab';
import { useSearchState } from '../shared/useSearchState';
import { AverageDriftChart } from './AverageDriftChart';
import { referenceFromSearch, referenceToSearch } from './driftReference';
import { DriftSection } from './DriftSection';
import { LatencyChart } from './LatencyChart';
import styles from './Monitoring.module.css';
import { NeverDeployed } from './NeverDeployed';
import { NotCounted } from './NotCounted';
import { PredictionChart } from './PredictionChart';
import { QualitySection } from './QualitySection';
import { ReferencePicker } from './ReferencePicker';
import type { RevisionMark } from './revisionMarks';
import { RevisionsInRange } from './RevisionsInRange';
import { RolledUpNote } from './RolledUpNote';
import { RowsChart } from './RowsChart';
import { servedFromSearch, servedToSearch, type Served } from './served';
import { ServedPicker } from './ServedPicker';
import { TimeRangePicker } from './TimeRangePicker';
import {
  daysBetween,
  WHOLE_HISTORY,
  windowFromSearch,
  windowToSearch,
  type TimeWindow,
} from './timeWindow';
import { TrafficFigures } from './TrafficFigures';
import { useEventMarks } from './useEventMarks';

export function MonitoringTab() {
  return <Tab>{model => <MonitoringContent model={model} />}</Tab>;
}

/** What the endpoints of a model answered, and how good it was. */
export function MonitoringContent({ model }: { model: Model }) {
  const deployments = useDeployments(model.name);
  return (
    <Answer query={deployments} what="the deployments">
      {all =>
        all.length === 0 ? (
          <NeverDeployed model={model} />
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
  const served = servedFromSearch(search);
  const setServed = (next: Served) =>
    setSearch(present => servedToSearch(next, present), { replace: true });
  const setWindow = (next: TimeWindow) =>
    setSearch(present => windowToSearch(next, present), { replace: true });
  const environments = useLifecyclePolicy().data?.environments ?? [];
  const inOrder = nearestToProduction(deployments, environments);
  const deployment = inOrder.find(({ name }) => name === chosen) ?? inOrder[0];
  const { data: traffic } = useTraffic(deployment.name, window, served);
  const marks = useEventMarks(model, deployment, traffic?.gaps);
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
        <ServedChoice
          deployment={deployment}
          window={window}
          served={served}
          onChange={setServed}
        />
        <TimeRangePicker window={window} onChange={setWindow} />
      </div>
      <ChartMarks marks={marks}>
        <Traffic
          model={model}
          deployment={deployment}
          marks={marks}
          window={window}
          served={served}
          onChange={setWindow}
          onShowAll={() => {
            setWindow(WHOLE_HISTORY);
            setServed({});
          }}
        />
        <PerformanceSection deployment={deployment} window={window} />
      </ChartMarks>
    </>
  );
}

interface ServedChoiceProps {
  deployment: Deployment;
  window: TimeWindow;
  served: Served;
  onChange(served: Served): void;
}

/** The choice among the versions that were seen in the role, whichever of them is chosen. */
function ServedChoice({ deployment, window, served, onChange }: ServedChoiceProps) {
  const { role } = served;
  const traffic = useTraffic(deployment.name, window, role ? { role } : {});
  return (
    <ServedPicker
      deployment={deployment}
      versions={versionsOf(traffic.data?.points ?? [])}
      served={served}
      onChange={onChange}
    />
  );
}

interface TrafficProps {
  model: Model;
  deployment: Deployment;
  /** What happened to it. */
  marks: readonly RevisionMark[];
  window: TimeWindow;
  served: Served;
  onChange(window: TimeWindow): void;
  onShowAll(): void;
}

function Traffic(props: TrafficProps) {
  const { model, deployment, marks, window, served, onChange, onShowAll } = props;
  const [search, setSearch] = useSearchParams();
  const reference = referenceFromSearch(search);
  const traffic = useTraffic(deployment.name, window, served);
  const drift = useDrift(deployment.name, window, served, reference);
  const zoom = (from: number, to: number) =>
    onChange({
      ...window,
      range: 'custom',
      ...daysBetween(from, to),
      // A day is the shortest span that is zoomed to: it is shown no coarser than what was looked at.
      ...(traffic.data?.interval === '5min' && { interval: '5min' }),
    });
  return (
    <Answer query={traffic} what="the traffic">
      {answer =>
        answer.points.length === 0 ? (
          <Section title={deployment.name}>
            {window.range === 'all' && served.role === undefined ? (
              <EmptyState title="No predictions yet">
                {isServedElsewhere(deployment)
                  ? 'It is served elsewhere: what is told of its predictions shows here within seconds, where they happened. The command is below.'
                  : 'What programs ask the endpoint shows here within seconds. Predictions tried on the tab “Serving” don’t count.'}
              </EmptyState>
            ) : (
              <EmptyState
                title={
                  served.role === 'challenger'
                    ? 'No copies were run for a challenger in this time range'
                    : 'No predictions in this time range'
                }
                actions={
                  <Button variant="secondary" onPress={onShowAll}>
                    Show all that was answered
                  </Button>
                }
              />
            )}
          </Section>
        ) : (
          <Stack>
            <Section title={deployment.name}>
              <TrafficFigures traffic={answer} />
              <RolledUpNote asked={window.interval} traffic={answer} />
              <NotCounted traffic={answer} />
              <ChartSync group={deployment.name} onZoom={zoom}>
                <RevisionsInRange marks={marks} traffic={answer} />
                <ChartGrid>
                  <PredictionChart traffic={answer} problemType={model.problemType} />
                  <RowsChart traffic={answer} />
                  <LatencyChart traffic={answer} />
                  <Answer query={drift} what="the drift">
                    {report => <AverageDriftChart drift={report} />}
                  </Answer>
                </ChartGrid>
              </ChartSync>
            </Section>
            <Section title="Quality of the data">
              <Answer query={drift} what="the quality of the data">
                {report => <QualitySection drift={report} />}
              </Answer>
            </Section>
            <Section title="Drift">
              <ReferencePicker
                reference={reference}
                onChange={next =>
                  setSearch(present => referenceToSearch(next, present), { replace: true })
                }
              />
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
