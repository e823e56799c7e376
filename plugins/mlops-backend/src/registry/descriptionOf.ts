import type { ModelDescription, ModelRow } from './ModelStore';

/** What is said of a model that is stored. */
export function descriptionOf(model: ModelRow): ModelDescription {
  return {
    name: model.name,
    owner: model.owner,
    description: model.description,
    problemType: model.problem_type,
    tags: model.tags,
    ...(model.system && { system: model.system }),
    ...(model.declared_by && { declaredBy: model.declared_by }),
  };
}
