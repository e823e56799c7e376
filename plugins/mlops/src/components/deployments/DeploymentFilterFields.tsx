import { Button, Select } from '@backstage/ui';
import type { Environment } from '@mlops-backstage/plugin-mlops-common';
import { useSearchParams } from 'react-router-dom';
import { SearchWords } from '../shared/SearchWords';
import { deploymentQueryFrom, isFiltered } from './deploymentListState';
import styles from './DeploymentsPage.module.css';
import { useDeploymentChange } from './useDeploymentChange';

const ANY = 'any environment';

/** The filters of the fleet; the URL holds them. */
export function DeploymentFilterFields({ environments }: { environments: Environment[] }) {
  const [search] = useSearchParams();
  const query = deploymentQueryFrom(search);
  const change = useDeploymentChange();
  const { environment } = query;
  const isKnown = environments.some(({ name }) => name === environment);
  return (
    <div className={styles.filters} role="search" aria-label="Filter deployments">
      <SearchWords
        label="Endpoint or model"
        placeholder="Beginning of its name…"
        // As it was written; the backend is asked for it in lower case.
        value={search.get('search') ?? ''}
        onChange={words => change({ search: words || undefined })}
      />
      <Select
        label="Environment"
        options={[
          { id: ANY, label: 'Any' },
          ...environments.map(({ name, title }) => ({ id: name, label: title })),
          ...(environment === undefined || isKnown
            ? []
            : [{ id: environment, label: environment }]),
        ]}
        value={environment ?? ANY}
        onChange={key => change({ environment: key === ANY ? undefined : String(key) })}
      />
      <Button
        variant="tertiary"
        isDisabled={!isFiltered(query)}
        onPress={() => change({ search: undefined, environment: undefined, health: undefined })}
      >
        Clear all
      </Button>
    </div>
  );
}
