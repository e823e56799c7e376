import { ServingRole } from '../RoutingTable';

/**
 * What a version predicted for one request. The champion or canary that answered it, and the challengers that were run
 * on a copy of it, have the same `predictionId`: that is what pairs them with each other and with labels that come later.
 */
export interface LoggedPrediction {
  /** Also the answer's header `x-prediction-id`. */
  readonly predictionId: string;
  readonly deployment: string;
  readonly version: string;
  readonly role: ServingRole;
  /** Epoch milliseconds of the request; one that says at which time it happened (`event_time`) has that. */
  readonly time: number;
  /** In the server; of a challenger, in its run alone. */
  readonly latencyMs: number;
  readonly rows: number;
  /**
   * A value for each row, by the name of the output column as profiles have it: `name` of an output [N] or [N, 1],
   * `name[i]` of element i of an output [N, k]. Outputs of other shapes, or wider than 100, are left out. NaN and
   * infinities are null.
   */
  readonly columns: Readonly<Record<string, ReadonlyArray<number | string | boolean | null>>>;
  /** The same of what the route keeps of the inputs (`keptInputs`); absent where the request has nothing of it. */
  readonly kept?: Readonly<Record<string, ReadonlyArray<number | string | boolean | null>>>;
}
