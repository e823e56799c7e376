/**
 * The backend of the MLOps plugin.
 *
 * @packageDocumentation
 */
export { mlopsPlugin as default } from './plugin';
export {
  createModelConditionalDecision,
  modelConditions,
  modelRules,
} from './governance/modelRules';
