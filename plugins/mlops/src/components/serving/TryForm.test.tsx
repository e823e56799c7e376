import type { InferRequest } from '@mlops-backstage/plugin-mlops-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { aDeployment, aVersion } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { TryForm } from './TryForm';

const server = setupServer();

function serveInfer(): InferRequest[] {
  const requests: InferRequest[] = [];
  server.use(
    http.post(`${BASE_URL}/deployments/flight-delay-risk/infer`, async ({ request }) => {
      requests.push((await request.json()) as InferRequest);
      return HttpResponse.json({
        model_name: 'flight-delay-risk',
        model_version: '2',
        outputs: [
          { name: 'label', datatype: 'INT64', shape: [1], data: [1] },
          { name: 'probabilities', datatype: 'FP32', shape: [1, 2], data: [0.368, 0.632] },
        ],
      });
    }),
  );
  return requests;
}

async function renderForm(deployment = aDeployment()) {
  renderMlops(<TryForm model="flight-delay-risk" deployment={deployment} version={aVersion()} />);
  return screen.findByRole('button', { name: 'Predict' });
}

describe('TryForm', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('sends a row of the signature and says the answer in words', async () => {
    const requests = serveInfer();
    const predict = await renderForm();
    await userEvent.clear(screen.getByRole('textbox', { name: /temp/ }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'holiday' }));
    await waitFor(() => expect(predict).toBeEnabled());
    await userEvent.click(predict);

    expect(await screen.findByText('Class 1, with a probability of 63.2 %')).toBeInTheDocument();
    expect(screen.getByText(/^By version 2 in /)).toBeInTheDocument();
    expect(requests[0].inputs.map(({ name, data }) => [name, data])).toEqual([
      ['temp', [null]],
      ['day_of_week', [2]],
      ['carrier', ['UA']],
      ['holiday', [true]],
    ]);
  });

  it('sends nothing that does not fit the signature', async () => {
    const predict = await renderForm();
    const field = screen.getByRole('textbox', { name: /day_of_week/ });
    await userEvent.clear(field);
    await userEvent.type(field, '1.5');
    expect(predict).toBeDisabled();
    expect(field).toHaveAccessibleDescription('A whole number');
    await userEvent.click(screen.getByRole('button', { name: 'Sample values' }));
    expect(field).toHaveValue('2');
  });

  it('says why no prediction came', async () => {
    server.use(
      http.post(`${BASE_URL}/deployments/flight-delay-risk/infer`, () =>
        HttpResponse.json(
          { error: { name: 'InputError', message: "input 'temp' is missing" }, response: {} },
          { status: 400 },
        ),
      ),
    );
    const predict = await renderForm();
    await waitFor(() => expect(predict).toBeEnabled());
    await userEvent.click(predict);
    expect(await screen.findByText("input 'temp' is missing")).toBeInTheDocument();
  });

  it('says why it can not be sent', async () => {
    // Of a model of its own: permissions are remembered for a while.
    renderMlops(<TryForm model="other" deployment={aDeployment()} version={aVersion()} />, {
      denied: ['mlops.deployment.infer'],
    });
    expect(
      await screen.findByText('You lack the permission mlops.deployment.infer'),
    ).toBeInTheDocument();
  });

  it('waits for the endpoint', async () => {
    const predict = await renderForm(aDeployment({ status: 'deploying' }));
    expect(predict).toBeDisabled();
    expect(screen.getByText('The endpoint is deploying')).toBeInTheDocument();
  });
});
