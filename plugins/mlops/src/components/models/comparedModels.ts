import type { ModelSummary } from '@mlops-backstage/plugin-mlops-common';
import {
  MOST_COMPARED,
  parseVersionRef,
  versionRef,
  type VersionRef,
} from '../compare/versionRefs';

/** What a model is compared by: the version in Production, else the latest; undefined when it has none. */
export function comparedVersion(model: ModelSummary): VersionRef | undefined {
  const production = model.stages.find(({ stage }) => stage === 'Production');
  const version = production?.version ?? model.latestVersion?.version;
  return version === undefined ? undefined : versionRef(model.name, version);
}

export interface Selection {
  refs: VersionRef[];
  /** Why something that was selected just now isn't. */
  refusal?: string;
}

/**
 * The selection after the checkboxes of a page were set: models that aren't on the page keep their place, new ones come
 * last.
 */
export function changeSelection(
  present: readonly VersionRef[],
  page: readonly ModelSummary[],
  checked: ReadonlySet<string>,
): Selection {
  const onPage = new Set(page.map(model => model.name));
  const modelOf = (ref: VersionRef) => parseVersionRef(ref)?.model ?? '';
  const kept = present.filter(ref => !onPage.has(modelOf(ref)) || checked.has(modelOf(ref)));
  const before = new Set(kept.map(modelOf));
  const added = page.filter(({ name }) => checked.has(name) && !before.has(name));
  const without = added.filter(model => comparedVersion(model) === undefined);
  const refs = [...kept, ...added.flatMap(model => comparedVersion(model) ?? [])];
  if (refs.length > MOST_COMPARED) {
    return {
      refs: refs.slice(0, MOST_COMPARED),
      refusal: 'Six models at most can be compared: unselect one before you select another.',
    };
  }
  return {
    refs,
    refusal: without.length
      ? `${without.map(model => model.name).join(', ')} can't be compared: no version yet.`
      : undefined,
  };
}
