import {
  apiEntityV1alpha1Validator,
  componentEntityV1alpha1Validator,
  DefaultNamespaceEntityPolicy,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';

/** Checks an entity as the catalog does when it takes it in. */
export async function enforcePolicies(entity: Entity): Promise<void> {
  await EntityPolicies.allOf([
    new SchemaValidEntityPolicy(),
    new DefaultNamespaceEntityPolicy(),
    new NoForeignRootFieldsEntityPolicy(),
    new FieldFormatEntityPolicy(),
  ]).enforce(entity);
  const validators = [componentEntityV1alpha1Validator, apiEntityV1alpha1Validator];
  const known = await Promise.all(validators.map(validator => validator.check(entity)));
  expect(known).toContain(true);
}
