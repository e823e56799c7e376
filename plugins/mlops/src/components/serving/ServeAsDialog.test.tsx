import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { aDeployment, aPolicy, aVersion } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { ServeAsDialog } from './ServeAsDialog';

jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

const server = setupServer();
const deployments = [
  aDeployment({ name: 'gone', version: undefined, status: 'undeployed' }),
  aDeployment({ name: 'live', environment: 'production', version: 1 }),
  aDeployment({ name: 'trial', version: 1 }),
];
const because = 'Only approvers change production';

describe('ServeAsDialog', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  beforeEach(() =>
    server.use(
      http.get(`${BASE_URL}/lifecycle`, () => HttpResponse.json(aPolicy())),
      http.get(`${BASE_URL}/models/flight-delay-risk/versions`, () =>
        HttpResponse.json({ items: [aVersion({ version: 3 })], totalItems: 1 }),
      ),
    ),
  );
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('begins with an endpoint that the person may change, and says why not another', async () => {
    const asked: unknown[] = [];
    server.use(
      http.put(`${BASE_URL}/deployments/trial/canary`, async ({ request }) => {
        asked.push(await request.json());
        return HttpResponse.json(deployments[2]);
      }),
    );
    const onClose = jest.fn();
    renderMlops(
      <ServeAsDialog
        servesAs="canary"
        model="flight-delay-risk"
        deployments={deployments}
        version={3}
        onClose={onClose}
      />,
      {
        grants: [
          {
            permission: 'mlops.deployment.deploy',
            environment: 'production',
            granted: false,
            because,
          },
          { permission: 'mlops.deployment.deploy', environment: 'development', granted: true },
        ],
      },
    );
    const dialog = within(await screen.findByRole('dialog', { name: /canary of trial/ }));
    expect(await dialog.findByText(`live: ${because}`)).toBeInTheDocument();
    expect(
      await dialog.findByText(
        'v3 will answer 10 % of the requests, the champion v1 the other 90 %.',
      ),
    ).toBeInTheDocument();
    await userEvent.type(dialog.getByRole('textbox', { name: /Reason/ }), 'Try it');
    await userEvent.click(dialog.getByRole('button', { name: 'Add the canary' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(asked).toEqual([{ version: 3, weight: 10, reason: 'Try it' }]);
  });

  it('lets nobody make a challenger of what the endpoint’s environment doesn’t take', async () => {
    renderMlops(
      <ServeAsDialog
        servesAs="challenger"
        model="flight-delay-risk"
        deployments={deployments}
        version={3}
        onClose={jest.fn()}
      />,
    );
    const dialog = within(await screen.findByRole('dialog', { name: /challenger to live/ }));
    expect(
      await dialog.findByText(/^v3 is in None; Production takes Staging or Production/),
    ).toBeInTheDocument();
    await userEvent.type(dialog.getByRole('textbox', { name: /Reason/ }), 'Try it');
    expect(dialog.getByRole('button', { name: 'Add the challenger' })).toBeDisabled();
  });
});
