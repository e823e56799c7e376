import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
// Guests are let in where `auth.providers.guest` is there, and in development only.
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-auth-backend-module-oidc-provider'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('./permissions'));

backend.add(import('@backstage/plugin-user-settings-backend'));

// Approvals and alerts reach people in the portal, at once.
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));

// The actions of the plugins, for MCP clients.
backend.add(import('@backstage/plugin-mcp-actions-backend'));

backend.add(import('@mlops-backstage/plugin-mlops-backend'));
// Artifacts in a bucket, where one is configured.
backend.add(import('@mlops-backstage/plugin-mlops-backend-module-s3'));
// Trainings on the Ray clusters that are configured.
backend.add(import('@mlops-backstage/plugin-mlops-backend-module-ray'));
backend.add(import('@mlops-backstage/plugin-catalog-backend-module-mlops'));

backend.start();
