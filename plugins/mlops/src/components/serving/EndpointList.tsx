import { Link } from '@backstage/ui';
import type { Deployment } from '@mlops-backstage/plugin-mlops-common';
import { DeploymentStatusWord } from '../shared/StatusWord';
import type { EnvironmentGroup } from './byEnvironment';
import styles from './Serving.module.css';

interface EndpointListProps {
  groups: Array<EnvironmentGroup<Deployment>>;
  selected: string | undefined;
}

/** The endpoints of a model as links, a column an environment. */
export function EndpointList({ groups, selected }: EndpointListProps) {
  return (
    <nav aria-label="Endpoints" className={styles.endpoints}>
      {groups.map(group => (
        <div key={group.name} className={styles.environment}>
          <h3 className={styles.subtitle}>{group.title}</h3>
          <ul className={styles.endpointLinks}>
            {group.deployments.map(({ name, status, version, target }) => (
              <li key={name}>
                <Link
                  // The rest of the address belongs to another endpoint.
                  href={`?deployment=${encodeURIComponent(name)}`}
                  standalone
                  className={styles.endpointLink}
                  aria-current={name === selected ? 'true' : undefined}
                >
                  <span className={styles.endpointName} title={name}>
                    {name}
                  </span>
                  <DeploymentStatusWord status={status} version={version} target={target} />
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
