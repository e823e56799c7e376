import type { Deployment, ServedComparison, Stage } from '@mlops-backstage/plugin-mlops-common';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { axeViolations } from '../../__testUtils__/axeViolations';
import { aComparison } from '../../__testUtils__/deploymentFixtures';
import { aDeployment, aPolicy, aVersion } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { ChallengerSection } from './ChallengerSection';

jest.setTimeout(120_000);
configure({ asyncUtilTimeout: 20_000 });

const server = setupServer();
const NAME = 'flight-delay-risk';
const challenged = aDeployment({ environment: 'production', version: 1, challengers: [3] });

/** Answers with this comparison. @returns what was asked and what was changed */
function serve(comparison: Partial<ServedComparison> = {}, stage: Stage = 'Production') {
  const asked: string[] = [];
  const changes: unknown[] = [];
  const versions = [3, 2, 1].map(version => aVersion({ version, stage }));
  server.use(
    http.get(`${BASE_URL}/lifecycle`, () => HttpResponse.json(aPolicy())),
    http.get(`${BASE_URL}/models/${NAME}/versions`, () =>
      HttpResponse.json({ items: versions, totalItems: versions.length }),
    ),
    http.get(`${BASE_URL}/models/${NAME}/versions/3/transitions`, () =>
      HttpResponse.json({ stage, items: [] }),
    ),
    http.get(`${BASE_URL}/deployments/:name/comparison`, ({ request }) => {
      const { search, searchParams } = new URL(request.url);
      asked.push(search);
      return HttpResponse.json(
        aComparison({ version: Number(searchParams.get('version')), ...comparison }),
      );
    }),
    http.post(`${BASE_URL}/deployments/:name/revisions`, async ({ request, params }) => {
      changes.push([params.name, await request.json()]);
      return HttpResponse.json(challenged);
    }),
  );
  return { asked, changes };
}

const render = (
  deployment: Deployment = challenged,
  options: Parameters<typeof renderMlops>[1] = {},
) => renderMlops(<ChallengerSection deployment={deployment} />, options);
const section = async (name = 'v3 against the champion v1') =>
  within(await screen.findByRole('region', { name }));

describe('ChallengerSection', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('says the verdict first, then what it rests on', async () => {
    const { asked } = serve();
    render();
    const shown = await section();
    expect(await shown.findByText('Better')).toBeInTheDocument();
    expect(shown.getByText(/^Version 3 is better than version 1/)).toBeInTheDocument();
    expect(asked).toEqual(['?version=3&against=1']);
    const figures = Object.fromEntries(
      shown.getAllByRole('term').map(term => [term.textContent, term.nextSibling?.textContent]),
    );
    expect(figures).toEqual({
      'Rows both predicted': '5,200',
      Labelled: '3,100',
      'Same class': '93.1 %',
      'Score distance': '0.045',
      'p50 latency of v3': '420 µs',
      'p50 latency of v1': '1.85 ms',
    });
    expect(shown.getByText(/; 2 unusable/)).toBeInTheDocument();
    const table = within(shown.getByRole('table'));
    const auc = within(table.getByRole('row', { name: /^AUC/ }));
    expect(auc.getAllByRole('cell').map(cell => cell.textContent)).toEqual([
      '0.742',
      '0.715',
      '+0.027',
      '',
      '+0.011 to +0.043',
      '+0.018 to +0.036',
    ]);
    expect(
      auc.getByRole('img', { name: 'AUC differs by +0.011 to +0.043; 0.020 matters' }),
    ).toBeInTheDocument();
    expect(shown.getByText(/McNemar’s test/)).toBeInTheDocument();
    expect(shown.getByText(/look as often as you like/)).toBeInTheDocument();
    expect(await axeViolations()).toEqual([]);
  });

  it('makes the challenger the champion, with a reason', async () => {
    const { changes } = serve();
    render();
    const button = await screen.findByRole('button', { name: 'Make v3 the champion…' });
    await waitFor(() => expect(button).toBeEnabled());
    await userEvent.click(button);
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByText(/v3 will answer requests in place of v1, which will serve no longer/),
    ).toBeInTheDocument();
    await userEvent.type(dialog.getByRole('textbox', { name: /Reason/ }), 'It is better');
    await userEvent.click(dialog.getByRole('button', { name: 'Make v3 the champion' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(changes).toEqual([[NAME, { version: 3, reason: 'It is better' }]]);
  });

  it('leads through the gates where its stage keeps it from being champion', async () => {
    serve({}, 'Staging');
    render();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Promote to Production first…' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByRole('heading', { name: 'Promote version 3 of flight-delay-risk to Production' }),
    ).toBeInTheDocument();
  });

  it('says why somebody can’t make it the champion', async () => {
    serve();
    render(challenged, { denied: ['mlops.deployment.deploy'] });
    expect(
      await screen.findByText('You lack the permission mlops.deployment.deploy'),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Make v3 the champion…' })).toBeDisabled();
  });

  it('compares the challenger that the URL holds', async () => {
    const { asked } = serve();
    render({ ...challenged, challengers: [2, 3] }, { path: '/?challenger=3' });
    const shown = await section();
    await userEvent.click(await shown.findByRole('button', { name: /Challenger/ }));
    await userEvent.click(await screen.findByRole('option', { name: 'v2' }));
    await section('v2 against the champion v1');
    await waitFor(() => expect(asked).toEqual(['?version=3&against=1', '?version=2&against=1']));
    expect(screen.getByLabelText('location')).toHaveTextContent('?challenger=2');
  });

  it('says how to send labels while there are none', async () => {
    serve({
      labelled: { pairs: 0, requests: 0, unusable: 0, truncated: false },
      metrics: [],
      mcnemar: undefined,
      verdict: { result: 'unlabelled', sentence: 'It shows later.', alpha: 0.05, margin: 0.02 },
    });
    render();
    const shown = await section();
    expect(await shown.findByText('No labels yet')).toBeInTheDocument();
    expect(
      shown.getByText(/POST \/api\/mlops\/deployments\/flight-delay-risk\/labels/),
    ).toBeInTheDocument();
    expect(shown.queryByRole('table')).not.toBeInTheDocument();
    expect(shown.queryByText(/look as often/)).not.toBeInTheDocument();
  });

  it('says that nothing was predicted yet, and what can’t be computed', async () => {
    const none = { p50: null, p90: null, p99: null };
    serve({
      pairs: 0,
      requests: 0,
      agreement: undefined,
      scores: undefined,
      metrics: [],
      mcnemar: undefined,
      latencyMs: { version: none, against: none },
      verdict: { result: 'unlabelled', sentence: 'It shows later.', alpha: 0.05, margin: 0.02 },
    });
    render();
    expect(await screen.findByText('No predictions to compare yet')).toBeInTheDocument();
    expect(await axeViolations()).toEqual([]);
  });

  it('names metrics that have too little', async () => {
    serve({ undefinedMetrics: [{ name: 'auc', reason: 'It needs 10 labels of each class' }] });
    render();
    expect(
      await screen.findByText('AUC can’t be computed. It needs 10 labels of each class.'),
    ).toBeInTheDocument();
  });

  it('is not there without a challenger', async () => {
    serve();
    render(aDeployment({ challengers: [] }));
    await screen.findByLabelText('location');
    expect(screen.queryByRole('heading', { name: /champion/ })).not.toBeInTheDocument();
  });
});
