import type { AuditVerification } from '@mlops-backstage/plugin-mlops-common';
import { configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { axeViolations } from '../../__testUtils__/axeViolations';
import { aModel, anApproval, anAuditEvent, aPolicy } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { ModelsPages } from '../models/ModelsPages';
import { AuditPage } from './AuditPage';

// Whole pages, on machines that do other things besides.
jest.setTimeout(180_000);
configure({ asyncUtilTimeout: 10_000 });

const server = setupServer();
const EVENTS = `${BASE_URL}/audit/events`;
const CHECKPOINTS = `${BASE_URL}/audit/checkpoints`;
const EXPORT = `${BASE_URL}/audit/export`;
const VERIFICATION = `${BASE_URL}/audit/verification`;

/** Answers with these events, and tells by which queries it was asked. */
function serveEvents(items: ReturnType<typeof anAuditEvent>[], nextCursor?: string) {
  const queries: URLSearchParams[] = [];
  server.use(
    http.get(EVENTS, ({ request }) => {
      queries.push(new URL(request.url).searchParams);
      return HttpResponse.json({ items, ...(nextCursor && { nextCursor }) });
    }),
    http.get(CHECKPOINTS, () => HttpResponse.json({ items: [] })),
    http.get(`${BASE_URL}/approvals`, () => HttpResponse.json({ items: [], totalItems: 0 })),
  );
  return queries;
}

function serveVerification(given: Partial<AuditVerification>) {
  const verification = {
    intact: true,
    events: 10_482,
    verifiedAt: new Date(Date.now() - 3 * 60_000).toISOString(),
    ...given,
  };
  server.use(http.get(VERIFICATION, () => HttpResponse.json(verification)));
}

const location = () => screen.getByLabelText('location').textContent!;
const rowOf = (seq: number) => screen.findByRole('row', { name: new RegExp(`^#${seq} `) });
const choose = async (select: RegExp, option: string) => {
  await userEvent.click(screen.getByRole('button', { name: select }));
  await userEvent.click(await screen.findByRole('option', { name: option }));
};

describe('AuditPage', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('tells each event in one line, and its details when it is expanded', async () => {
    serveEvents([
      anAuditEvent({
        seq: 58,
        action: 'model.update',
        resource: { kind: 'model', name: 'flight-delay-risk' },
        reason: 'Handed over',
        requestId: 'request-1',
        address: '192.0.2.1',
        before: { owner: 'group:default/a', tags: [] } as never,
        after: { owner: 'group:default/b', tags: [] } as never,
      }),
      anAuditEvent({ outcome: 'denied', action: 'mlops.version.create' }),
    ]);
    renderMlops(<AuditPage />);
    const row = within(await rowOf(58));
    expect(row.getByText('changed flight-delay-risk')).toBeInTheDocument();
    expect(row.getByText(/Handed over/)).toBeInTheDocument();
    expect(row.getByRole('link', { name: 'guest' })).toBeInTheDocument();
    expect(row.getByText('Done')).toBeInTheDocument();
    expect(within(await rowOf(57)).getByText('Denied')).toBeInTheDocument();

    const expand = row.getByRole('button', { name: 'Details of event 58' });
    expect(expand).toHaveAttribute('aria-expanded', 'false');
    expand.focus();
    await userEvent.keyboard('{Enter}');
    expect(expand).toHaveAttribute('aria-expanded', 'true');
    const changes = screen.getByRole('table', { name: 'What event 58 changed' });
    expect(within(changes).getAllByRole('row')).toHaveLength(2);
    expect(
      within(changes).getByRole('row', { name: 'owner Changed group:default/a group:default/b' }),
    ).toBeInTheDocument();
    expect(screen.getByText('192.0.2.1')).toBeInTheDocument();
    expect(screen.getByText('request-1')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Copy the hash of event 58' })).toBeInTheDocument();
    expect(location()).toBe('?open=58');
    await userEvent.click(expand);
    expect(location()).toBe('');
  });

  it('asks the backend for what the URL says', async () => {
    const queries = serveEvents([anAuditEvent()]);
    renderMlops(<AuditPage />, {
      path: '/?actor=user:default/jane&action=version.register&model=risk&outcome=denied&from=2026-01-01&to=2026-01-31&limit=50&cursor=abc',
    });
    await rowOf(57);
    expect(Object.fromEntries(queries[0])).toEqual({
      actor: 'user:default/jane',
      action: 'version.register',
      model: 'risk',
      outcome: 'denied',
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-02-01T00:00:00.000Z',
      limit: '50',
      cursor: 'abc',
    });
    expect(screen.getByRole('textbox', { name: 'Action or its beginning' })).toHaveValue(
      'version.register',
    );
  });

  it('filters, refuses what nothing is called, and clears all', async () => {
    serveEvents([anAuditEvent()]);
    renderMlops(<AuditPage />, { path: '/?limit=50&cursor=abc&open=57' });
    await rowOf(57);
    await userEvent.type(screen.getByRole('textbox', { name: 'Who' }), 'jane{Enter}');
    expect(location()).toBe('?limit=50&actor=user%3Adefault%2Fjane');
    await userEvent.type(screen.getByRole('textbox', { name: 'Model' }), 'No model{Enter}');
    expect(screen.getByText(/^Lower-case letters and digits/)).toBeInTheDocument();
    await choose(/Action/, 'Versions');
    expect(location()).toContain('action=version');
    await choose(/Action/, 'Another…');
    expect(location()).not.toContain('action=');
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Action or its beginning' }),
      'mlops.model',
    );
    await userEvent.tab();
    expect(location()).toContain('action=mlops.model');
    await choose(/Outcome/, 'Denied');
    fireEvent.change(screen.getByLabelText('From (UTC)'), { target: { value: '2026-01-01' } });
    fireEvent.change(screen.getByLabelText('To, included'), { target: { value: '2026-01-31' } });
    expect(location()).toContain('outcome=denied&from=2026-01-01&to=2026-01-31');
    await userEvent.click(screen.getByRole('button', { name: 'Clear all' }));
    expect(location()).toBe('?limit=50');
    expect(screen.getByRole('textbox', { name: 'Who' })).toHaveValue('');
  });

  it('goes on to the next page and back', async () => {
    serveEvents([anAuditEvent()], 'second');
    renderMlops(<AuditPage />);
    await rowOf(57);
    await userEvent.click(screen.getByRole('button', { name: 'Next table page' }));
    expect(location()).toBe('?cursor=second');
    const previous = await screen.findByRole('button', { name: 'Previous table page' });
    await userEvent.click(previous);
    expect(location()).toBe('');
  });

  it('says what to do when there are no events, or none that match', async () => {
    serveEvents([]);
    renderMlops(<AuditPage />, { path: '/?outcome=denied' });
    expect(await screen.findByText('No event matches')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Clear the filters' }));
    expect(await screen.findByText('No events yet')).toBeInTheDocument();
  });

  it('says why the events could not be read, and tries again', async () => {
    const refusal = { error: { name: 'NotAllowedError', message: 'Not for you' }, response: {} };
    server.use(http.get(EVENTS, () => HttpResponse.json(refusal, { status: 403 })));
    renderMlops(<AuditPage />);
    expect(await screen.findByText('Not for you')).toBeInTheDocument();
    serveEvents([anAuditEvent()]);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await rowOf(57);
  });

  it('verifies the chain when asked to, and gives its head to keep', async () => {
    serveEvents([anAuditEvent()]);
    serveVerification({ head: 'cd'.repeat(32) });
    renderMlops(<AuditPage />);
    await rowOf(57);
    expect(screen.getByText(/hasn’t been verified here yet/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /Verify the chain/ }));
    const said = await screen.findByText(/^The chain of 10,482 events is whole\./);
    expect(said).toHaveTextContent('The chain of 10,482 events is whole. Verified 3 minutes ago.');
    expect(screen.getByText('cd'.repeat(32))).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Copy the hash of the last event' }),
    ).toBeInTheDocument();
    expect(await axeViolations()).toEqual([]);
  });

  it('says where the chain is broken, and leads there', async () => {
    serveEvents([anAuditEvent({ seq: 58 }), anAuditEvent({ seq: 56 })]);
    serveVerification({ intact: false, events: 56, brokenAt: 57, problem: 'The event is missing' });
    renderMlops(<AuditPage />, { path: '/?outcome=done' });
    await rowOf(58);
    await userEvent.click(screen.getByRole('button', { name: /Verify the chain/ }));
    expect(
      await screen.findByText('The chain is broken at event 57: The event is missing'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show event 57 in the list' }));
    expect(await screen.findByText('Event 57 is not on this page')).toBeInTheDocument();
    expect(screen.getByText(/^The trail goes on without it here/)).toBeInTheDocument();
    expect(location()).toBe('?event=57&open=57');
  });

  it('points at the event in the list', async () => {
    serveEvents([anAuditEvent({ seq: 58 }), anAuditEvent()]);
    renderMlops(<AuditPage />, { path: '/?event=57&open=57' });
    const row = await rowOf(57);
    await waitFor(() => expect(row).toHaveFocus());
    expect(screen.getByRole('button', { name: 'Details of event 57' })).toHaveAttribute(
      'aria-expanded',
      'true',
    );
    expect(screen.queryByText(/not on this page/)).not.toBeInTheDocument();
  });

  it('says why the chain could not be verified', async () => {
    serveEvents([]);
    const failure = { error: { name: 'Error', message: 'Out of order' }, response: {} };
    server.use(http.get(VERIFICATION, () => HttpResponse.json(failure, { status: 500 })));
    renderMlops(<AuditPage />);
    await userEvent.click(await screen.findByRole('button', { name: /Verify the chain/ }));
    expect(await screen.findByText('Out of order')).toBeInTheDocument();
    serveVerification({ events: 0 });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/^The chain is whole; it has no event yet/)).toBeInTheDocument();
  });

  it('exports what the filters match, and can be stopped', async () => {
    const saved: string[] = [];
    URL.createObjectURL = () => 'blob:test';
    URL.revokeObjectURL = () => {};
    const click = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function save(
      this: HTMLAnchorElement,
    ) {
      saved.push(this.download);
    });
    serveEvents([anAuditEvent(), anAuditEvent({ seq: 56 })]);
    const exports: URLSearchParams[] = [];
    server.use(
      http.get(EXPORT, ({ request }) => {
        exports.push(new URL(request.url).searchParams);
        return HttpResponse.text('{"seq":56}\n{"seq":57}\n');
      }),
    );
    renderMlops(<AuditPage />, { path: '/?outcome=done&to=2026-01-31&limit=50&cursor=abc' });
    await rowOf(57);
    await userEvent.click(screen.getByRole('button', { name: 'Export as JSON lines' }));
    expect(await screen.findByText('Exported 22 B, oldest event first.')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Export as CSV' }));
    await waitFor(() => expect(saved).toEqual(['audit-events.jsonl', 'audit-events.csv']));
    expect(exports.map(query => Object.fromEntries(query))).toEqual(
      ['jsonl', 'csv'].map(format => ({
        format,
        outcome: 'done',
        to: '2026-02-01T00:00:00.000Z',
      })),
    );

    server.use(http.get(EXPORT, () => new Promise<never>(() => {})));
    await userEvent.click(await screen.findByRole('button', { name: 'Export as CSV' }));
    await userEvent.click(screen.getByRole('button', { name: 'Cancel the export' }));
    expect(await screen.findByText('The export was cancelled.')).toBeInTheDocument();
    expect(saved).toHaveLength(2);
    click.mockRestore();
  });

  it('lists the checkpoints, and signs the end of the trail', async () => {
    serveEvents([anAuditEvent()]);
    const checkpoint = {
      seq: 57,
      hash: 'cd'.repeat(32),
      at: '2026-01-01T10:00:00Z',
      signature: 'c2ln',
      publicKey: '-----BEGIN PUBLIC KEY-----',
    };
    const signed: (typeof checkpoint)[] = [];
    server.use(
      http.get(CHECKPOINTS, () => HttpResponse.json({ items: signed })),
      http.post(CHECKPOINTS, () => {
        signed.push(checkpoint);
        return HttpResponse.json(checkpoint, { status: 201 });
      }),
    );
    renderMlops(<AuditPage />);
    expect(await screen.findByText('No checkpoint yet')).toBeInTheDocument();
    const sign = screen.getByRole('button', { name: 'Sign the end now' });
    await waitFor(() => expect(sign).toBeEnabled());
    await userEvent.click(sign);
    expect(await screen.findByText('Signed the end at event 57.')).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: 'Save the checkpoint of event 57' }),
    ).toBeInTheDocument();
    const refusal = {
      error: { name: 'ConflictError', message: 'The chain is broken' },
      response: {},
    };
    server.use(http.post(CHECKPOINTS, () => HttpResponse.json(refusal, { status: 409 })));
    await userEvent.click(sign);
    expect(await screen.findByText('The chain is broken')).toBeInTheDocument();
  });

  it('says for whom an actor acted', async () => {
    serveEvents([
      anAuditEvent({ actor: 'plugin:mlops/lifecycle', onBehalfOf: 'user:default/guest' }),
    ]);
    renderMlops(<AuditPage />);
    const row = await rowOf(57);
    expect(row).toHaveTextContent('plugin:mlops/lifecycle for guest');
  });

  it('can be read and used by everybody', async () => {
    serveEvents([
      anAuditEvent({ after: { version: 2 } as never }),
      anAuditEvent({ seq: 56, outcome: 'denied', action: 'mlops.model.delete' }),
    ]);
    renderMlops(<AuditPage />, { path: '/?open=57&open=56&event=57&action=version.register' });
    await rowOf(57);
    expect(await axeViolations()).toEqual([]);
  });
});

describe('the tabs of ML models', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  const tabs = async () =>
    within(await screen.findByRole('navigation', { name: 'Parts of ML models' }));
  const serveModels = () =>
    server.use(
      http.get(`${BASE_URL}/models`, () =>
        HttpResponse.json({ items: [aModel()], totalItems: 1, totalIsExact: true }),
      ),
      http.get(`${BASE_URL}/lifecycle`, () => HttpResponse.json(aPolicy())),
      http.get(`${BASE_URL}/approvals`, () =>
        HttpResponse.json({ items: Array.from({ length: 2 }, () => anApproval()), totalItems: 9 }),
      ),
    );

  it('lead to the audit trail', async () => {
    serveModels();
    renderMlops(<ModelsPages />);
    const nav = await tabs();
    expect(await nav.findByRole('link', { name: 'Audit' })).toHaveAttribute('href', '/mlops/audit');
    expect(nav.getByRole('link', { name: 'Audit' })).not.toHaveAttribute('aria-current');
    expect(nav.getByRole('link', { name: 'Models' })).toHaveAttribute('aria-current', 'page');
    expect(nav.getByRole('link', { name: 'Models' })).toHaveAttribute('href', '/mlops');
    expect(await nav.findByRole('link', { name: 'Approvals: 2 waiting for you' })).toHaveAttribute(
      'href',
      '/mlops/approvals',
    );
    expect(nav.getByRole('link', { name: 'Alerts' })).toHaveAttribute('href', '/mlops/alerts');
    await screen.findByRole('link', { name: 'flight-delay-risk' });
  });

  it('mark the audit trail as the current one', async () => {
    serveEvents([anAuditEvent()]);
    renderMlops(<ModelsPages />, { path: '/audit' });
    await rowOf(57);
    const nav = await tabs();
    expect(nav.getByRole('link', { name: 'Audit' })).toHaveAttribute('aria-current', 'page');
    expect(nav.getByRole('link', { name: 'Models' })).not.toHaveAttribute('aria-current');
    expect(await axeViolations()).toEqual([]);
  });
});
