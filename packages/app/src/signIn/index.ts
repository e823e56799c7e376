import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { oidcAuth } from './oidcAuth';
import { signInPage } from './signInPage';

export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [oidcAuth, signInPage],
});
