import type { Token } from '@mlops-backstage/plugin-mlops-common';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { axeViolations } from '../../__testUtils__/axeViolations';
import { aToken } from '../../__testUtils__/deploymentFixtures';
import { aDeployment } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { TokensSection } from './TokensSection';

jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

const server = setupServer();
const URL_OF_TOKENS = `${BASE_URL}/deployments/flight-delay-risk/tokens`;
const SECRET = `mlops_${'x'.repeat(43)}`;
const guarded = aDeployment({ endpoint: { ...aDeployment().endpoint!, needsToken: true } });

function serveTokens(items: Token[]) {
  server.use(http.get(URL_OF_TOKENS, () => HttpResponse.json({ items, totalItems: items.length })));
}

describe('TokensSection', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('lists tokens with their state, their age and their use, never a secret', async () => {
    serveTokens([
      aToken({
        lastUsedAt: '2026-01-02T10:00:00Z',
        requestsPerSecond: 20,
        maxConcurrentRequests: 4,
      }),
      aToken({ id: '2', name: 'Old', state: 'expired', expiresAt: '2025-06-01T00:00:00Z' }),
      aToken({
        id: '3',
        name: 'Leaked',
        state: 'revoked',
        revokedAt: '2026-01-03T10:00:00Z',
        revokedBy: 'user:default/jane',
      }),
    ]);
    renderMlops(<TokensSection deployment={guarded} />);
    const row = within(await screen.findByRole('row', { name: /^Booking service/ }));
    expect(row.getByText('mlops_AbCd12…')).toBeInTheDocument();
    expect(row.getByText('Valid')).toBeInTheDocument();
    expect(row.getByText('20 requests/s, 4 at a time')).toBeInTheDocument();
    expect(row.getByRole('link', { name: 'guest' })).toBeInTheDocument();
    const old = within(screen.getByRole('row', { name: /^Old/ }));
    expect(old.getByText('Expired')).toBeInTheDocument();
    expect(old.getByText('No limit')).toBeInTheDocument();
    expect(old.queryByRole('button', { name: 'Limits of Old' })).not.toBeInTheDocument();
    expect(old.getByText('Never')).toBeInTheDocument();
    const leaked = within(screen.getByRole('row', { name: /^Leaked/ }));
    expect(leaked.getByText('Revoked')).toBeInTheDocument();
    expect(leaked.queryByRole('button')).not.toBeInTheDocument();
    expect(leaked.getByRole('link', { name: 'jane' })).toBeInTheDocument();
    expect(await axeViolations()).toEqual([]);
  });

  it('makes a token, shows its secret this once and lets it go', async () => {
    serveTokens([]);
    const bodies: unknown[] = [];
    server.use(
      http.post(URL_OF_TOKENS, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json({ token: aToken(), secret: SECRET }, { status: 201 });
      }),
    );
    renderMlops(<TokensSection deployment={guarded} />);
    expect(await screen.findByText('No tokens yet')).toBeInTheDocument();
    const open = screen.getByRole('button', { name: 'New token' });
    await waitFor(() => expect(open).toBeEnabled());
    await userEvent.click(open);
    const make = await screen.findByRole('button', { name: 'Make the token' });
    expect(make).toBeDisabled();
    await userEvent.type(screen.getByRole('textbox', { name: /Name/ }), ' Booking service ');
    await userEvent.click(screen.getByRole('button', { name: /Expires after/ }));
    await userEvent.click(await screen.findByRole('option', { name: '30 days' }));
    const rate = screen.getByRole('textbox', { name: 'Requests per second' });
    await userEvent.type(rate, 'many');
    expect(screen.getByText('A number such as 20, or nothing for no limit')).toBeInTheDocument();
    expect(make).toBeDisabled();
    await userEvent.clear(rate);
    await userEvent.type(rate, '0.5');
    await userEvent.click(make);

    expect(await screen.findByText(SECRET)).toBeInTheDocument();
    expect(screen.getByText('Copy it now: it is shown this once')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Copy the token' })).toBeInTheDocument();
    expect(bodies).toEqual([
      { name: 'Booking service', expiresInDays: 30, requestsPerSecond: 0.5 },
    ]);
    await userEvent.keyboard('{Escape}');
    expect(screen.getByText(SECRET)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.queryByText(SECRET)).not.toBeInTheDocument());
    await userEvent.click(screen.getByRole('button', { name: 'New token' }));
    expect(await screen.findByRole('textbox', { name: /Name/ })).toHaveValue('');
  });

  it('revokes a token with a reason', async () => {
    serveTokens([aToken()]);
    const asked: unknown[] = [];
    server.use(
      http.delete(`${URL_OF_TOKENS}/${aToken().id}`, ({ request }) => {
        asked.push(new URL(request.url).searchParams.get('reason'));
        return HttpResponse.json(aToken({ state: 'revoked' }));
      }),
    );
    renderMlops(<TokensSection deployment={guarded} />);
    const revoke = await screen.findByRole('button', { name: 'Revoke Booking service' });
    await waitFor(() => expect(revoke).toBeEnabled());
    await userEvent.click(revoke);
    expect(await screen.findByText(/refused within two seconds/)).toBeInTheDocument();
    await userEvent.type(screen.getByRole('textbox', { name: /Reason/ }), 'Leaked');
    await userEvent.click(screen.getByRole('button', { name: 'Revoke' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(asked).toEqual(['Leaked']);
  });

  it('limits a token otherwise, with a reason, and takes a limit away', async () => {
    serveTokens([aToken({ requestsPerSecond: 20 })]);
    const bodies: unknown[] = [];
    server.use(
      http.put(`${URL_OF_TOKENS}/${aToken().id}/limits`, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json(aToken({ maxConcurrentRequests: 2 }));
      }),
    );
    renderMlops(<TokensSection deployment={guarded} />);
    const open = await screen.findByRole('button', { name: 'Limits of Booking service' });
    await waitFor(() => expect(open).toBeEnabled());
    await userEvent.click(open);
    const rate = await screen.findByRole('textbox', { name: 'Requests per second' });
    expect(rate).toHaveValue('20');
    await userEvent.type(screen.getByRole('textbox', { name: /Reason/ }), 'It does less at once');
    const set = screen.getByRole('button', { name: 'Set the limits' });
    expect(screen.getByText('That is what it has: 20 requests/s.')).toBeInTheDocument();
    expect(set).toBeDisabled();
    await userEvent.clear(rate);
    const concurrency = screen.getByRole('textbox', { name: 'Requests at a time' });
    await userEvent.type(concurrency, '2.5');
    expect(screen.getByText('A whole number, or nothing for no limit')).toBeInTheDocument();
    expect(set).toBeDisabled();
    await userEvent.clear(concurrency);
    await userEvent.type(concurrency, '2');
    expect(screen.getByText(/2 at a time. Now: 20 requests\/s/)).toBeInTheDocument();
    await userEvent.click(set);
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(bodies).toEqual([{ maxConcurrentRequests: 2, reason: 'It does less at once' }]);
  });

  it('asks for nothing in the name of somebody who may not see tokens', async () => {
    // Without a handler any request for tokens fails the test.
    renderMlops(<TokensSection deployment={guarded} />, { denied: ['mlops.token.manage'] });
    expect(
      await screen.findByText('You lack the permission mlops.token.manage'),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'New token' })).toBeDisabled();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it('says where an installation answers without tokens', async () => {
    serveTokens([]);
    renderMlops(<TokensSection deployment={aDeployment()} />);
    expect(await screen.findByText(/answers without tokens/)).toBeInTheDocument();
  });
});
