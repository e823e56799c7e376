import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { RetrainingExecutor } from '@mlops-backstage/plugin-mlops-node';
import Ajv2020 from 'ajv/dist/2020';
import type { ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

/** The installed executors, and what each takes. */
export class Executors {
  private readonly validators = new Map<string, ValidateFunction>();

  /** @throws `Error` when the schema of one is none */
  constructor(private readonly installed: ReadonlyMap<string, RetrainingExecutor>) {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats(ajv);
    for (const [id, { parameters }] of installed) {
      this.validators.set(id, ajv.compile(parameters));
    }
  }

  list(): RetrainingExecutor[] {
    return [...this.installed.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  find(id: string): RetrainingExecutor | undefined {
    return this.installed.get(id);
  }

  /** @throws `InputError` for an executor that isn't installed, or parameters that it doesn't take */
  check(id: string, parameters: JsonObject): void {
    const validate = this.validators.get(id);
    if (!validate) {
      const ids = this.list().map(one => one.id);
      throw new InputError(
        `There is no retraining executor "${id}"; ${ids.length > 0 ? `installed: ${ids.join(', ')}` : 'none is configured'}`,
      );
    }
    if (!validate(parameters)) {
      const violations = (validate.errors ?? []).map(
        ({ instancePath, message, params }) =>
          `parameters${instancePath} ${message}${params.additionalProperty ? ` ("${params.additionalProperty}")` : ''}`,
      );
      throw new InputError(`The executor ${id} doesn't take these: ${violations.join('; ')}`);
    }
  }
}
