import { ButtonLink } from '@backstage/ui';
import type { Model } from '@mlops-backstage/plugin-mlops-common';
import { useEntityHref } from './EntityLink';

const TABS = { model: 'Model', serving: 'Serving' } as const;

interface TabButtonProps {
  model: Pick<Model, 'entityRef'>;
  tab: keyof typeof TABS;
}

/** Leads to another tab of a model, where the next step is; nothing where the model has no page. */
export function TabButton({ model: { entityRef }, tab }: TabButtonProps) {
  const hrefOf = useEntityHref();
  const page = entityRef && hrefOf(entityRef);
  return page ? (
    <ButtonLink variant="secondary" href={`${page}/${tab}`}>
      Go to “{TABS[tab]}”
    </ButtonLink>
  ) : null;
}
