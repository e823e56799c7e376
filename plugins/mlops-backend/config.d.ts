import type { HumanDuration } from '@backstage/types';

export interface Config {
  mlops: {
    /** Where the bytes of versions are kept. */
    artifacts: {
      /** A folder, shared by all replicas unless a module keeps the artifacts elsewhere; created when it isn't there. */
      directory: string;
      /** The largest artifact that is accepted, in bytes. Default: 512 MiB. */
      maxBytes?: number;
      /** From where artifacts may be fetched that are registered by reference. Default: from nowhere. */
      remote?: {
        allow?: Array<{
          /**
           * Name or address, or `*.example.com` for every name below `example.com`; with `:port` that port instead of
           * the scheme's own.
           */
          host: string;
          /** `https` or `http`. Default: https. */
          schemes?: string[];
          /** Where the path has to start, up to a slash. Default: any. */
          paths?: string[];
          /** Whether the host may have an address of a private network or of this machine. Default: false. */
          allowPrivateAddresses?: boolean;
          /** Whether to follow redirects, to where it is allowed too. Default: false. */
          followRedirects?: boolean;
          /**
           * Sent with each request to the host, such as an authorization.
           *
           * @deepVisibility secret
           */
          headers?: { [name: string]: string };
        }>;
        /** An object store that speaks S3's protocol, for references such as `s3://bucket/key`. */
        s3?: {
          /** The buckets that may be read. */
          buckets: string[];
          region?: string;
          /** For stores other than AWS's. */
          endpoint?: string;
          /** Whether the bucket is in the path and not in the host's name. Default: false. */
          forcePathStyle?: boolean;
          /** Default: the credentials of the AWS environment. */
          accessKeyId?: string;
          /** @visibility secret */
          secretAccessKey?: string;
        };
      };
    };
    /** Stages of versions, and what lies between them. */
    lifecycle?: {
      /**
       * Where a version may go from each stage (`None`, `Staging`, `Production`, `Archived`). A stage that isn't named
       * keeps its default; `[]` leads nowhere. Default: None to Staging and Archived; Staging to None, Production and
       * Archived; Production to Staging and Archived; Archived to None and Staging.
       */
      transitions?: { [stage: string]: string[] };
      /**
       * What becomes of the other versions in a stage when one enters it: `keep`, or the stage that they make way to,
       * which has to be among the transitions. Default: keep.
       */
      onPromote?: { [stage: string]: string };
      /**
       * What happens when a version is served by an endpoint whose environment doesn't allow its new stage: the change
       * is refused, or the endpoint lets go of it. Default: refuse.
       */
      onArchive?: 'refuse' | 'undeploy';
      /** How long a request for approval may be decided, and used. At least a minute. Default: 14 days. */
      approvalExpiry?: HumanDuration | string;
      /** What a version has to meet before it enters a stage. Models can add to it, never take away. */
      gates?: {
        [stage: string]: {
          /** Who has to agree. Whoever asks never decides. */
          approvals?: {
            /** How many, from 1 to 10. */
            count: number;
            /** Entity references of groups; who decides has to be in one of them. */
            groups: string[];
            /** Whether who registered the version may not decide either. Default: false. */
            excludeAuthor?: boolean;
          };
          /** Bounds of metrics of the newest evaluation of a split. */
          metrics?: Array<{
            /** `train`, `validation`, `test` or `production`. */
            split: string;
            metric: string;
            atLeast?: number;
            atMost?: number;
            /** Not worse than the version with the alias `champion` or, without it, the newest in the stage. */
            champion?: {
              /** Which values are better: `higher` or `lower`. */
              better: string;
              /** How much worse it may be. */
              tolerance: number;
            };
          }>;
          /** Splits of which there has to be an evaluation. */
          evaluations?: string[];
          /** Sections of the model card that a person has to have written. */
          card?: string[];
          /** Whether the stored artifact has to have its digest still; it is read whole for that. */
          digest?: boolean;
          /** No alert of this severity (`critical`, `warning`, `info`) or a higher one may be open. */
          alerts?: string;
        };
      };
    };
    /**
     * Where endpoints are for; the first is where an endpoint goes that names none. Default: development, staging and
     * production, see the operator guide.
     */
    environments?: Array<{
      /** Lower-case letters, digits and hyphens. */
      name: string;
      /** Default: the name. */
      title?: string;
      /** A version has to be in one of these stages to answer requests there. */
      stages: string[];
      /** A version has to be in one of these to get copies of requests there. Default: those of `stages`. */
      challengerStages?: string[];
      /** What a version that newly answers there has to keep to, or the endpoint is rolled back by itself. */
      bake?: {
        /** How long it is watched; 0 for not at all. Default: 15 minutes. */
        duration?: HumanDuration | string;
        /** With fewer requests nothing is judged. Default: 50. */
        minRequests?: number;
        /** The share of requests that may be answered with 5xx, from 0 to 1. Default: 0.05. */
        maxErrorRate?: number;
        /** What 99 of 100 answers may take, in milliseconds. Default: no limit. */
        maxLatencyP99Ms?: number;
        /** The same, as a multiple of what those of the champion before took in the last day. Default: no limit. */
        maxLatencyRatio?: number;
      };
    }>;
    /** Trainings that start by themselves, see the user guide. */
    retraining?: {
      /** Trainings under way at a time, of all policies. Default: 5. */
      maxConcurrent?: number;
      /** How often is looked for what is due, and asked how trainings go. At least a second. Default: 10 seconds. */
      pollInterval?: HumanDuration | string;
      /** How long an executor may tell nothing of a training before it counts as failed. Default: 15 minutes. */
      lostAfter?: HumanDuration | string;
      /** Where jobs reach this plugin's API, such as `https://portal.example.com/api/mlops`. Default: as `backend.baseUrl` says. */
      reportUrl?: string;
      /** Receivers of signed webhooks that start trainings, each an executor that policies name. */
      webhooks?: Array<{
        /** What policies name. Lower-case letters, digits and hyphens. */
        name: string;
        /** Default: the name. */
        title?: string;
        /** Of https or http, without a user name. */
        url: string;
        /**
         * `whsec_` and 24 to 64 bytes in Base64.
         *
         * @visibility secret
         */
        secret: string;
        /**
         * Signs besides, as long as receivers change over.
         *
         * @visibility secret
         */
        previousSecret?: string;
        /** Whether it may have an address of a private network or of this machine. Default: false. */
        allowPrivateAddresses?: boolean;
      }>;
    };
    registry?: {
      /** How long what was deleted can be restored. Default: 30 days. */
      deletedRetention?: HumanDuration | string;
    };
    /** The audit trail: what is signed of it, and how long it is kept. */
    audit?: {
      /**
       * The Ed25519 private key (PKCS#8, PEM) that checkpoints are signed with. Without one nothing is signed.
       *
       * @visibility secret
       */
      signingKey?: string;
      /** The public keys (SubjectPublicKeyInfo, PEM) of keys that signed before. */
      previousPublicKeys?: string[];
      /** How often the end of the trail is verified and signed. Default: 1 day. */
      checkpointEvery?: HumanDuration | string;
      /** How long events are kept; needs `signingKey`. Default: for ever. */
      retention?: HumanDuration | string;
    };
    /** The data plane: serves the deployments of the target `embedded`, apart from the backend's own port. */
    server?: {
      /** The interface to listen on. Default: 127.0.0.1; open it behind TLS, since tokens are sent in the clear. */
      host?: string;
      /** Default: 7008. 0 takes any free port. */
      port?: number;
      /** Where programs reach the server. Default: http://localhost and the port. */
      publicUrl?: string;
      /**
       * Who may ask endpoints: `tokens`, whoever sends a valid token of the endpoint; `none`, everybody who reaches the
       * port. Default: tokens.
       */
      authentication?: 'tokens' | 'none';
      /** Worker threads. Default: one a core. */
      workers?: number;
      /** Threads that one session computes with. Default: 1. */
      sessionThreads?: number;
      /** The largest request body, in bytes. Default: 16 MiB. */
      maxBodyBytes?: number;
      /** The most rows of a request. Default: 10,000. */
      maxRows?: number;
      /** How long a client may take to send a request. Default: 30 seconds. */
      requestTimeout?: HumanDuration | string;
      /** Infer requests that a worker answers at a time; more are answered 503. Default: 1,000. */
      maxConcurrentRequests?: number;
      /** How long a request may wait for its run before it is answered 503. Default: 10 seconds. */
      maxQueueTime?: HumanDuration | string;
      /** Requests that wait for one session are run together. */
      batching?: {
        /** The most rows that are run at once; 1 turns batching off. Default: 64. */
        maxRows?: number;
        /** How long a request waits for others. Default: 0, those are run together that wait anyway. */
        maxDelay?: HumanDuration | string;
      };
      /** Bytes of the artifacts that one worker may have sessions of at a time. Default: no limit. */
      maxSessionBytes?: number;
      /** How long a session may be unused before it is closed until its next request. Default: for ever. */
      maxSessionIdleTime?: HumanDuration | string;
      /** Models that some workers have, and the others pass requests on to. */
      largeModels?: {
        /** Bytes of an artifact beyond which a model is large. Default: none is. */
        above?: number;
        /** How many workers have a large model. Default: 1. */
        copies?: number;
      };
      /** Where Prometheus reads what the data plane counts, at `/metrics`, without a token. Default: nowhere. */
      metrics?: {
        /** Default: 127.0.0.1. */
        host?: string;
        /** Default: 7009. 0 takes any free port. */
        port?: number;
      };
    };
    tokens?: {
      /** The most valid tokens that one endpoint may have. Default: 100. */
      maxPerEndpoint?: number;
    };
    monitoring?: {
      /** Length of the windows that traffic is summed in. A divisor of an hour. Default: 5 minutes. */
      window?: HumanDuration | string;
      /** How often workers hand over what they observed. Default: 5 seconds. */
      flushInterval?: HumanDuration | string;
      /**
       * How long nothing may have come in of a span of time that is over before alerts and retraining look at it. Default:
       * 1 minute.
       */
      settlingTime?: HumanDuration | string;
      /**
       * How much later than traffic of a span of time traffic of an earlier one may come. Alerts and retraining wait so long
       * besides the settling time, to judge in order of time; what comes later still is left out of them, and logged. Raise it where
       * replicas may be away from the database for longer, or predictions are told late. Default: five times `settlingTime`.
       */
      lateness?: HumanDuration | string;
      /**
       * How long windows are kept as they are after something was last added to them. Traffic that is older than `fine`
       * when it comes, replayed with times of the past, is summed by the hour at once.
       */
      retention?: {
        /** Then they are rolled up to hours. At least a day. Default: 2 days. */
        fine?: HumanDuration | string;
        /** Then hours are rolled up to days. Default: 30 days. */
        hours?: HumanDuration | string;
        /** Then days are removed. Default: for ever. */
        days?: HumanDuration | string;
      };
      drift?: {
        /** Corrected PSI above which a column may have drifted. Default: 0.3. */
        threshold?: number;
        /** Chance of a false alarm in a window, shared by the columns. Default: 0.005. */
        alpha?: number;
      };
      /**
       * Files in which processes note how many requests they answered, so that it is known how many of them are in no window
       * when one is killed.
       */
      tallies?: {
        /** Default: true. */
        enabled?: boolean;
        /**
         * A folder that outlives the process, best on a local disk: worker threads write to it. Default: `tallies` in
         * `mlops.artifacts.directory`.
         */
        directory?: string;
      };
    };
    /** Predictions that are kept one by one, so that versions can be compared and labels matched. Never features. */
    predictions?: {
      /** How long predictions and labels are kept. Default: 30 days. */
      retention?: HumanDuration | string;
      /**
       * Requests a second of which each worker logs the predictions, for an endpoint with challengers. 0 for none.
       * Default: 10.
       */
      requestsPerSecond?: number;
      /** The same for all endpoints of an environment, with challengers or without. Default: none. */
      environments?: { [name: string]: { requestsPerSecond: number } };
      /** Chance that a verdict on two versions claims a difference that there isn't. Default: 0.05. */
      alpha?: number;
      /**
       * The smallest difference of two versions that matters: of AUC and accuracy as it is, of other metrics as a share of
       * the champion's. Default: 0.02.
       */
      margin?: number;
    };
    /** Rules that raise alerts by themselves, and who is told of alerts besides the owners of the models. */
    alerts?: {
      /** How often deployments are looked at. Default: 1 minute. */
      lookEvery?: HumanDuration | string;
      /**
       * Rules by their names, for every deployment of every model; the API has what they are made of (`AlertRuleDefinition`).
       * What is said here of `drift`, `errors`, `silence` and `data-quality`, which there are anyway, takes the place of what they
       * say otherwise; `isOff: true` turns one off. A model's own rule takes the place of the one of its name.
       */
      defaults?: { [rule: string]: object };
      /** Where alerts are sent, signed as Standard Webhooks asks. */
      webhooks?: Array<{
        name: string;
        /** @visibility secret */
        url: string;
        /**
         * `whsec_` and 24 to 64 bytes in Base64.
         *
         * @visibility secret
         */
        secret: string;
        /**
         * The secret before, which signs too while receivers change over.
         *
         * @visibility secret
         */
        previousSecret?: string;
        /** Whether the host may have an address of a private network or of this machine. Default: false. */
        allowPrivateAddresses?: boolean;
        /** `critical`, `warning`, `info`. Default: all. */
        severities?: string[];
        /** Entity references of the owners of models. Default: all. */
        owners?: string[];
        /** Of deployments; alerts about none are sent whatever is said here. Default: all. */
        environments?: string[];
      }>;
    };
    catalog?: {
      /**
       * Folders, seen from where the backend runs, below which entities read from files may name manifests and
       * artifacts. Default: none.
       */
      fileRoots?: string[];
      /** How often the catalog is looked at for new models. Default: 30 seconds. */
      refreshInterval?: HumanDuration | string;
    };
  };
}
