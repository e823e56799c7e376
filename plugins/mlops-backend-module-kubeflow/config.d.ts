export interface Config {
  mlops: {
    retraining?: {
      /** Kubeflow Pipelines (2.0 or later) that run trainings, each an executor that policies name. */
      kubeflow?: Array<{
        /** What policies name. Lower-case letters, digits and hyphens. */
        name: string;
        /** Default: Kubeflow Pipelines. */
        title?: string;
        /** The address of the API, above `/apis`, such as `http://ml-pipeline.kubeflow:8888`. */
        url: string;
        /** Where people find its pages, such as `https://kubeflow.example.com/pipeline`. Default: the url. */
        pageUrl?: string;
        /** Where runs are found again, in an installation for several users: the namespace of the experiments. */
        namespace?: string;
        /** The Kubernetes service account that runs have. Default: as the installation has it. */
        serviceAccount?: string;
        /** What policies may run. */
        pipelines: Array<{
          /** What policies name. */
          name: string;
          /** The pipeline's id. */
          id: string;
          /** Default: the newest version, whenever one is run. */
          versionId?: string;
          /** Default: the default experiment. Needed in an installation for several users. */
          experimentId?: string;
        }>;
        /**
         * Sent as `Authorization: Bearer`.
         *
         * @visibility secret
         */
        token?: string;
        /**
         * A file with that token, read for each request, such as a projected service account token, which Kubernetes renews.
         */
        tokenFile?: string;
        /**
         * Sent with each request, such as `kubeflow-userid`.
         *
         * @deepVisibility secret
         */
        headers?: { [name: string]: string };
      }>;
    };
  };
}
