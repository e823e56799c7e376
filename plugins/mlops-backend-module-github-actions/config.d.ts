export interface Config {
  mlops: {
    retraining?: {
      /** Trainings by workflows of GitHub Actions, each entry an executor that policies name. Credentials are those of `integrations.github`. */
      githubActions?: Array<{
        /** What policies name. Lower-case letters, digits and hyphens. */
        name: string;
        /** Default: GitHub Actions. */
        title?: string;
        /** What policies may run. */
        workflows: Array<{
          /** What policies name. */
          name: string;
          /** The address of the repository, such as `https://github.com/org/repository`. */
          repository: string;
          /** The file below `.github/workflows`, such as `train.yml`. */
          workflow: string;
          /** The branch or tag that it is run on. Default: main. */
          ref?: string;
        }>;
        /**
         * An RSA public key (PEM) of 2048 bits at least. With it the run's secret goes along, encrypted; without it jobs report with
         * credentials of their own.
         */
        reportTokenKey?: string;
      }>;
    };
  };
}
