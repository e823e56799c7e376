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
// What `bin/mlops-audit.js` runs; it has to be reachable from here to be built.
export { auditCommand } from './governance/export/auditCommand';
