import { SignInPage } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { oidcAuthApiRef } from './oidcAuth';

const SINGLE_SIGN_ON = {
  id: 'oidc',
  title: 'Single sign-on',
  message: 'Sign in with your account of this organisation',
  apiRef: oidcAuthApiRef,
};

/** One way in, the configured one: where people have accounts, nobody is a guest. */
function ConfiguredSignInPage(props: SignInPageProps) {
  const signIn = useApi(configApiRef).getOptionalString('app.signIn') ?? 'guest';
  return signIn === 'oidc' ? (
    <SignInPage {...props} provider={SINGLE_SIGN_ON} />
  ) : (
    <SignInPage {...props} providers={['guest']} />
  );
}

export const signInPage = SignInPageBlueprint.make({
  params: { loader: async () => ConfiguredSignInPage },
});
