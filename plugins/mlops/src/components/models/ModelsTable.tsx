import { Button, Select, Table } from '@backstage/ui';
import type { AnswerOf } from '@mlops-backstage/plugin-mlops-common';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useModelCount } from '../../queries/models';
import type { ModelListQuery } from '../../queries/models';
import { parseVersionRef } from '../compare/versionRefs';
import { EmptyState } from '../shared/EmptyState';
import { pageLabel } from '../shared/pageLabel';
import { useCursorPages } from '../shared/useCursorPages';
import { useWidth } from '../shared/useWidth';
import { CompareBar } from './CompareBar';
import { shownMetrics } from './metricBound';
import { deletedColumns, hasRoomForAll, modelColumns } from './modelColumns';
import {
  isFiltered,
  PAGE_SIZES,
  SORT_COLUMNS,
  sortDescriptor,
  sortParameter,
  withoutFilters,
} from './modelListState';
import styles from './ModelsPage.module.css';
import { RestoreModel } from './RestoreModel';
import { useListChange } from './useListChange';
import { useSelection } from './useSelection';

type Page = AnswerOf<'listModels'>;

interface ModelsTableProps {
  query: ModelListQuery;
  /** Undefined while the first page is on its way. */
  page: Page | undefined;
  isStale: boolean;
}

/** Taken until the width is known. */
const WIDE = 1400;

const bothWays = (id: string, label: string) => [
  { id, label: `${label} ↑` },
  { id: `-${id}`, label: `${label} ↓` },
];
const SORT_OPTIONS = Object.entries(SORT_COLUMNS).flatMap(([id, label]) => bothWays(id, label));

/** The models, paged and sorted by the backend. */
export function ModelsTable({ query, page, isStale }: ModelsTableProps) {
  const pages = useCursorPages();
  const change = useListChange();
  const selection = useSelection();
  const [restored, setRestored] = useState<string>();
  const [ref, width] = useWidth(WIDE);
  const count = useModelCount(query).data;
  const pageSize = query.limit!;
  const isDeleted = query.deleted === true;
  const metrics = shownMetrics(query.metric, query.sort);
  const selected = selection.refs.flatMap(each => parseVersionRef(each)?.model ?? []);
  return (
    <div ref={ref} className={styles.table}>
      {isDeleted ? (
        <p role="status" className={styles.secondary}>
          {restored && `${restored} is restored.`}
        </p>
      ) : (
        <div className={styles.bar}>
          {!hasRoomForAll(width, metrics) && (
            <Select
              className={styles.sort}
              label="Sort by"
              options={[
                ...SORT_OPTIONS,
                ...metrics.flatMap(metric => bothWays(`metric:${metric}`, metric)),
              ]}
              value={query.sort ?? 'name'}
              onChange={sort => change({ sort: String(sort) })}
            />
          )}
          <CompareBar selection={selection} />
        </div>
      )}
      <Table
        // Another table: React Aria keeps the columns and the selection of the one it began with.
        key={isDeleted ? 'deleted' : 'present'}
        columnConfig={
          isDeleted
            ? deletedColumns(model => <RestoreModel model={model.name} onRestored={setRestored} />)
            : modelColumns(width, metrics)
        }
        data={page?.items.map(model => ({ ...model, id: model.name }))}
        isPending={page === undefined}
        isStale={isStale}
        sort={{
          descriptor: sortDescriptor(query.sort),
          onSortChange: descriptor => change({ sort: sortParameter(descriptor) }),
        }}
        selection={
          isDeleted
            ? undefined
            : {
                mode: 'multiple',
                behavior: 'toggle',
                selected,
                onSelectionChange: keys => {
                  const models = page?.items ?? [];
                  const all = models.map(model => model.name);
                  selection.change(models, new Set(keys === 'all' ? all : [...keys].map(String)));
                },
              }
        }
        pagination={{
          type: 'page',
          pageSize,
          pageSizeOptions: PAGE_SIZES,
          offset: pages.pagesBefore * pageSize,
          totalCount: count?.value,
          hasNextPage: page?.nextCursor !== undefined,
          hasPreviousPage: pages.pagesBefore > 0,
          onNextPage: () => page?.nextCursor && pages.next(page.nextCursor),
          onPreviousPage: pages.previous,
          onPageSizeChange: size => change({ limit: size }),
          getLabel: () =>
            page ? pageLabel(page.items.length, pages.pagesBefore * pageSize, count) : '',
        }}
        emptyState={<NoModels query={query} />}
      />
    </div>
  );
}

/** Why the list is empty, and the next step. */
function NoModels({ query }: { query: ModelListQuery }) {
  const [, setSearch] = useSearchParams();
  const change = useListChange();
  const { deleted, ...others } = query;
  if (isFiltered(others)) {
    return (
      <EmptyState
        title={deleted ? 'No deleted model matches' : 'No model matches'}
        actions={
          <Button variant="secondary" onPress={() => setSearch(withoutFilters)}>
            Clear the filters
          </Button>
        }
      >
        Of the models that you may see, none fits all the filters.
      </EmptyState>
    );
  }
  if (deleted) {
    return (
      <EmptyState
        title="No deleted models"
        actions={
          <Button variant="secondary" onPress={() => change({ deleted: undefined })}>
            Show the models
          </Button>
        }
      >
        A model that was deleted stays here, to be restored, until the time that this installation
        keeps it for has passed.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No models yet">
      Register a model with the button above, or let the catalog register it: a component of type
      ml-model with the annotations mlops.io/model and mlops.io/artifact.
    </EmptyState>
  );
}
