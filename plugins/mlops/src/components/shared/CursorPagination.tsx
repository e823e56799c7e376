import { TablePagination } from '@backstage/ui';
import { labelOfPage } from './pageLabel';
import type { CursorPages } from './useCursorPages';

interface CursorPaginationProps {
  pages: CursorPages;
  pageSize: number;
  /** Undefined while the page is on its way. */
  page: { items: readonly unknown[]; nextCursor?: string; totalItems?: number } | undefined;
  isStale: boolean;
}

/** The way to the pages of a list before and after; nothing while there is only one. */
export function CursorPagination({ pages, pageSize, page, isStale }: CursorPaginationProps) {
  if (!page || (page.nextCursor === undefined && pages.pagesBefore === 0)) {
    return null;
  }
  return (
    <TablePagination
      pageSize={pageSize}
      pageSizeOptions={[]}
      showPageSizeOptions={false}
      offset={pages.pagesBefore * pageSize}
      totalCount={page.totalItems}
      hasNextPage={page.nextCursor !== undefined && !isStale}
      hasPreviousPage={pages.pagesBefore > 0}
      onNextPage={() => page.nextCursor && pages.next(page.nextCursor)}
      onPreviousPage={pages.previous}
      getLabel={() => labelOfPage(page, pages.pagesBefore * pageSize)}
    />
  );
}
