/** A host that artifacts may be read from. */
export interface AllowedHost {
  /**
   * The host's name or address, exact or `*.example.com` for every name below `example.com`. With `:port` the port has
   * to be that one, without it has to be the scheme's own.
   */
  host: string;
  /** Default: https. */
  schemes?: Array<'https' | 'http'>;
  /** Where the URL's path has to start, up to a slash: `/models` allows `/models/a`, not `/models-2/a`. Default: any. */
  paths?: string[];
  /** Whether the host may have an address of a private network, or of this machine. Default: false. */
  allowPrivateAddresses?: boolean;
  /** Whether to go where the host redirects to, which has to be allowed itself. Default: false. */
  followRedirects?: boolean;
  /** Sent with each request to the host, such as an authorization. Secret. */
  headers?: Record<string, string>;
}

/** An object store that is reached over the S3 protocol. */
export interface S3Source {
  /** What may be read; nothing else, whatever the credentials open. */
  buckets: string[];
  /** Default: that of the AWS environment; us-east-1 where an endpoint is given. */
  region?: string;
  /** For stores other than AWS's. */
  endpoint?: string;
  /** Whether the bucket's name is in the path and not in the host's name. Default: false. */
  forcePathStyle?: boolean;
  /** Default: the credentials of the AWS environment. */
  accessKeyId?: string;
  /** Secret. */
  secretAccessKey?: string;
}

/** Where artifacts that are registered by reference may be read from. Nothing, unless it is named here. */
export interface RemoteSources {
  allow?: AllowedHost[];
  s3?: S3Source;
}
