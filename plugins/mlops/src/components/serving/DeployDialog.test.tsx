import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { aDeployment, aModel, aVersion } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { DeployDialog } from './DeployDialog';

const server = setupServer();

describe('DeployDialog', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  beforeEach(() =>
    server.use(
      http.get(`${BASE_URL}/models/flight-delay-risk/versions`, () =>
        HttpResponse.json({
          items: [aVersion(), aVersion({ version: 1 })],
          totalItems: 2,
        }),
      ),
    ),
  );
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('makes a new endpoint once there is a reason', async () => {
    const bodies: unknown[] = [];
    server.use(
      http.post(`${BASE_URL}/deployments`, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json(aDeployment({ status: 'deploying' }), { status: 201 });
      }),
    );
    const onClose = jest.fn();
    renderMlops(<DeployDialog model={aModel()} deployments={[]} onClose={onClose} />);
    const deploy = await screen.findByRole('button', { name: 'Deploy v2' });
    expect(deploy).toBeDisabled();
    expect(screen.getByText('A new endpoint will serve version 2.')).toBeInTheDocument();

    await userEvent.click(screen.getByRole('checkbox'));
    await userEvent.type(screen.getByRole('textbox', { name: /Reason/ }), 'First deployment');
    await userEvent.click(deploy);

    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(bodies).toEqual([
      {
        name: 'flight-delay-risk',
        model: 'flight-delay-risk',
        version: 2,
        target: 'embedded',
        allowEventTime: true,
        reason: 'First deployment',
      },
    ]);
  });

  it('changes an endpoint, and says what that means', async () => {
    const bodies: unknown[] = [];
    server.use(
      http.post(`${BASE_URL}/deployments/flight-delay-risk/revisions`, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json(aDeployment({ version: 2, revision: 2 }));
      }),
    );
    const onClose = jest.fn();
    renderMlops(
      <DeployDialog model={aModel()} deployments={[aDeployment()]} version={2} onClose={onClose} />,
    );
    expect(await screen.findByText(/version 2 in place of version 1/)).toBeInTheDocument();
    await userEvent.type(screen.getByRole('textbox', { name: /Reason/ }), 'Better AUC');
    await userEvent.click(screen.getByRole('button', { name: 'Deploy v2' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(bodies).toEqual([{ version: 2, reason: 'Better AUC' }]);
  });

  it('stays open and says why the backend refused', async () => {
    server.use(
      http.post(`${BASE_URL}/deployments`, () =>
        HttpResponse.json(
          { error: { name: 'ConflictError', message: 'The name is taken' }, response: {} },
          { status: 409 },
        ),
      ),
    );
    const onClose = jest.fn();
    renderMlops(<DeployDialog model={aModel()} deployments={[]} onClose={onClose} />);
    await userEvent.type(await screen.findByRole('textbox', { name: /Reason/ }), 'Why not');
    await userEvent.click(screen.getByRole('button', { name: 'Deploy v2' }));
    expect(await screen.findByText('The name is taken')).toBeInTheDocument();
    expect(onClose).not.toHaveBeenCalled();
  });
});
