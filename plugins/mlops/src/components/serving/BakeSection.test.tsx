import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { axeViolations } from '../../__testUtils__/axeViolations';
import { aBake } from '../../__testUtils__/deploymentFixtures';
import { aDeployment, aPolicy } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { BakeDialog } from './BakeDialog';
import { BakeSection } from './BakeSection';

jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

describe('BakeSection', () => {
  it('shows until when a version is watched, with its figures beside the limits', async () => {
    renderMlops(
      <BakeSection deployment={aDeployment({ bakes: [aBake({ latencyLimitMs: 250 })] })} />,
    );
    const row = within(await screen.findByRole('row', { name: /v3, Champion/ }));
    expect(row.getByText('Baking until 1 Jan 2026, 10:15 UTC')).toBeInTheDocument();
    expect(row.getByText('12 of 1,200 (1 %), limit 5 %')).toBeInTheDocument();
    expect(row.getByText('12.4 ms, limit 250 ms')).toBeInTheDocument();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('says why a version was rolled back', async () => {
    const message = 'Version 3 as the champion broke its limits: 12.4 % of 500 requests failed';
    const bakes = [
      aBake({ state: 'rolled-back', rolledBackTo: 3, message }),
      aBake({ version: 4, role: 'canary', state: 'superseded' }),
    ];
    renderMlops(<BakeSection deployment={aDeployment({ bakes })} />);
    const alert = within(await screen.findByRole('alert'));
    expect(alert.getByText('v3: Rolled back to revision 3')).toBeInTheDocument();
    expect(alert.getByText(message)).toBeInTheDocument();
    expect(screen.getByRole('row', { name: /v4, Canary/ })).toBeInTheDocument();
    expect(await axeViolations()).toEqual([]);
  });
});

describe('BakeDialog', () => {
  it('gives an endpoint limits of its own, once they can be read', async () => {
    const sent: unknown[] = [];
    server.use(
      http.get(`${BASE_URL}/lifecycle`, () => HttpResponse.json(aPolicy())),
      http.patch(`${BASE_URL}/deployments/flight-delay-risk`, async ({ request }) => {
        sent.push(await request.json());
        return HttpResponse.json(aDeployment());
      }),
    );
    const close = jest.fn();
    renderMlops(<BakeDialog deployment={aDeployment()} onClose={close} />);
    await userEvent.click(await screen.findByRole('button', { name: /Limits/ }));
    await userEvent.click(await screen.findByRole('option', { name: 'Those of this endpoint' }));
    await userEvent.type(screen.getByRole('textbox', { name: /Reason/ }), 'It has to be quick');
    const latency = screen.getByRole('textbox', { name: /in milliseconds/ });
    await userEvent.type(latency, 'fast');
    expect(screen.getByText('A number such as 20, or nothing for no limit')).toBeInTheDocument();
    const save = screen.getByRole('button', { name: 'Save' });
    expect(save).toBeDisabled();
    await userEvent.clear(latency);
    await userEvent.type(latency, '250');
    await userEvent.click(save);
    await waitFor(() => expect(close).toHaveBeenCalled());
    expect(sent).toEqual([
      {
        bakeLimits: {
          durationSeconds: 900,
          minRequests: 50,
          maxErrorRate: 0.05,
          maxLatencyP99Ms: 250,
        },
        reason: 'It has to be quick',
      },
    ]);
  });

  it('has nothing to save where nothing changes, and turns the watch off', async () => {
    server.use(http.get(`${BASE_URL}/lifecycle`, () => HttpResponse.json(aPolicy())));
    renderMlops(<BakeDialog deployment={aDeployment()} onClose={() => {}} />);
    await userEvent.type(await screen.findByRole('textbox', { name: /Reason/ }), 'To see');
    const save = screen.getByRole('button', { name: 'Save' });
    expect(save).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: /Limits/ }));
    await userEvent.click(await screen.findByRole('option', { name: /^None/ }));
    expect(save).toBeEnabled();
  });
});
