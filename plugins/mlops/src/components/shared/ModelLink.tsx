import { useModel } from '../../queries/models';
import { EntityLink } from './EntityLink';

/** A model by its name, with the way to its entity once that is known. */
export function ModelLink({ name }: { name: string }) {
  const entityRef = useModel(name).data?.entityRef;
  return entityRef ? <EntityLink entityRef={entityRef}>{name}</EntityLink> : <>{name}</>;
}
