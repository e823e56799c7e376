import { createApp } from '@backstage/frontend-defaults';
import { navModule } from './nav';
import { signInModule } from './signIn';

/** Plugins are discovered from this package's dependencies (`app.packages: all`). */
export default createApp({ features: [navModule, signInModule] });
