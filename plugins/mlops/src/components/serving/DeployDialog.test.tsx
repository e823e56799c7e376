import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { aDeployment, aModel, aPolicy, aVersion } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { DeployDialog } from './DeployDialog';

jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

const server = setupServer();
const VERSIONS = [
  aVersion({ version: 3 }),
  aVersion({ version: 2, stage: 'Production' }),
  aVersion({ version: 1 }),
];
const notDeployed = aModel({ deployments: [] });

/** Answers the making of an endpoint, and tells what was asked for. */
function takeDeployments() {
  const bodies: unknown[] = [];
  server.use(
    http.post(`${BASE_URL}/deployments`, async ({ request }) => {
      bodies.push(await request.json());
      return HttpResponse.json(aDeployment({ status: 'deploying' }), { status: 201 });
    }),
  );
  return bodies;
}

const typeReason = async (reason: string) =>
  userEvent.type(await screen.findByRole('textbox', { name: /Reason/ }), reason);

async function choose(field: RegExp, option: RegExp) {
  await userEvent.click(screen.getByRole('button', { name: field }));
  await userEvent.click(await screen.findByRole('option', { name: option }));
}

describe('DeployDialog', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  beforeEach(() =>
    server.use(
      http.get(`${BASE_URL}/lifecycle`, () => HttpResponse.json(aPolicy())),
      http.get(`${BASE_URL}/models/flight-delay-risk/versions`, () =>
        HttpResponse.json({ items: VERSIONS, totalItems: VERSIONS.length }),
      ),
    ),
  );
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('makes a new endpoint in the first environment once there is a reason', async () => {
    const bodies = takeDeployments();
    const onClose = jest.fn();
    renderMlops(<DeployDialog model={notDeployed} deployments={[]} onClose={onClose} />);
    const deploy = await screen.findByRole('button', { name: 'Deploy v3' });
    expect(deploy).toBeDisabled();
    expect(
      await screen.findByText('A new endpoint in Development will serve version 3.'),
    ).toBeInTheDocument();

    await userEvent.click(screen.getByRole('checkbox'));
    await typeReason('First deployment');
    await userEvent.click(deploy);

    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(bodies).toEqual([
      {
        name: 'flight-delay-risk',
        model: 'flight-delay-risk',
        version: 3,
        target: 'embedded',
        environment: 'development',
        allowEventTime: true,
        reason: 'First deployment',
      },
    ]);
  });

  it('offers in an environment what it takes, shows the rest with the reason, and follows a stage', async () => {
    const bodies = takeDeployments();
    renderMlops(<DeployDialog model={aModel()} deployments={[]} onClose={jest.fn()} />);
    await screen.findByRole('button', { name: 'Deploy v3' });
    await choose(/Environment/, /^Production/);

    const reasons = screen.getByRole('list', { name: 'Versions that can’t be chosen' });
    expect(within(reasons).getAllByRole('listitem')[0]).toHaveTextContent(
      'v3 is in None; Production takes Production: promote it first',
    );
    await userEvent.click(screen.getByRole('button', { name: /^v2.*Version/ }));
    expect(await screen.findByRole('option', { name: /^v3/ })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    await userEvent.keyboard('{Escape}');
    await choose(/Follow a stage/, /^Production/);
    await typeReason('Live');
    await userEvent.click(screen.getByRole('button', { name: 'Deploy v2' }));
    await waitFor(() =>
      expect(bodies).toEqual([
        expect.objectContaining({
          // The model has an endpoint of its own name already.
          name: 'flight-delay-risk-production',
          environment: 'production',
          follow: 'Production',
          version: 2,
        }),
      ]),
    );
  });

  it('keeps what is served elsewhere, says how predictions get here, and asks nothing of requests', async () => {
    const bodies = takeDeployments();
    renderMlops(<DeployDialog model={notDeployed} deployments={[]} onClose={jest.fn()} />);
    await screen.findByRole('button', { name: 'Deploy v3' });
    await userEvent.click(screen.getByRole('checkbox'));
    await choose(/Where it is served/, /^Served elsewhere/);
    expect(screen.getByText(/Predictions get here as they are told/)).toBeInTheDocument();
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
    expect(
      screen.getByText(
        'The portal will keep that version 3 is served elsewhere in Development, and start nothing.',
      ),
    ).toBeInTheDocument();
    await typeReason('Served by SageMaker');
    await userEvent.click(screen.getByRole('button', { name: 'Deploy v3' }));
    await waitFor(() =>
      expect(bodies).toEqual([
        expect.objectContaining({ target: 'external', version: 3, allowEventTime: false }),
      ]),
    );
  });

  it('begins elsewhere with a version that can’t be served here', async () => {
    server.use(
      http.get(`${BASE_URL}/models/flight-delay-risk/versions`, () =>
        HttpResponse.json({
          items: [aVersion({ version: 4, servable: false, format: 'pickle' }), ...VERSIONS],
          totalItems: 4,
        }),
      ),
    );
    renderMlops(
      <DeployDialog model={notDeployed} deployments={[]} version={4} onClose={jest.fn()} />,
    );
    expect(await screen.findByText(/that version 4 is served elsewhere/)).toBeInTheDocument();
    await typeReason('Served by SageMaker');
    expect(screen.getByRole('button', { name: 'Deploy v4' })).toBeEnabled();
    await choose(/Where it is served/, /^Here/);
    expect(screen.getByRole('button', { name: 'Deploy v4' })).toBeDisabled();
    expect(screen.getByText(/no ONNX artifact of v4/)).toBeInTheDocument();
  });

  it('begins where the person may deploy, and says why not elsewhere', async () => {
    const permission = 'mlops.deployment.deploy';
    const because = 'Only approvers deploy to development';
    renderMlops(<DeployDialog model={notDeployed} deployments={[]} onClose={jest.fn()} />, {
      grants: [
        { permission, environment: 'development', granted: false, because },
        { permission, environment: 'production', granted: true },
      ],
    });
    expect(
      await screen.findByText('A new endpoint in Production will serve version 2.'),
    ).toBeInTheDocument();
    expect(screen.getByText(`Development: ${because}`)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /Environment/ }));
    expect(await screen.findByRole('option', { name: /^Development/ })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
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
    expect(screen.queryByRole('textbox', { name: /Name/ })).not.toBeInTheDocument();
    await typeReason('Better AUC');
    await userEvent.click(screen.getByRole('button', { name: 'Deploy v2' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(bodies).toEqual([{ version: 2, reason: 'Better AUC' }]);
  });

  it('lets nobody send a version that the environment doesn’t take', async () => {
    const inProduction = aDeployment({ environment: 'production', version: 2 });
    renderMlops(
      <DeployDialog
        model={aModel()}
        deployments={[inProduction]}
        version={3}
        onClose={jest.fn()}
      />,
    );
    await typeReason('All the same');
    expect(screen.getByRole('button', { name: 'Deploy v3' })).toBeDisabled();
    expect(screen.getByText(/^v3 is in None; Production takes Production/)).toBeInTheDocument();
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
    renderMlops(<DeployDialog model={notDeployed} deployments={[]} onClose={onClose} />);
    await typeReason('Why not');
    await userEvent.click(screen.getByRole('button', { name: 'Deploy v3' }));
    expect(await screen.findByText('The name is taken')).toBeInTheDocument();
    expect(onClose).not.toHaveBeenCalled();
  });

  it('says why there is nothing to choose from', async () => {
    server.use(
      http.get(`${BASE_URL}/lifecycle`, () =>
        HttpResponse.json(
          { error: { name: 'NotAllowedError', message: 'Not for you' }, response: {} },
          { status: 403 },
        ),
      ),
    );
    renderMlops(<DeployDialog model={aModel()} deployments={[]} onClose={jest.fn()} />);
    expect(await screen.findByText('Not for you')).toBeInTheDocument();
    expect(screen.getByText('Could not read the environments')).toBeInTheDocument();
  });
});
