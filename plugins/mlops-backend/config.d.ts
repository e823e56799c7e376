import type { HumanDuration } from '@backstage/types';

export interface Config {
  mlops: {
    /** Where the bytes of versions are kept. */
    artifacts: {
      /** A folder, shared by all replicas; created when it isn't there. */
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
    registry?: {
      /** How long what was deleted can be restored. Default: 30 days. */
      deletedRetention?: HumanDuration | string;
    };
    /** The data plane: serves the deployments of the target `embedded`, apart from the backend's own port. */
    server?: {
      /** The interface to listen on. Default: 127.0.0.1, since requests carry no credentials yet. */
      host?: string;
      /** Default: 7008. 0 takes any free port. */
      port?: number;
      /** Where programs reach the server. Default: http://localhost and the port. */
      publicUrl?: string;
      /** Worker threads. Default: one a core. */
      workers?: number;
      /** Threads that one session computes with. Default: 1. */
      sessionThreads?: number;
      /** The largest request body, in bytes. Default: 16 MiB. */
      maxBodyBytes?: number;
      /** The most rows of a request. Default: 10,000. */
      maxRows?: number;
    };
    monitoring?: {
      /** Length of the windows that traffic is summed in. A divisor of an hour. Default: 1 hour. */
      window?: HumanDuration | string;
      /** How often workers hand over what they observed. Default: 5 seconds. */
      flushInterval?: HumanDuration | string;
      drift?: {
        /** Corrected PSI above which a column may have drifted. Default: 0.3. */
        threshold?: number;
        /** Chance of a false alarm in a window, shared by the columns. Default: 0.01. */
        alpha?: number;
      };
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
