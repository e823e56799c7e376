import { Button, Table } from '@backstage/ui';
import type { AnswerOf } from '@mlops-backstage/plugin-mlops-common';
import { useSearchParams } from 'react-router-dom';
import type { ModelListQuery } from '../../queries/models';
import { EmptyState } from '../shared/EmptyState';
import { useCursorPages } from '../shared/useCursorPages';
import { useWidth } from '../shared/useWidth';
import { modelColumns } from './modelColumns';
import {
  isFiltered,
  PAGE_SIZES,
  sortDescriptor,
  sortParameter,
  withListState,
  withoutFilters,
} from './modelListState';

interface ModelsTableProps {
  query: ModelListQuery;
  /** Undefined while the first page is on its way. */
  page: AnswerOf<'listModels'> | undefined;
  isStale: boolean;
}

/** Taken until the width is known. */
const WIDE = 1000;

/** The models, paged and sorted by the backend. */
export function ModelsTable({ query, page, isStale }: ModelsTableProps) {
  const [, setSearch] = useSearchParams();
  const pages = useCursorPages();
  const [ref, width] = useWidth(WIDE);
  const pageSize = query.limit!;
  const set = (name: 'sort' | 'limit', value: string) =>
    setSearch(search => withListState(search, name, [value]));
  return (
    <div ref={ref}>
      <Table
        columnConfig={modelColumns(width)}
        data={page?.items.map(model => ({ ...model, id: model.name }))}
        isPending={page === undefined}
        isStale={isStale}
        sort={{
          descriptor: sortDescriptor(query.sort),
          onSortChange: descriptor => set('sort', sortParameter(descriptor)),
        }}
        pagination={{
          type: 'page',
          pageSize,
          pageSizeOptions: PAGE_SIZES,
          offset: pages.pagesBefore * pageSize,
          totalCount: page?.totalItems,
          hasNextPage: page?.nextCursor !== undefined,
          hasPreviousPage: pages.pagesBefore > 0,
          onNextPage: () => page?.nextCursor && pages.next(page.nextCursor),
          onPreviousPage: pages.previous,
          onPageSizeChange: size => set('limit', String(size)),
        }}
        emptyState={
          isFiltered(query) ? (
            <EmptyState
              title="No model matches"
              actions={
                <Button variant="secondary" onPress={() => setSearch(withoutFilters)}>
                  Clear the filters
                </Button>
              }
            >
              Of the models that you may see, none fits all the filters.
            </EmptyState>
          ) : (
            <EmptyState title="No models yet">
              Register a model with the button above, or let the catalog register it: a component of
              type ml-model with the annotations mlops.io/model and mlops.io/artifact.
            </EmptyState>
          )
        }
      />
    </div>
  );
}
