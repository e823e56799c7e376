import { usePermission } from '@backstage/plugin-permission-react';

type Question = Parameters<typeof usePermission>[0];
type PermissionOnModel = Extract<Question, { resourceRef: string | undefined }>['permission'];
type PermissionOnNothing = Exclude<Question['permission'], PermissionOnModel>;

/** Why the signed-in person may not do something to a model; undefined when they may. */
export function useModelRefusal(permission: PermissionOnModel, model: string): string | undefined {
  return refusal(usePermission({ permission, resourceRef: model }), permission.name);
}

/** Why the signed-in person may not do something that concerns no model yet. */
export function useRefusal(permission: PermissionOnNothing): string | undefined {
  return refusal(usePermission({ permission }), permission.name);
}

function refusal(
  { loading, allowed, error }: ReturnType<typeof usePermission>,
  name: string,
): string | undefined {
  if (allowed) {
    return undefined;
  }
  if (error) {
    return `Your permission could not be checked: ${error.message}`;
  }
  return loading ? 'Checking your permission…' : `You lack the permission ${name}`;
}
