import type { TimestampColumn } from '../database/columns';
import type { Configuration } from './Configuration';

/** A deployment as it is stored, with what is needed of its model. */
export interface DeploymentRow extends Configuration {
  id: string;
  name: string;
  model_id: string;
  /** Name of the model. */
  model: string;
  /** Owner of the model. */
  owner: string;
  /** The catalog entity of the model. */
  entity_ref: string | null;
  environment: string;
  target: string;
  revision: number;
  allow_event_time: boolean;
  created_at: TimestampColumn;
  updated_at: TimestampColumn;
}
