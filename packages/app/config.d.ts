export interface Config {
  app?: {
    /**
     * How people sign in: `oidc` at the identity provider of `auth.providers.oidc`, or as a `guest`, which is for
     * development only. Default: guest.
     * @visibility frontend
     */
    signIn?: 'guest' | 'oidc';
  };
}
