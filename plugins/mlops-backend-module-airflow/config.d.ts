export interface Config {
  mlops: {
    retraining?: {
      /** Airflow installations that run trainings, each an executor that policies name. */
      airflow?: Array<{
        /** What policies name. Lower-case letters, digits and hyphens. */
        name: string;
        /** Default: Airflow. */
        title?: string;
        /** The address of the API server (of the webserver in Airflow 2), such as `https://airflow.example.com`. */
        url: string;
        /** Where people find Airflow. Default: the url. */
        pageUrl?: string;
        /** v2 of Airflow 3, or v1 of Airflow 2. Default: v2. */
        apiVersion?: 'v1' | 'v2';
        /** The DAGs that policies may run. */
        dags: string[];
        /** With the password: for basic authentication with v1, for a token of `/auth/token` with v2. */
        username?: string;
        /** @visibility secret */
        password?: string;
        /**
         * A token that is sent as it is, in place of user name and password.
         *
         * @visibility secret
         */
        token?: string;
        /**
         * Sent with each request, such as what a proxy before Airflow asks for.
         *
         * @deepVisibility secret
         */
        headers?: { [name: string]: string };
      }>;
    };
  };
}
