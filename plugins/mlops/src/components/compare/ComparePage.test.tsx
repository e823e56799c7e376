import type { ComparedVersion } from '@mlops-backstage/plugin-mlops-common';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { axeViolations } from '../../__testUtils__/axeViolations';
import { aComparedVersion, aModel, anEvaluation, aVersion } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { ComparePage } from './ComparePage';
import { saveText } from './saveText';

jest.mock('./saveText', () => ({ saveText: jest.fn() }));

// Whole pages and forms, on machines that do other things besides.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

const server = setupServer();
const MODEL = 'flight-delay-risk';

const evaluation = (auc: number) =>
  anEvaluation({
    rows: 1000,
    metrics: { auc },
    rocCurve: [
      { fpr: 0, tpr: 0 },
      { fpr: 0.5, tpr: auc },
      { fpr: 1, tpr: 1 },
    ],
    precisionRecallCurve: [
      { recall: 1, precision: 0.2 },
      { recall: 0, precision: 1 },
    ],
    confusionMatrix: {
      labels: ['0', '1'],
      counts: [
        [90, 10],
        [6, 4],
      ],
    },
    featureImportance: {
      method: 'permutation',
      values: Array.from({ length: 20 }, (_, n) => ({
        feature: `feature ${n}`,
        importance: (20 - n) / 100,
      })),
    },
  });

const VERSIONS: ComparedVersion[] = [
  aComparedVersion(
    { version: 1, stage: 'Production', aliases: ['champion'], parameters: { learning_rate: 0.1 } },
    { evaluations: [evaluation(0.697)] },
  ),
  aComparedVersion(
    { version: 2, parameters: { learning_rate: 0.05 } },
    { evaluations: [evaluation(0.715)] },
  ),
  aComparedVersion(
    { model: 'flight-arrival-delay', version: 1, metrics: { test: { rmse: 17.4 } } },
    {
      problemType: 'regression',
      evaluations: [anEvaluation({ metrics: { rmse: 17.4 } })],
    },
  ),
];

const refOf = ({ version: v }: ComparedVersion) => `${v.model}@${v.version}`;

/** Answers comparisons of these versions; another one spoils the answer, as in the backend. */
function serve(versions = VERSIONS) {
  server.use(
    http.get(`${BASE_URL}/compare`, ({ request }) => {
      const refs = new URL(request.url).searchParams.getAll('version');
      const missing = refs.find(ref => versions.every(version => refOf(version) !== ref));
      if (missing) {
        const error = { name: 'NotFoundError', message: `There is no version ${missing}` };
        return HttpResponse.json({ error, response: { statusCode: 404 } }, { status: 404 });
      }
      return HttpResponse.json({
        items: refs.map(ref => versions.find(version => refOf(version) === ref)),
      });
    }),
    http.get(`${BASE_URL}/deployments`, () => HttpResponse.json({ items: [], totalItems: 0 })),
    http.get(`${BASE_URL}/models`, () =>
      HttpResponse.json({ items: [aModel()], totalItems: 1, totalIsExact: true }),
    ),
    http.get(`${BASE_URL}/models/${MODEL}/versions`, () =>
      HttpResponse.json({
        items: [aVersion({ version: 3, stage: 'Staging' }), aVersion(), aVersion({ version: 1 })],
        totalItems: 3,
      }),
    ),
  );
}

const render = (query: string) => renderMlops(<ComparePage />, { path: `/?${query}` });
const location = () => screen.getByLabelText('location').textContent!;
const table = async () => within(await screen.findByRole('region', { name: 'Comparison' }));

/** The cells of a row of the comparison. */
async function cellsOf(label: string): Promise<(string | null)[]> {
  const row = (await table()).getByRole('rowheader', { name: label }).closest('tr')!;
  return within(row)
    .getAllByRole('cell')
    .map(cell => cell.textContent);
}

describe('ComparePage', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  beforeEach(() => serve());
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('shows what two versions differ in, and all of it on demand', async () => {
    render(`v=${MODEL}@1&v=${MODEL}@2`);
    expect(await cellsOf('AUC')).toEqual(['0.697', '0.715 best+0.018, better']);
    expect(await cellsOf('learning_rate')).toEqual(['0.1', '0.05−0.05']);
    expect((await table()).queryByRole('rowheader', { name: 'Algorithm' })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('switch', { name: 'Only differences' }));
    expect((await table()).getByRole('rowheader', { name: 'Algorithm' })).toBeInTheDocument();
    expect(location()).toContain('rows=all');
  });

  it('names each column and links to its version', async () => {
    render(`v=${MODEL}@1&v=${MODEL}@2`);
    const [first] = (await table()).getAllByRole('columnheader');
    expect(within(first).getByRole('link', { name: `${MODEL} v1` })).toHaveAttribute(
      'href',
      `/catalog/default/component/${MODEL}/model?version=1`,
    );
    expect(within(first).getByText('Production')).toBeInTheDocument();
    expect(within(first).getByText('champion')).toBeInTheDocument();
    expect(within(first).getByText('Baseline')).toBeInTheDocument();
  });

  it('changes the baseline', async () => {
    render(`v=${MODEL}@1&v=${MODEL}@2`);
    await userEvent.click(
      await screen.findByRole('button', { name: `Make ${MODEL} v2 the baseline` }),
    );
    expect(await cellsOf('AUC')).toEqual(['0.697−0.018, worse', '0.715 best']);
    expect(location()).toContain(`baseline=${encodeURIComponent(`${MODEL}@2`)}`);
  });

  it('takes a version away and adds another', async () => {
    render(`v=${MODEL}@1&v=${MODEL}@2`);
    await userEvent.click(await screen.findByRole('button', { name: `Remove ${MODEL} v1` }));
    expect(location()).toBe(`?v=${MODEL}@2`);
    expect(
      await screen.findByText('Add another version below, to see what they differ in.'),
    ).toBeInTheDocument();

    const add = within(screen.getByRole('region', { name: 'Add a version' }));
    await userEvent.click(add.getByRole('button', { name: /Model/ }));
    await userEvent.click(await screen.findByRole('option', { name: MODEL }));
    await waitFor(() => expect(add.getByRole('button', { name: /v3, Staging/ })).toBeEnabled());
    await userEvent.click(add.getByRole('button', { name: /v3, Staging/ }));
    expect(screen.queryByRole('option', { name: 'v2' })).not.toBeInTheDocument();
    await userEvent.click(await screen.findByRole('option', { name: 'v1' }));
    await userEvent.click(add.getByRole('button', { name: 'Add' }));
    expect(location()).toBe(`?v=${MODEL}@2&v=${MODEL}@1`);
  });

  it('says that different problems are compared, and what one lacks', async () => {
    render(`v=${MODEL}@1&v=flight-arrival-delay@1`);
    expect(await screen.findByText('These models solve different problems')).toBeInTheDocument();
    expect(await cellsOf('RMSE')).toEqual(['–None', '17.4']);
    expect(screen.getAllByText(/; without flight-arrival-delay v1$/)).toHaveLength(4);
  });

  it('draws the curves over each other, and gives the same numbers as a table', async () => {
    render(`v=${MODEL}@1&v=${MODEL}@2`);
    const chart = (await screen.findByRole('heading', { name: 'ROC curves' })).closest('section')!;
    expect(within(chart).getByText(`${MODEL} v1, AUC 0.697`)).toBeInTheDocument();
    expect(chart.querySelectorAll('.recharts-line-curve')).toHaveLength(2);
    await userEvent.click(screen.getByRole('button', { name: 'View as table: ROC curves' }));
    const numbers = within(screen.getByRole('table', { name: 'ROC curves' }));
    const half = numbers.getByRole('rowheader', { name: '50 %' }).closest('tr')!;
    expect([...half.children].map(cell => cell.textContent)).toEqual(['50 %', '69.7 %', '71.5 %']);
  });

  it('shows the matrices as rates and the 15 weightiest features', async () => {
    render(`v=${MODEL}@1&v=${MODEL}@2`);
    const matrix = within(
      await screen.findByRole('region', { name: `Confusion matrix of ${MODEL} v1` }),
    );
    expect(matrix.getAllByRole('cell').map(cell => cell.textContent)).toEqual([
      '90.0 %',
      '10.0 %',
      '60.0 %',
      '40.0 %',
    ]);
    expect(screen.getAllByTestId('dot')).toHaveLength(30);
    expect(screen.getByText(/5 lesser ones in the table/)).toBeInTheDocument();
  });

  it('exports the whole table', async () => {
    render(`v=${MODEL}@1&v=${MODEL}@2`);
    await userEvent.click(await screen.findByRole('button', { name: 'Export as CSV' }));
    const [name, , csv] = jest.mocked(saveText).mock.calls[0];
    expect(name).toBe('comparison.csv');
    expect(csv).toMatch(/^Group,Row,flight-delay-risk v1,flight-delay-risk v2\r\n/);
    expect(csv).toContain('Summary,Algorithm,');
  });

  it('shows the others when one cannot be read, and offers to leave it out', async () => {
    render(`v=${MODEL}@1&v=${MODEL}@9`);
    expect(await screen.findByText(`${MODEL} v9 can’t be compared`)).toBeInTheDocument();
    expect(screen.getByText(`There is no version ${MODEL}@9`)).toBeInTheDocument();
    expect((await table()).getAllByRole('columnheader')).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', { name: 'Leave it out' }));
    expect(location()).toBe(`?v=${MODEL}@1`);
    await waitFor(() => expect(screen.queryByText(/can’t be compared/)).not.toBeInTheDocument());
  });

  it('shows six of seven and says which is left out', async () => {
    serve([1, 2, 3, 4, 5, 6].map(version => aComparedVersion({ version })));
    render(`v=${[1, 2, 3, 4, 5, 6, 7].map(version => `${MODEL}@${version}`).join(',')}&v=oops`);
    expect(
      await screen.findByText(/6 versions at most .* Left out: flight-delay-risk@7\..*oops/),
    ).toBeInTheDocument();
    expect((await table()).getAllByRole('columnheader')).toHaveLength(6);
    expect(screen.getByText('Six versions at most: remove one first')).toBeInTheDocument();
  });

  it('says how to get here when there is nothing to compare', async () => {
    render('');
    expect(await screen.findByText('Nothing to compare yet')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'All models' })).toHaveAttribute('href', '/mlops');
  });

  it('says when the versions agree', async () => {
    serve([aComparedVersion({ model: 'a' }), aComparedVersion({ model: 'b' })]);
    render('v=a@2&v=b@2');
    await userEvent.click(await screen.findByRole('button', { name: 'Show all rows' }));
    expect((await table()).getByRole('rowheader', { name: 'Algorithm' })).toBeInTheDocument();
  });

  it('can be read and used by everybody', async () => {
    render(`v=${MODEL}@1&v=${MODEL}@2&v=flight-arrival-delay@1`);
    await table();
    await screen.findByRole('heading', { name: 'ROC curves' });
    expect(await axeViolations()).toEqual([]);
  });
});
