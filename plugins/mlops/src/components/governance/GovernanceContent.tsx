import { usePermission } from '@backstage/plugin-permission-react';
import { mlopsAuditReadPermission, type Model } from '@mlops-backstage/plugin-mlops-common';
import { AlertRulesSection } from '../alerts/AlertRulesSection';
import { ChainState } from '../audit/ChainState';
import { GatesSection } from './GatesSection';
import { ModelApprovals } from './ModelApprovals';
import { ModelAudit } from './ModelAudit';
import { MyAccess } from './MyAccess';
import { PermissionReview } from './PermissionReview';

export function GovernanceContent({ model }: { model: Model }) {
  const { allowed } = usePermission({ permission: mlopsAuditReadPermission });
  return (
    <>
      <MyAccess model={model} />
      <PermissionReview model={model} />
      <GatesSection model={model} />
      <AlertRulesSection model={model} />
      <ModelApprovals model={model} />
      <ModelAudit model={model} />
      {allowed && <ChainState />}
    </>
  );
}
