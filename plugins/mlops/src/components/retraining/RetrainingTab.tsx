import { Tab } from '../shared/Tab';
import { RetrainingContent } from './RetrainingContent';

/** When a model is trained anew, the trainings, and what became of them. */
export function RetrainingTab() {
  return <Tab>{model => <RetrainingContent model={model} />}</Tab>;
}
