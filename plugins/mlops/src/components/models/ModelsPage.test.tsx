import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { aModel } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { ModelsPage } from './ModelsPage';

const server = setupServer();

/** Answers lists with these models, and tells which queries asked for a page. */
function serveModels(items: ReturnType<typeof aModel>[], nextCursor?: string) {
  const queries: URLSearchParams[] = [];
  server.use(
    http.get(`${BASE_URL}/models`, ({ request }) => {
      const query = new URL(request.url).searchParams;
      if (query.get('limit') !== '1') {
        queries.push(query);
      }
      return HttpResponse.json({ items, totalItems: items.length, nextCursor });
    }),
  );
  return queries;
}

describe('ModelsPage', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('lists the models with what matters, and links to their pages', async () => {
    serveModels([aModel()]);
    renderMlops(<ModelsPage />);

    const link = await screen.findByRole('link', { name: 'flight-delay-risk' });
    expect(link).toHaveAttribute('href', '/catalog/default/component/flight-delay-risk');
    const row = link.closest<HTMLElement>('[role=row]')!;
    expect(within(row).getByText('Online v1')).toBeInTheDocument();
    expect(within(row).getByText('AUC 0.715')).toBeInTheDocument();
    expect(within(row).getByText('No stage · v2')).toBeInTheDocument();
    expect(screen.getByText(/1 model · 1 deployed/)).toBeInTheDocument();
  });

  it('asks the backend for what the URL says', async () => {
    const queries = serveModels([aModel()]);
    renderMlops(<ModelsPage />, {
      path: '/?search=delay&stage=Production&deployed=true&sort=-updatedAt&cursor=abc',
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
    await userEvent.type(screen.getByRole('searchbox'), 'risk');
    await waitFor(() =>
      expect(screen.getByLabelText('location')).toHaveTextContent('?search=risk'),
    );
    await waitFor(() => expect(queries).toHaveLength(2));
    expect(queries[1].get('cursor')).toBeNull();
  });

  it('goes on to the next page and back', async () => {
    serveModels([aModel()], 'second');
    renderMlops(<ModelsPage />);
    await screen.findByText('flight-delay-risk');
    await userEvent.click(screen.getByRole('button', { name: /next/i }));
    expect(screen.getByLabelText('location')).toHaveTextContent('cursor=second');
    await userEvent.click(await screen.findByRole('button', { name: /previous/i }));
    expect(screen.getByLabelText('location')).not.toHaveTextContent('cursor');
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
    expect(screen.getByLabelText('location')).toHaveTextContent('?sort=-name');
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

  it('registers a model: what describes it comes before its bytes', async () => {
    serveModels([]);
    const sent: [string, string][] = [];
    server.use(
      http.post(`${BASE_URL}/models`, async ({ request }) => {
        for (const [name, part] of await request.formData()) {
          sent.push([name, typeof part === 'string' ? part : await part.text()]);
        }
        return HttpResponse.json(
          { created: true, model: 'flight-delay-risk', version: {} },
          { status: 201 },
        );
      }),
    );
    renderMlops(<ModelsPage />);
    const open = await screen.findByRole('button', { name: 'Register a model' });
    await waitFor(() => expect(open).toBeEnabled());
    await userEvent.click(open);
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Name/ }),
      'flight-delay-risk',
    );
    await userEvent.upload(
      within(dialog).getByLabelText(/ONNX file/),
      new File(['onnx bytes'], 'model.onnx'),
    );
    await userEvent.click(within(dialog).getByRole('button', { name: 'Register' }));
    expect(await screen.findByText('flight-delay-risk is registered')).toBeInTheDocument();
    expect(sent.map(([name]) => name)).toEqual(['metadata', 'artifact']);
    expect(JSON.parse(sent[0][1])).toEqual({
      name: 'flight-delay-risk',
      owner: 'group:default/flight-operations',
      problemType: 'binary-classification',
    });
  });
});
