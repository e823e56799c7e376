import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { axeViolations } from '../../__testUtils__/axeViolations';
import { aModel, anApproval, aPolicy, aVersion } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { ModelsPage } from './ModelsPage';

// Whole pages and forms, on machines that do other things besides.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

const server = setupServer();

interface Answer {
  nextCursor?: string;
  totalItems?: number;
  totalIsExact?: boolean;
}

/** Answers lists with these models, and tells which queries asked for a page. */
function serveModels(items: ReturnType<typeof aModel>[], answer: Answer = {}) {
  const queries: URLSearchParams[] = [];
  server.use(
    http.get(`${BASE_URL}/lifecycle`, () => HttpResponse.json(aPolicy())),
    http.get(`${BASE_URL}/approvals`, () =>
      HttpResponse.json({ items: Array.from({ length: 3 }, () => anApproval()), totalItems: 9 }),
    ),
    http.get(`${BASE_URL}/models`, ({ request }) => {
      const query = new URL(request.url).searchParams;
      if (query.get('limit') !== '1') {
        queries.push(query);
      }
      return HttpResponse.json({
        items,
        totalItems: items.length,
        totalIsExact: true,
        ...answer,
      });
    }),
  );
  return queries;
}

const rowOf = async (name: string) => screen.findByRole('row', { name: new RegExp(`^${name}`) });
const location = () => screen.getByLabelText('location').textContent!;

describe('ModelsPage', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('lists the models with what matters, and links to their pages', async () => {
    serveModels([
      aModel({
        stages: [{ stage: 'Production', version: 1 }],
        aliases: [
          { alias: 'champion', version: 1 },
          { alias: 'candidate', version: 2 },
        ],
        tags: ['one', 'two', 'three', 'four', 'five'],
      }),
    ]);
    renderMlops(<ModelsPage />);

    const link = await screen.findByRole('link', { name: 'flight-delay-risk' });
    expect(link).toHaveAttribute('href', '/catalog/default/component/flight-delay-risk');
    const row = within(link.closest<HTMLElement>('[role=row]')!);
    expect(row.getByText('Online')).toBeInTheDocument();
    expect(row.getByText('AUC 0.715')).toBeInTheDocument();
    expect(row.getByText('Production')).toBeInTheDocument();
    expect(row.getByText('v1 (champion)')).toBeInTheDocument();
    expect(row.getByText('candidate v2')).toBeInTheDocument();
    expect(row.getByText('2 versions')).toBeInTheDocument();
    expect(row.getByText('scikit-learn')).toBeInTheDocument();
    expect(row.getByText('+2 more')).toBeInTheDocument();
    expect(row.queryByText('four')).not.toBeInTheDocument();
    expect(screen.getByRole('link', { name: '1 deployed' })).toHaveAttribute(
      'href',
      '/?deployed=true',
    );
    expect(
      await screen.findByRole('link', { name: '3 waiting for your approval' }),
    ).toHaveAttribute('href', '/mlops/approvals');
  });

  it('links to a new model soon after the catalog has its page', async () => {
    const registered = { createdAt: new Date().toISOString() };
    serveModels([aModel({ ...registered, entityRef: undefined })]);
    renderMlops(<ModelsPage />);
    expect(await rowOf('flight-delay-risk')).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'flight-delay-risk' })).not.toBeInTheDocument();

    serveModels([aModel(registered)]);
    expect(await screen.findByRole('link', { name: 'flight-delay-risk' })).toBeInTheDocument();
  });

  it('calls served elsewhere what is, in the list and in the filter', async () => {
    const deployments = [{ name: 'd', target: 'external', status: 'online' as const, version: 1 }];
    const queries = serveModels([aModel({ deployments })]);
    renderMlops(<ModelsPage />);
    expect(await screen.findByText('Served elsewhere')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'More filters' }));
    await userEvent.type(screen.getByLabelText('Deployment target'), 'served elsewhere{Enter}');
    expect(
      await screen.findByRole('row', { name: 'Target: Served elsewhere' }),
    ).toBeInTheDocument();
    expect(queries[queries.length - 1].getAll('target')).toEqual(['external']);
  });

  it('marks the models with alerts, and filters by them', async () => {
    const queries = serveModels([aModel({ openAlerts: { critical: 1, info: 2 } })]);
    renderMlops(<ModelsPage />, { path: '/?alert=critical&alert=mild' });
    expect(await screen.findByRole('link', { name: '1 critical, 2 info alerts' })).toHaveAttribute(
      'href',
      '/mlops/alerts?model=flight-delay-risk',
    );
    expect(queries[0].getAll('alert')).toEqual(['critical']);
    await userEvent.click(screen.getByRole('button', { name: 'More filters' }));
    const chip = screen.getByRole('row', { name: 'Open alerts: critical' });
    await userEvent.click(within(chip).getByRole('button', { name: /Remove/ }));
    expect(location()).toBe('');
  });

  it('offers what can be done to the newest version in the row, asked for when it is opened', async () => {
    serveModels([aModel()]);
    server.use(
      http.get(`${BASE_URL}/models/flight-delay-risk/versions/2`, () =>
        HttpResponse.json(aVersion({ stage: 'Staging' })),
      ),
      http.get(`${BASE_URL}/deployments`, () => HttpResponse.json({ items: [], totalItems: 0 })),
    );
    renderMlops(<ModelsPage />);
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Actions on flight-delay-risk, newest version 2',
      }),
    );
    const menu = within(await screen.findByRole('menu'));
    expect(await menu.findByRole('menuitem', { name: 'Promote to Production…' })).toBeEnabled();
    expect(menu.getByRole('menuitem', { name: 'Raise an alert…' })).toBeEnabled();
  });

  it('says that a model has no version yet, and that counting stopped', async () => {
    serveModels([aModel({ stages: [], versionCount: 0, latestVersion: undefined })], {
      totalItems: 1000,
      totalIsExact: false,
    });
    renderMlops(<ModelsPage />);
    expect(await screen.findByText('No version yet')).toBeInTheDocument();
    expect(screen.getByText('1 – 1 of more than 1,000')).toBeInTheDocument();
    expect(await screen.findByText(/^more than 1,000 models/)).toBeInTheDocument();
  });

  it('asks the backend for what the URL says', async () => {
    const queries = serveModels([aModel()]);
    renderMlops(<ModelsPage />, {
      path: '/?search=delay&stage=Production&deployed=true&sort=-updatedAt&cursor=abc&select=x@1',
    });
    await screen.findByText('flight-delay-risk');
    expect(Object.fromEntries(queries[0])).toEqual({
      search: 'delay',
      stage: 'Production',
      deployed: 'true',
      sort: '-updatedAt',
      limit: '25',
      cursor: 'abc',
    });
  });

  it('searches when the typing rests, from the first page on', async () => {
    const queries = serveModels([aModel()]);
    renderMlops(<ModelsPage />, { path: '/?cursor=abc' });
    await screen.findByText('flight-delay-risk');
    await userEvent.type(screen.getByRole('searchbox', { name: 'Search' }), 'risk');
    await waitFor(() => expect(location()).toBe('?search=risk'));
    await waitFor(() => expect(queries).toHaveLength(2));
    expect(queries[1].get('cursor')).toBeNull();
  });

  it('sorts by the headers', async () => {
    serveModels([aModel()]);
    renderMlops(<ModelsPage />);
    await screen.findByText('flight-delay-risk');
    const sortable = screen
      .getAllByRole('columnheader')
      .filter(header => header.hasAttribute('aria-sort'));
    expect(sortable.map(header => header.textContent)).toEqual([
      'Name',
      'Owner',
      'Problem',
      'Framework',
      'Versions',
      'Updated',
    ]);
    await userEvent.click(screen.getByRole('columnheader', { name: /Versions/ }));
    expect(location()).toBe('?sort=versions');
    await userEvent.click(screen.getByRole('columnheader', { name: /Versions/ }));
    expect(location()).toBe('?sort=-versions');
  });

  it('builds a bound on a metric, shows the metric, sorts by it and lets it go', async () => {
    const queries = serveModels([aModel({ metrics: { 'test.auc': 0.8123 } })]);
    renderMlops(<ModelsPage />);
    await screen.findByText('flight-delay-risk');
    await userEvent.click(screen.getByRole('button', { name: 'More filters' }));
    const form = within(screen.getByRole('form', { name: 'Metric bound' }));
    await userEvent.click(form.getByRole('button', { name: 'Add metric' }));
    expect(form.getByText('Name a metric and give a number')).toBeInTheDocument();
    await userEvent.type(form.getByRole('textbox', { name: 'Metric' }), 'auc');
    await userEvent.type(form.getByRole('textbox', { name: 'Number' }), '0,8{Enter}');

    expect(location()).toBe('?metric=test.auc%3E0.8');
    expect(await screen.findByRole('columnheader', { name: /test\.auc/ })).toBeInTheDocument();
    expect(screen.getByText('0.812')).toBeInTheDocument();
    expect(queries[queries.length - 1].getAll('metric')).toEqual(['test.auc>0.8']);

    await userEvent.click(screen.getByRole('columnheader', { name: /test\.auc/ }));
    expect(location()).toContain('sort=metric%3Atest.auc');
    const chip = screen.getByRole('row', { name: 'test.auc > 0.8' });
    await userEvent.click(within(chip).getByRole('button', { name: /Remove/ }));
    expect(location()).toBe('?sort=metric%3Atest.auc');
    expect(screen.getByRole('columnheader', { name: /test\.auc/ })).toBeInTheDocument();
  });

  it('adds words to the other filters, refuses what is no tag, and clears all', async () => {
    serveModels([aModel()]);
    renderMlops(<ModelsPage />, { path: '/?sort=-name' });
    await screen.findByText('flight-delay-risk');
    await userEvent.click(screen.getByRole('button', { name: 'More filters' }));
    const tag = screen.getByRole('textbox', { name: 'Tag' });
    await userEvent.type(tag, 'Not a tag{Enter}');
    expect(screen.getByText(/^Lower-case letters, digits/)).toBeInTheDocument();
    await userEvent.clear(tag);
    await userEvent.type(tag, 'aviation{Enter}');
    await userEvent.type(screen.getByRole('textbox', { name: 'Alias' }), 'champion');
    await userEvent.click(screen.getByRole('button', { name: 'Add alias' }));
    expect(location()).toBe('?sort=-name&tag=aviation&alias=champion');
    expect(screen.getByRole('row', { name: 'Tag: aviation' })).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Clear all' }));
    expect(location()).toBe('?sort=-name');
    expect(screen.queryByRole('row', { name: 'Tag: aviation' })).not.toBeInTheDocument();
  });

  it('selects models to compare over several pages', async () => {
    serveModels([aModel(), aModel({ name: 'flight-arrival-delay' })], { nextCursor: 'second' });
    renderMlops(<ModelsPage />, { path: '/?select=elsewhere@3' });
    await userEvent.click(await screen.findByRole('checkbox', { name: /flight-arrival-delay/ }));
    await userEvent.click(screen.getByRole('button', { name: /next/i }));
    expect(await screen.findByRole('link', { name: 'Compare (2)' })).toHaveAttribute(
      'href',
      '/mlops/compare?v=elsewhere@3&v=flight-arrival-delay@2',
    );
    expect(screen.getByText('elsewhere v3, flight-arrival-delay v2')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Clear selection' }));
    expect(location()).toBe('?cursor=second');
    expect(screen.queryByRole('link', { name: /Compare/ })).not.toBeInTheDocument();
  });

  it('says why not a seventh', async () => {
    serveModels([aModel()]);
    const six = ['a', 'b', 'c', 'd', 'e', 'f'].map(name => `select=${name}@1`).join('&');
    renderMlops(<ModelsPage />, { path: `/?${six}` });
    await userEvent.click(await screen.findByRole('checkbox', { name: /flight-delay-risk/ }));
    expect(await screen.findByText(/^Six models at most/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Compare (6)' })).toBeInTheDocument();
    expect(screen.getByRole('checkbox', { name: /flight-delay-risk/ })).not.toBeChecked();
  });

  it('goes on to the next page and back', async () => {
    serveModels([aModel()], { nextCursor: 'second' });
    renderMlops(<ModelsPage />);
    await screen.findByText('flight-delay-risk');
    await userEvent.click(screen.getByRole('button', { name: /next/i }));
    expect(location()).toContain('cursor=second');
    await userEvent.click(await screen.findByRole('button', { name: /previous/i }));
    expect(location()).not.toContain('cursor');
  });

  it('says what to do when there are no models', async () => {
    serveModels([]);
    renderMlops(<ModelsPage />);
    expect(await screen.findByText('No models yet')).toBeInTheDocument();
  });

  it('offers to clear the filters when nothing matches', async () => {
    serveModels([]);
    renderMlops(<ModelsPage />, { path: '/?search=nothing&sort=-name' });
    await userEvent.click(await screen.findByRole('button', { name: 'Clear the filters' }));
    expect(location()).toBe('?sort=-name');
  });

  it('says that nothing is deleted', async () => {
    serveModels([]);
    renderMlops(<ModelsPage />, { path: '/?deleted=true' });
    expect(await screen.findByText('No deleted models')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show the models' }));
    expect(location()).toBe('');
  });

  it('restores a deleted model with a reason', async () => {
    serveModels([aModel({ deletedAt: '2026-01-02T00:00:00Z' })]);
    const reasons: unknown[] = [];
    server.use(
      http.post(`${BASE_URL}/models/flight-delay-risk/restore`, async ({ request }) => {
        reasons.push(await request.json());
        return HttpResponse.json(aModel());
      }),
    );
    renderMlops(<ModelsPage />, { path: '/?deleted=true' });
    const open = await screen.findByRole('button', { name: 'Restore flight-delay-risk' });
    expect(screen.getByRole('columnheader', { name: 'Deleted' })).toBeInTheDocument();
    expect(screen.queryByRole('checkbox', { name: /Select/ })).not.toBeInTheDocument();
    await waitFor(() => expect(open).toBeEnabled());
    await userEvent.click(open);
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('button', { name: 'Restore' })).toBeDisabled();
    await userEvent.type(dialog.getByRole('textbox', { name: /Reason/ }), 'Deleted by mistake');
    await userEvent.click(dialog.getByRole('button', { name: 'Restore' }));
    expect(await screen.findByText('flight-delay-risk is restored.')).toBeInTheDocument();
    expect(reasons).toEqual([{ reason: 'Deleted by mistake' }]);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('keeps restoring in sight of those who may not, and says why', async () => {
    serveModels([aModel({ name: 'another', deletedAt: '2026-01-02T00:00:00Z' })]);
    renderMlops(<ModelsPage />, { path: '/?deleted=true', denied: ['mlops.model.delete'] });
    await screen.findByText('You lack the permission mlops.model.delete');
    expect(screen.getByRole('button', { name: 'Restore another' })).toBeDisabled();
  });

  it('says why the models could not be read, and tries again', async () => {
    const refusal = { error: { name: 'NotAllowedError', message: 'Not for you' }, response: {} };
    server.use(http.get(`${BASE_URL}/models`, () => HttpResponse.json(refusal, { status: 403 })));
    renderMlops(<ModelsPage />);
    expect(await screen.findByText('Not for you')).toBeInTheDocument();
    serveModels([aModel()]);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('flight-delay-risk')).toBeInTheDocument();
  });

  it('can be read and used by everybody, with all filters open', async () => {
    serveModels([aModel({ tags: ['one', 'two', 'three', 'four'] })]);
    renderMlops(<ModelsPage />, {
      path: '/?tag=one&metric=test.auc>0.5&select=flight-delay-risk@2',
    });
    await rowOf('flight-delay-risk');
    expect(screen.getByRole('checkbox', { name: /flight-delay-risk/ })).toBeChecked();
    await userEvent.click(screen.getByRole('button', { name: 'More filters' }));
    expect(await axeViolations()).toEqual([]);
  });
});
