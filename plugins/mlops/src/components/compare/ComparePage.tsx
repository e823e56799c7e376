import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Container, Link } from '@backstage/ui';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { useComparison } from '../../queries/compare';
import { rootRouteRef } from '../../routes';
import { Answer } from '../shared/Answer';
import { EmptyState } from '../shared/EmptyState';
import { Stack } from '../shared/Section';
import { AddVersion } from './AddVersion';
import styles from './Compare.module.css';
import { CompareCharts } from './CompareCharts';
import { ComparisonSection } from './ComparisonSection';
import { compareStateFrom, withVersions, type CompareState } from './compareState';
import { MOST_COMPARED, type VersionRef } from './versionRefs';

/** Up to six versions, also of different models, beside each other; the URL names them. */
export function ComparePage() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const models = useRouteRef(rootRouteRef)?.() ?? '/mlops';
  const state = compareStateFrom(search);
  const show = (refs: readonly VersionRef[]) =>
    navigate({ search: `?${withVersions(search, refs)}` }, { replace: true });
  return (
    <Container className={styles.page}>
      <Stack>
        <div>
          <Link href={models}>All models</Link>
          <h1 className={styles.heading}>Compare versions</h1>
        </div>
        <LeftOut state={state} />
        {state.refs.length === 0 ? (
          <EmptyState title="Nothing to compare yet">
            Select models in the list of all models and press “Compare”, or add versions here.
          </EmptyState>
        ) : (
          <Compared state={state} onChange={show} />
        )}
        <AddVersion refs={state.refs} onAdd={ref => show([...state.refs, ref])} />
      </Stack>
    </Container>
  );
}

/** What the URL names that can't be shown. */
function LeftOut({ state: { leftOut, unknown } }: { state: CompareState }) {
  const words = [
    leftOut.length > 0 &&
      `${MOST_COMPARED} versions at most can be compared. Left out: ${leftOut.join(', ')}.`,
    unknown.length > 0 && `No version is named by ${unknown.join(', ')}.`,
  ].filter(Boolean);
  return words.length === 0 ? null : (
    <Alert
      role="status"
      status="warning"
      icon
      title="Not all of the address could be shown"
      description={words.join(' ')}
    />
  );
}

interface ComparedProps {
  state: CompareState;
  onChange(refs: readonly VersionRef[]): void;
}

function Compared({ state: { refs, baseline }, onChange }: ComparedProps) {
  const comparison = useComparison(refs);
  const without = (ref: VersionRef) => onChange(refs.filter(other => other !== ref));
  return (
    <Answer query={comparison} what="the versions">
      {({ items, unreadable }) => (
        <>
          {unreadable
            .filter(({ ref }) => refs.includes(ref))
            .map(({ ref, reason }) => (
              <Alert
                key={ref}
                role="alert"
                status="danger"
                icon
                title={`${ref.replace('@', ' v')} can’t be compared`}
                description={reason}
                customActions={
                  <Button size="small" variant="secondary" onPress={() => without(ref)}>
                    Leave it out
                  </Button>
                }
              />
            ))}
          {items.length > 0 && (
            <>
              <ComparisonSection items={items} baseline={baseline} onRemove={without} />
              <CompareCharts items={items} />
            </>
          )}
        </>
      )}
    </Answer>
  );
}
