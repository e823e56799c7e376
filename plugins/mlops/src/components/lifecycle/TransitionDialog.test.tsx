import type { GateResult, TransitionOption } from '@mlops-backstage/plugin-mlops-common';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { axeViolations } from '../../__testUtils__/axeViolations';
import { anApproval, aTransition, aVersion } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { TransitionDialog } from './TransitionDialog';

jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

const server = setupServer();
const TRANSITIONS = `${BASE_URL}/models/flight-delay-risk/versions/2/transitions`;
const conflict = (message: string) =>
  HttpResponse.json({ error: { name: 'ConflictError', message }, response: {} }, { status: 409 });
const gate = (given: Partial<GateResult>): GateResult => ({
  gate: 'metric',
  state: 'passed',
  source: 'configured',
  message: 'AUC of the test data is 0.715, at least 0.7 is asked for.',
  ...given,
});

/** Answers with these ways out of Staging, and tells how often it was asked. */
function serve(...answers: Array<Partial<TransitionOption>>) {
  let asked = 0;
  server.use(
    http.get(TRANSITIONS, () => {
      const answer = answers[Math.min(asked, answers.length - 1)];
      asked++;
      return HttpResponse.json({ stage: 'Staging', items: [aTransition(answer)] });
    }),
  );
  return () => asked;
}

function open(options: Parameters<typeof renderMlops>[1] = {}) {
  const onClose = jest.fn();
  const version = aVersion({ stage: 'Staging' });
  renderMlops(
    <TransitionDialog
      model={{ name: 'flight-delay-risk' }}
      version={version}
      to="Production"
      onClose={onClose}
    />,
    options,
  );
  return onClose;
}

const dialog = async () => within(await screen.findByRole('dialog'));
const giveReason = async () =>
  userEvent.type(await screen.findByRole('textbox', { name: /Reason/ }), 'Better');

describe('TransitionDialog', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('says what holds and what else happens, then moves the version with a reason', async () => {
    serve({
      gates: [
        gate({}),
        gate({ gate: 'digest', state: 'deferred', message: 'The artifact is read then.' }),
        gate({ gate: 'card', source: 'model', message: 'intended use is written.' }),
      ],
      consequences: [
        {
          kind: 'deploy',
          deployment: 'flight-delay-risk',
          message: 'Becomes champion of flight-delay-risk in production.',
        },
      ],
    });
    const bodies: unknown[] = [];
    server.use(
      http.post(TRANSITIONS, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json(aVersion({ stage: 'Production' }));
      }),
    );
    const onClose = open();
    const within_ = await dialog();
    const gates = within(await within_.findByRole('list', { name: 'Gates' })).getAllByRole(
      'listitem',
    );
    expect(gates.map(item => item.textContent)).toEqual([
      'PassedMetricAUC of the test data is 0.715, at least 0.7 is asked for.',
      'Checked when movedArtifactThe artifact is read then.',
      'PassedModel cardintended use is written.Added for this model',
    ]);
    expect(within_.getByText(/^Becomes champion of/)).toBeInTheDocument();
    const promote = within_.getByRole('button', { name: 'Promote' });
    expect(promote).toBeDisabled();
    await giveReason();
    expect(await axeViolations()).toEqual([]);
    await userEvent.click(promote);
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(bodies).toEqual([expect.objectContaining({ to: 'Production', reason: 'Better' })]);
  });

  it('can’t be done while a gate does not hold', async () => {
    serve({ gates: [gate({ state: 'failed', message: 'AUC is 0.5.' })] });
    open();
    const within_ = await dialog();
    expect(await within_.findByText('One gate doesn’t hold: see above.')).toBeInTheDocument();
    await giveReason();
    expect(within_.getByRole('button', { name: 'Promote' })).toBeDisabled();
  });

  it('asks for approval where one is missing, and then shows what it waits for', async () => {
    const missing = gate({ gate: 'approvals', state: 'failed', message: '1 approval is missing.' });
    serve(
      { needsApproval: true, gates: [missing] },
      { needsApproval: true, gates: [missing], approval: anApproval() },
    );
    const bodies: unknown[] = [];
    server.use(
      http.post(`${BASE_URL}/approvals`, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json(anApproval(), { status: 201 });
      }),
    );
    // Whoever may only ask moves nothing.
    open({ denied: ['mlops.version.transition'] });
    await giveReason();
    const within_ = await dialog();
    await userEvent.click(within_.getByRole('button', { name: 'Request approval' }));
    expect(
      await within_.findByText('Waits for approval: 0 of 1 approval given'),
    ).toBeInTheDocument();
    expect(within_.getByRole('link', { name: 'Show the request' })).toHaveAttribute(
      'href',
      `/mlops/approvals?approval=${anApproval().id}`,
    );
    expect(within_.getByRole('button', { name: 'Promote' })).toBeDisabled();
    expect(bodies).toEqual([
      expect.objectContaining({
        model: 'flight-delay-risk',
        version: 2,
        to: 'Production',
        reason: 'Better',
      }),
    ]);
  });

  it('moves with an approval, but not who lacks the permission', async () => {
    const approval = anApproval({
      state: 'approved',
      decisions: [
        {
          decision: 'approve',
          by: 'user:default/joe',
          at: '2026-01-01T11:00:00Z',
          comment: 'Fine',
        },
      ],
    });
    serve({ needsApproval: true, approval });
    open({
      grants: [
        { permission: 'mlops.version.transition', stage: 'Staging', granted: true },
        {
          permission: 'mlops.version.transition',
          stage: 'Production',
          granted: false,
          because: 'Only approvers move to Production',
        },
      ],
    });
    const within_ = await dialog();
    expect(await within_.findByText('Only approvers move to Production')).toBeInTheDocument();
    expect(within_.getByRole('button', { name: 'Promote (approved by joe)' })).toBeDisabled();
  });

  it('shows the backend’s refusal, and looks again what stands in the way', async () => {
    const asked = serve({});
    server.use(http.post(TRANSITIONS, () => conflict('AUC is worse than the champion’s.')));
    const onClose = open();
    await giveReason();
    const within_ = await dialog();
    await userEvent.click(within_.getByRole('button', { name: 'Promote' }));
    expect(await within_.findByText('AUC is worse than the champion’s.')).toBeInTheDocument();
    await waitFor(() => expect(asked()).toBe(2));
    expect(onClose).not.toHaveBeenCalled();
  });

  it('says that the version is elsewhere by now', async () => {
    server.use(http.get(TRANSITIONS, () => HttpResponse.json({ stage: 'Archived', items: [] })));
    open();
    expect(await screen.findByText('From Archived it can’t go to Production')).toBeInTheDocument();
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
  });
});
