export interface Config {
  mlops: {
    retraining?: {
      /** Ray clusters that run trainings, each an executor that policies name. */
      ray?: Array<{
        /** What policies name. Lower-case letters, digits and hyphens. */
        name: string;
        /** Default: Ray. */
        title?: string;
        /** The address of the cluster's dashboard, such as `http://ray-head:8265`. */
        url: string;
        /** Where people find the dashboard. Default: the url. */
        dashboardUrl?: string;
        /**
         * Sent with each request, such as an authorization that a proxy before the cluster asks for.
         *
         * @deepVisibility secret
         */
        headers?: { [name: string]: string };
        /**
         * What policies may have run: where a command has to begin. Default: anything, by whoever may set a policy.
         */
        allowedEntrypoints?: string[];
      }>;
    };
  };
}
