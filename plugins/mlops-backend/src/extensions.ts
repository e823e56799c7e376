import type { BackendPluginRegistrationPoints } from '@backstage/backend-plugin-api';
import {
  artifactStoreExtensionPoint,
  deploymentTargetsExtensionPoint,
  policyReviewExtensionPoint,
  retrainingExecutorsExtensionPoint,
} from '@mlops-backstage/plugin-mlops-node';
import type {
  ArtifactStore,
  DeploymentTarget,
  PolicyReviewer,
  RetrainingExecutor,
} from '@mlops-backstage/plugin-mlops-node';

/** What modules brought in, complete when the plugin is initialised. */
export interface Extensions {
  readonly targets: Map<string, DeploymentTarget>;
  readonly executors: Map<string, RetrainingExecutor>;
  artifactStore?: ArtifactStore;
  policyReviewer?: PolicyReviewer;
}

/** Opens the extension points of the plugin. Each thing is brought in once: a second one is a mistake. */
export function registerExtensionPoints(env: BackendPluginRegistrationPoints): Extensions {
  const extensions: Extensions = { targets: new Map(), executors: new Map() };
  env.registerExtensionPoint(deploymentTargetsExtensionPoint, {
    addTarget(target) {
      if (extensions.targets.has(target.id)) {
        throw new Error(`There is a deployment target "${target.id}" already`);
      }
      extensions.targets.set(target.id, target);
    },
  });
  env.registerExtensionPoint(retrainingExecutorsExtensionPoint, {
    addExecutor(executor) {
      if (extensions.executors.has(executor.id)) {
        throw new Error(`There is a retraining executor "${executor.id}" already`);
      }
      extensions.executors.set(executor.id, executor);
    },
  });
  env.registerExtensionPoint(artifactStoreExtensionPoint, {
    setArtifactStore(store) {
      if (extensions.artifactStore) {
        throw new Error('The artifact store was set already');
      }
      extensions.artifactStore = store;
    },
  });
  env.registerExtensionPoint(policyReviewExtensionPoint, {
    setPolicyReviewer(reviewer) {
      if (extensions.policyReviewer) {
        throw new Error('The policy reviewer was set already');
      }
      extensions.policyReviewer = reviewer;
    },
  });
  return extensions;
}
