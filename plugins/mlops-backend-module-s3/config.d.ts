export interface Config {
  mlops: {
    artifacts?: {
      /** A bucket that keeps artifacts in place of the folder `mlops.artifacts.directory`. Absent: the folder does. */
      s3?: {
        bucket: string;
        /** What all keys begin with, such as `mlops`. Default: nothing. */
        prefix?: string;
        /** Default: that of the AWS environment; us-east-1 where an endpoint is given. */
        region?: string;
        /** For stores other than AWS's, such as `https://minio.example.com`. */
        endpoint?: string;
        /** Whether the bucket's name is in the path and not in the host's name. Default: false. */
        forcePathStyle?: boolean;
        /**
         * With the secret, or neither: then the credentials of the AWS environment.
         *
         * @visibility secret
         */
        accessKeyId?: string;
        /** @visibility secret */
        secretAccessKey?: string;
        /** How the store is asked to encrypt what it stores. Default: as the bucket says. */
        serverSideEncryption?: 'AES256' | 'aws:kms' | 'aws:kms:dsse';
        /** The key for `aws:kms` and `aws:kms:dsse`, by id, ARN or alias. Default: that of the bucket, or AWS's own. */
        kmsKeyId?: string;
        /** What this replica has fetched, and uploads that come in. */
        local?: {
          /** A folder on a local disk, for one process alone. Default: `s3` in `mlops.artifacts.directory`. */
          directory?: string;
          /**
           * What was fetched is removed, the least recently used first, when it takes more bytes than this. What is served
           * stays, whatever it takes. Default: 10 GiB.
           */
          maxBytes?: number;
        };
      };
    };
  };
}
