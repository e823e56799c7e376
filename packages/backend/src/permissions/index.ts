import { createBackendFeatureLoader, createBackendModule } from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { policyReviewExtensionPoint } from '@mlops-backstage/plugin-mlops-node';
import { decide } from './decide';
import { SamplePolicy } from './SamplePolicy';

/** Decides by the roles. */
export const policyModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'sample-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new SamplePolicy());
      },
    });
  },
});

/** Lets the MLOps plugin tell who may do what by the same roles. */
export const reviewModule = createBackendModule({
  pluginId: 'mlops',
  moduleId: 'sample-policy-review',
  register(env) {
    env.registerInit({
      deps: { review: policyReviewExtensionPoint },
      async init({ review }) {
        review.setPolicyReviewer({
          decide: async (permission, user) => decide(permission, user.ownershipEntityRefs),
        });
      },
    });
  },
});

export default createBackendFeatureLoader({ loader: () => [policyModule, reviewModule] });
