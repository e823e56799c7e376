import { EntityProvider } from '@backstage/plugin-catalog-react';
import type { Deployment } from '@mlops-backstage/plugin-mlops-common';
import { screen } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { aDeployment, aModel, aPolicy, aVersion } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { ModelCard } from './ModelCard';

const server = setupServer();
const entityOf = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', annotations: { 'mlops.io/model': name } },
  spec: { type: 'ml-model' },
});

function serve(deployments: Deployment[]) {
  server.use(
    http.get(`${BASE_URL}/models/:name`, ({ params }) =>
      HttpResponse.json(aModel({ name: String(params.name) })),
    ),
    http.get(`${BASE_URL}/models/:name/versions/:version`, () =>
      HttpResponse.json(aVersion({ version: 1 })),
    ),
    http.get(`${BASE_URL}/lifecycle`, () => HttpResponse.json(aPolicy())),
    http.get(`${BASE_URL}/deployments`, () =>
      HttpResponse.json({ items: deployments, totalItems: deployments.length }),
    ),
    http.get(`${BASE_URL}/deployments/:name/drift`, () =>
      HttpResponse.json({
        interval: 'month',
        threshold: 0.3,
        alpha: 0.01,
        reference: { kind: 'training' },
        points: [],
      }),
    ),
    http.get(`${BASE_URL}/deployment-health`, () =>
      HttpResponse.json({
        items: [],
        totalItems: 0,
        counts: { offline: 0, alerting: 0, drifting: 0, silent: 0, fine: 0 },
        truncated: false,
      }),
    ),
  );
}

/** Each test has a model of its own, since what the card has read outlives it. */
const render = (model: string) =>
  renderMlops(
    <EntityProvider entity={entityOf(model)}>
      <ModelCard />
    </EntityProvider>,
  );

describe('ModelCard', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('tells of the endpoint, and leads to where it can be tried', async () => {
    serve([aDeployment({ model: 'served-here' })]);
    render('served-here');
    expect(await screen.findByText('Endpoint')).toBeInTheDocument();
    expect(screen.getByText('Online v1')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Try it' })).toBeInTheDocument();
    expect(await screen.findByText('No drift has been measured yet.')).toBeInTheDocument();
  });

  it('speaks of no endpoint where it is served elsewhere', async () => {
    serve([
      aDeployment({ name: 'd', model: 'served-there', target: 'external', endpoint: undefined }),
    ]);
    render('served-there');
    expect(await screen.findByText('Served elsewhere v1')).toBeInTheDocument();
    expect(await screen.findByText('Served elsewhere')).toBeInTheDocument();
    expect(screen.getByText('Deployment')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Serving' })).toBeInTheDocument();
    expect(screen.queryByText(/Endpoint|Online|Try it/)).not.toBeInTheDocument();
  });
});
