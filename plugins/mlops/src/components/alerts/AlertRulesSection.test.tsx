import type { AlertRules } from '@mlops-backstage/plugin-mlops-common';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { axeViolations } from '../../__testUtils__/axeViolations';
import { aModel, anAlertRule } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { AlertRulesSection } from './AlertRulesSection';

jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

const server = setupServer();
const model = aModel({ name: 'risk' });
const mute = {
  until: '2030-01-01T00:00:00Z',
  reason: 'A holiday',
  mutedAt: '2026-01-01T00:00:00Z',
  mutedBy: 'user:default/joe',
};

/** Answers with these rules, and tells what was asked of it. */
function serve(rules: AlertRules) {
  const asked: Array<{ method: string; path: string; body: unknown }> = [];
  const change = async ({ request }: { request: Request }) => {
    const url = new URL(request.url);
    asked.push({
      method: request.method,
      path: `${url.pathname.split('/models/')[1]}${url.search}`,
      body: request.method === 'PUT' ? await request.json() : undefined,
    });
    return HttpResponse.json(rules);
  };
  server.use(
    http.get(`${BASE_URL}/models/:model`, () => HttpResponse.json(model)),
    http.get(`${BASE_URL}/models/:model/alert-rules`, () => HttpResponse.json(rules)),
    http.put(`${BASE_URL}/models/:model/alert-rules/:rule`, change),
    http.delete(`${BASE_URL}/models/:model/alert-rules/:rule`, change),
    http.put(`${BASE_URL}/models/:model/alert-mutes`, change),
    http.delete(`${BASE_URL}/models/:model/alert-mutes`, change),
    http.get(`${BASE_URL}/deployments`, () => HttpResponse.json({ items: [], totalItems: 0 })),
    http.post(`${BASE_URL}/models/:model/alert-rule-preview`, async ({ request }) => {
      const { condition } = (await request.json()) as any;
      return HttpResponse.json({
        sentence: `Warning when p99 latency is above ${condition.latency?.atMostMs} ms`,
        firings: 2,
        deployments: [
          {
            deployment: 'risk',
            from: '2013-12-01T00:00:00Z',
            to: '2013-12-30T00:00:00Z',
            judged: 25,
            passedOver: 4,
            firings: [
              { raisedFor: '2013-12-03T00:00:00Z', overFor: '2013-12-05T00:00:00Z' },
              { raisedFor: '2013-12-20T00:00:00Z' },
            ],
          },
        ],
      });
    }),
  );
  return asked;
}

const press = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name });
  await waitFor(() => expect(button).toBeEnabled());
  await userEvent.click(button);
};
const giveReason = async (action: string) => {
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.type(dialog.getByRole('textbox', { name: /Reason/ }), 'Because');
  await userEvent.click(dialog.getByRole('button', { name: action }));
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
};

describe('AlertRulesSection', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('tells each rule as a sentence, with what it has come to and where it is from', async () => {
    serve({
      items: [
        anAlertRule({
          states: [
            {
              deployment: 'risk',
              breaches: 3,
              alert: '00000000-0000-4000-8000-00000000000b',
              lookedUntil: '2013-06-01T00:00:00Z',
            },
          ],
        }),
        anAlertRule({
          name: 'ours',
          origin: 'model',
          definition: { ...anAlertRule().definition, isOff: true },
          updatedAt: '2026-01-01T00:00:00Z',
          updatedBy: 'user:default/joe',
          mute,
        }),
      ],
      mute,
    });
    renderMlops(<AlertRulesSection model={model} />);
    expect(await screen.findAllByText(/^Warning when p99 latency/)).toHaveLength(2);
    expect(screen.getByText('Alerting')).toBeInTheDocument();
    expect(screen.getByText('Off')).toBeInTheDocument();
    expect(screen.getByText(/broken in 3 hours in a row/)).toBeInTheDocument();
    expect(screen.getByText('For every model')).toBeInTheDocument();
    expect(screen.getAllByText(/A holiday/)).toHaveLength(2);
    expect(await axeViolations()).toEqual([]);
  });

  it('changes a rule after showing what the change would have done', async () => {
    const asked = serve({ items: [anAlertRule()] });
    renderMlops(<AlertRulesSection model={model} />);
    await press('Change the rule latency');
    const dialog = within(await screen.findByRole('dialog'));
    const bound = dialog.getByRole('textbox', { name: /Milliseconds/ });
    await userEvent.clear(bound);
    await userEvent.type(bound, '500');
    expect(await dialog.findByText(/above 500 ms/)).toBeInTheDocument();
    expect(
      dialog.getByText(
        'risk, 1 Dec 2013 to 30 Dec 2013: would have raised an alert 2 times, last on 20 Dec 2013 (25 intervals looked at, 4 had too few rows).',
      ),
    ).toBeInTheDocument();
    await giveReason('Save the rule');
    expect(asked).toEqual([
      {
        method: 'PUT',
        path: 'risk/alert-rules/latency',
        body: {
          definition: {
            ...anAlertRule().definition,
            condition: { latency: { quantile: 'p99', atMostMs: 500 } },
          },
          reason: 'Because',
        },
      },
    ]);
  });

  it('has drift judged by all intervals together, with a chance that is stated', async () => {
    const drift = { measure: 'columns' as const, atLeast: 1, judged: 'together' as const };
    const rule = anAlertRule({
      name: 'lasting',
      definition: { ...anAlertRule().definition, condition: { drift } },
    });
    const asked = serve({ items: [rule] });
    renderMlops(<AlertRulesSection model={model} />);
    await press('Change the rule lasting');
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/finds small drift that lasts/)).toBeInTheDocument();
    const chance = dialog.getByRole('textbox', { name: /Chance of a false alarm/ });
    expect(chance).toHaveValue('1');
    await userEvent.clear(chance);
    await userEvent.type(chance, '0.5');
    await giveReason('Save the rule');
    expect(asked).toMatchObject([
      { body: { definition: { condition: { drift: { ...drift, alpha: 0.005 } } } } },
    ]);
  });

  it('mutes and removes, each with a reason', async () => {
    const asked = serve({ items: [anAlertRule({ origin: 'model' })] });
    renderMlops(<AlertRulesSection model={model} />);
    await press('Mute the rule latency');
    await giveReason('Mute');
    await press('Remove the rule latency');
    await giveReason('Remove the rule');
    expect(asked).toMatchObject([
      {
        path: 'risk/alert-mutes',
        body: { rule: 'latency', reason: 'Because', until: expect.any(String) },
      },
      { method: 'DELETE', path: 'risk/alert-rules/latency?reason=Because' },
    ]);
  });

  it('keeps what may not be done in sight', async () => {
    serve({ items: [anAlertRule()] });
    renderMlops(<AlertRulesSection model={model} />, {
      grants: [
        {
          permission: 'mlops.alert-rules.update',
          granted: false,
          because: 'Only owners set rules',
        },
      ],
    });
    expect(await screen.findByText('Only owners set rules')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Change the rule latency' })).toBeDisabled();
  });
});
