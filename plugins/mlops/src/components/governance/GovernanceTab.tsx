import { Tab } from '../shared/Tab';
import { GovernanceContent } from './GovernanceContent';

/** Who may do what with a model, what stands before its stages, and what was done. */
export function GovernanceTab() {
  return <Tab>{model => <GovernanceContent model={model} />}</Tab>;
}
