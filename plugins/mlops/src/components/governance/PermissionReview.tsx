import { Alert, Button } from '@backstage/ui';
import { mlopsPermissionsReviewPermission, type Model } from '@mlops-backstage/plugin-mlops-common';
import { useSearchParams } from 'react-router-dom';
import { formatCount } from '../../format/numbers';
import { useAccess } from '../../queries/access';
import { usePermissionReview } from '../../queries/governance';
import { Answer } from '../shared/Answer';
import { CursorPagination } from '../shared/CursorPagination';
import { EmptyState } from '../shared/EmptyState';
import { Section } from '../shared/Section';
import { TextFilter } from '../shared/TextFilter';
import { useCursorPages } from '../shared/useCursorPages';
import styles from './Governance.module.css';
import { ReviewExport } from './ReviewExport';
import { ReviewMatrix } from './ReviewMatrix';

const PAGE_SIZE = 25;
const LONGEST_SEARCH = 100;

/** Who may do what with a model, and by which rule. */
export function PermissionReview({ model }: { model: Model }) {
  const refusal = useAccess(model.name).refusal(mlopsPermissionsReviewPermission);
  return (
    <Section
      title="Who may do what"
      actions={refusal === undefined && <ReviewExport model={model.name} />}
    >
      {refusal === undefined ? (
        <People model={model.name} />
      ) : (
        <EmptyState title="You can’t review the permissions">{refusal}</EmptyState>
      )}
    </Section>
  );
}

function People({ model }: { model: string }) {
  const [params, setParams] = useSearchParams();
  const search = params.get('person') ?? undefined;
  const pages = useCursorPages('reviewCursor');
  const page = usePermissionReview(
    model,
    { search: search?.slice(0, LONGEST_SEARCH), limit: PAGE_SIZE, cursor: pages.cursor },
    true,
  );
  const total = page.data?.totalItems;
  const find = (text: string | undefined) =>
    setParams(present => withPerson(present, text), { replace: true });
  return (
    <>
      <div className={styles.filters} role="search" aria-label="Find people">
        <TextFilter
          label="Person or group"
          placeholder="jane"
          problem="At most 100 characters"
          value={search}
          isValid={text => text.length <= LONGEST_SEARCH}
          onChange={find}
        />
        <span className={styles.note} role="status">
          {total !== undefined && `${formatCount(total)} ${total === 1 ? 'person' : 'people'}`}
        </span>
      </div>
      <Answer query={page} what="the permissions">
        {({ items, complete }) => (
          <>
            {!complete && (
              <Alert
                status="warning"
                icon
                title="Not everybody’s permissions are known"
                description="The policy of this portal can’t be asked what others than you may do. What is shown is what it tells."
              />
            )}
            {items.length === 0 ? (
              <EmptyState
                title="Nobody matches"
                actions={
                  <Button variant="secondary" onPress={() => find(undefined)}>
                    Show everybody
                  </Button>
                }
              >
                Nobody of the catalog, nor a group, has a name that begins so.
              </EmptyState>
            ) : (
              <ReviewMatrix people={items} isStale={page.isPlaceholderData} />
            )}
          </>
        )}
      </Answer>
      <CursorPagination
        pages={pages}
        pageSize={PAGE_SIZE}
        page={page.data}
        isStale={page.isPlaceholderData}
      />
    </>
  );
}

/** Another search, which begins at the first page. */
function withPerson(search: URLSearchParams, person: string | undefined): URLSearchParams {
  const next = new URLSearchParams(search);
  ['reviewCursor', 'person'].forEach(name => next.delete(name));
  if (person) {
    next.set('person', person);
  }
  return next;
}
