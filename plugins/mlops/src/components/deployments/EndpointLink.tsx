import { Link } from '@backstage/ui';
import { useEntityHref } from '../shared/EntityLink';

interface EndpointLinkProps {
  /** The entity of the model; without one there is no page to lead to. */
  entityRef: string | undefined;
  deployment: string;
}

/** Leads to an endpoint on the tab “Serving” of its model. */
export function EndpointLink({ entityRef, deployment }: EndpointLinkProps) {
  const hrefOf = useEntityHref();
  const page = entityRef && hrefOf(entityRef);
  return page ? (
    <Link href={`${page}/serving?deployment=${encodeURIComponent(deployment)}`}>{deployment}</Link>
  ) : (
    <>{deployment}</>
  );
}
