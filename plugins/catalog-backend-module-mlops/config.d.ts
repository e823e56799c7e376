import type { HumanDuration } from '@backstage/types';

export interface Config {
  mlops?: {
    catalog?: {
      /** The namespace of the entities that stand for models and their endpoints. Default: default. */
      namespace?: string;
      /** Puts models and endpoints of the registry into the catalog. */
      provider?: {
        /** How often the registry is read, besides whenever it says that it changed. Default: 60 seconds. */
        frequency?: HumanDuration | string;
        /** The longest that reading may take. Default: 10 minutes. */
        timeout?: HumanDuration | string;
        /** How long after its start a backend first reads the registry. Default: 5 seconds. */
        initialDelay?: HumanDuration | string;
      };
    };
  };
}
