import type { Version } from '@mlops-backstage/plugin-mlops-common';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { aDeployment, aModel, aPolicy, aVersion } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { ModelContent } from './ModelContent';

// A whole page with its dialogs takes its time on a busy machine.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

const server = setupServer();
const MODEL = `${BASE_URL}/models/flight-delay-risk`;
const ANY_MODEL = `${BASE_URL}/models/:model`;

const champion = aVersion({ version: 1, aliases: ['champion'], metrics: { test: { auc: 0.7 } } });
const challenger = aVersion({ version: 2, notes: '## Tried\n\nMore *trees*.' });

/** Answers with these versions, and with the deployments that serve version 1. */
function serve(versions: Version[], deleted: Version[] = []) {
  server.use(
    http.get(`${BASE_URL}/lifecycle`, () => HttpResponse.json(aPolicy())),
    http.get(`${ANY_MODEL}/versions`, ({ request }) => {
      const isDeleted = new URL(request.url).searchParams.get('deleted') === 'true';
      const items = isDeleted ? deleted : versions;
      return HttpResponse.json({ items, totalItems: items.length });
    }),
    http.get(`${ANY_MODEL}/versions/:version`, ({ params }) => {
      const found = versions.find(({ version }) => String(version) === params.version);
      const error = { name: 'NotFoundError', message: 'No such version' };
      return found
        ? HttpResponse.json(found)
        : HttpResponse.json({ error, response: {} }, { status: 404 });
    }),
    http.get(`${ANY_MODEL}/versions/:version/evaluations`, () => HttpResponse.json({ items: [] })),
    http.get(`${ANY_MODEL}/evaluations`, () => HttpResponse.json({ items: [] })),
    http.get(`${BASE_URL}/deployments`, () =>
      HttpResponse.json({ items: [aDeployment()], totalItems: 1 }),
    ),
  );
}

/** Opens the menu of a version and tells its items. */
async function openMenu(label: string) {
  await userEvent.click(await screen.findByRole('button', { name: label }));
  return within(await screen.findByRole('menu'));
}

describe('ModelContent', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('lists the versions with aliases and the difference to the served one', async () => {
    serve([challenger, champion]);
    renderMlops(<ModelContent model={aModel()} />);
    const rows = within(await screen.findByRole('row', { name: /v2/ }));
    expect(await rows.findByText('+0.015, better than v1 (served)')).toBeInTheDocument();
    expect(rows.getByText('scikit-learn 1.9.1 · ONNX')).toBeInTheDocument();
    const aliases = screen.getByRole('list', { name: 'Aliases of version 1' });
    expect(aliases).toHaveTextContent('champion');
    // The served version is shown without a choice.
    expect(await screen.findByRole('heading', { name: 'Version 1' })).toBeInTheDocument();
  });

  it('shows the version that the URL asks for, with its notes', async () => {
    serve([challenger, champion]);
    renderMlops(<ModelContent model={aModel()} />, { path: '/?version=2' });
    expect(await screen.findByRole('heading', { name: 'Version 2' })).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'Tried', level: 5 })).toBeInTheDocument();
    expect(screen.getByText('trees').tagName).toBe('EM');
  });

  it('says that a version is not there, and leads back', async () => {
    serve([challenger, champion]);
    renderMlops(<ModelContent model={aModel()} />, { path: '/?version=9' });
    expect(await screen.findByText('There is no version 9')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show the usual version' }));
    expect(await screen.findByRole('heading', { name: 'Version 1' })).toBeInTheDocument();
  });

  it('says what to do while there is no version', async () => {
    serve([]);
    const model = aModel({ latestVersion: undefined, versionCount: 0, deployments: [] });
    server.use(
      http.get(`${BASE_URL}/deployments`, () => HttpResponse.json({ items: [], totalItems: 0 })),
    );
    renderMlops(<ModelContent model={model} />);
    const title = await screen.findByText('flight-delay-risk has no version yet');
    expect(title).toBeInTheDocument();
    expect(screen.getByText(/POST \/models\/flight-delay-risk\/versions/)).toBeInTheDocument();
  });

  it('tells what an artifact lacks', async () => {
    const unservableOutputs = [
      { name: 'probs', reason: 'It is a sequence of maps.', remedy: 'Export with zipmap=False.' },
    ];
    serve([
      aVersion({ unservableOutputs }),
      aVersion({
        version: 1,
        format: 'pickle',
        servable: false,
        uri: 's3://models/risk.pkl',
        artifactInfo: undefined,
        sizeBytes: undefined,
      }),
    ]);
    renderMlops(<ModelContent model={aModel()} />, { path: '/?version=2' });
    expect(await screen.findByText(/It is a sequence of maps/)).toHaveTextContent(
      'probs: It is a sequence of maps. Export with zipmap=False.',
    );
    await userEvent.click(screen.getByRole('row', { name: /v1/ }));
    const sentence = 'The registry keeps only the description of this pickle artifact';
    expect(await screen.findByText(sentence)).toBeInTheDocument();
    expect(screen.getByText('s3://models/risk.pkl')).toBeInTheDocument();
    expect(screen.getByLabelText('location')).toHaveTextContent('version=1');
  });

  it('moves an alias after having said so', async () => {
    serve([challenger, champion]);
    const bodies: unknown[] = [];
    server.use(
      http.put(`${MODEL}/aliases/champion`, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json(aModel());
      }),
    );
    const model = aModel({ aliases: [{ alias: 'champion', version: 1 }] });
    renderMlops(<ModelContent model={model} />);
    const menu = await openMenu('Actions on version 2');
    await userEvent.click(menu.getByRole('menuitem', { name: 'Set alias…' }));
    const dialog = within(await screen.findByRole('dialog'));
    const send = dialog.getByRole('button', { name: 'Set alias' });
    expect(send).toBeDisabled();
    await userEvent.type(dialog.getByRole('textbox', { name: /Alias/ }), 'champion');
    expect(dialog.getByText(/will move from version 1 to version 2/)).toBeInTheDocument();
    await userEvent.type(dialog.getByRole('textbox', { name: /Reason/ }), 'Better');
    await userEvent.click(send);
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(bodies).toEqual([{ version: 2, reason: 'Better' }]);
  });

  it('removes an alias', async () => {
    serve([challenger, champion]);
    const reasons: unknown[] = [];
    server.use(
      http.delete(`${MODEL}/aliases/champion`, ({ request }) => {
        reasons.push(new URL(request.url).searchParams.get('reason'));
        return HttpResponse.json(aModel());
      }),
    );
    renderMlops(<ModelContent model={aModel()} />);
    const menu = await openMenu('Actions on version 1');
    await userEvent.click(menu.getByRole('menuitem', { name: 'Remove alias…' }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox', { name: /Reason/ }), 'Not the best');
    await userEvent.click(dialog.getByRole('button', { name: 'Remove alias' }));
    await waitFor(() => expect(reasons).toEqual(['Not the best']));
  });

  it('changes only what was changed of a version', async () => {
    serve([challenger, champion]);
    const bodies: unknown[] = [];
    server.use(
      http.patch(`${MODEL}/versions/2`, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json(challenger);
      }),
    );
    renderMlops(<ModelContent model={aModel()} />);
    const menu = await openMenu('Actions on version 2');
    await userEvent.click(menu.getByRole('menuitem', { name: 'Edit notes and tags…' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
    await userEvent.type(dialog.getByRole('textbox', { name: /Tags/ }), 'tabular, trees');
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(bodies).toEqual([{ tags: ['tabular', 'trees'] }]));
  });

  it('deletes with a reason, and shows the backend’s refusal', async () => {
    serve([challenger, champion]);
    const reasons: unknown[] = [];
    server.use(
      http.delete(`${MODEL}/versions/2`, ({ request }) => {
        reasons.push(new URL(request.url).searchParams.get('reason'));
        const error = { name: 'ConflictError', message: 'It is deployed by now' };
        return HttpResponse.json({ error, response: {} }, { status: 409 });
      }),
    );
    renderMlops(<ModelContent model={aModel()} />);
    const menu = await openMenu('Actions on version 2');
    await userEvent.click(menu.getByRole('menuitem', { name: 'Delete…' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/For a time it can be restored/)).toBeInTheDocument();
    await userEvent.type(dialog.getByRole('textbox', { name: /Reason/ }), 'Trained on a leak');
    await userEvent.click(dialog.getByRole('button', { name: 'Delete version 2' }));
    expect(await dialog.findByText('It is deployed by now')).toBeInTheDocument();
    expect(reasons).toEqual(['Trained on a leak']);
  });

  it('keeps what can’t be done in the menu, with the reason, within reach of the keyboard', async () => {
    serve([challenger, champion]);
    // A model of its own: what is allowed on the other is remembered for two seconds.
    renderMlops(<ModelContent model={aModel({ name: 'guarded' })} />, {
      denied: ['mlops.version.update'],
    });
    const menu = await openMenu('Actions on version 1');
    const remove = menu.getByRole('menuitem', { name: /^Delete…/ });
    expect(remove).toHaveAccessibleName(
      'Delete… Not available: Deployed as flight-delay-risk: undeploy it first',
    );
    expect(remove).toHaveAttribute('aria-disabled', 'true');
    expect(menu.getByText('You lack the permission mlops.version.update')).toBeInTheDocument();
    await userEvent.keyboard('{End}');
    expect(remove).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(screen.queryByRole('dialog', { name: /^Delete/ })).not.toBeInTheDocument();
  });

  it('leads to the comparison with the served version', async () => {
    serve([challenger, champion]);
    renderMlops(<ModelContent model={aModel()} />);
    const menu = await openMenu('Actions on version 2');
    await userEvent.click(menu.getByRole('menuitem', { name: 'Compare with…' }));
    const link = await within(await screen.findByRole('dialog')).findByRole('link', {
      name: 'Compare',
    });
    expect(link).toHaveAttribute(
      'href',
      '/mlops/compare?v=flight-delay-risk@2&v=flight-delay-risk@1',
    );
  });

  it('restores a deleted version', async () => {
    const deleted = aVersion({ version: 3, deletedAt: '2026-01-02T00:00:00Z' });
    serve([challenger, champion], [deleted]);
    const bodies: unknown[] = [];
    server.use(
      http.post(`${MODEL}/versions/3/restore`, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json(aVersion({ version: 3 }));
      }),
    );
    renderMlops(<ModelContent model={aModel()} />);
    await userEvent.click(await screen.findByRole('switch', { name: 'Deleted versions' }));
    expect(screen.getByLabelText('location')).toHaveTextContent('deleted=true');
    await userEvent.click(await screen.findByRole('button', { name: 'Restore version 3' }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox', { name: /Reason/ }), 'By mistake');
    await userEvent.click(dialog.getByRole('button', { name: 'Restore version 3' }));
    await waitFor(() => expect(bodies).toEqual([{ reason: 'By mistake' }]));
  });

  it('edits the model, but not one that its repository declares', async () => {
    serve([challenger, champion]);
    const bodies: unknown[] = [];
    server.use(
      http.patch(MODEL, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json(aModel());
      }),
    );
    renderMlops(<ModelContent model={aModel()} />);
    const menu = await openMenu('Actions on flight-delay-risk');
    const remove = menu.getByRole('menuitem', { name: /^Delete model…/ });
    expect(remove).toHaveAccessibleName(/Deployed as flight-delay-risk: undeploy it first/);
    await userEvent.click(menu.getByRole('menuitem', { name: /^Edit description/ }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox', { name: /Tags/ }), 'aviation');
    await userEvent.type(dialog.getByRole('textbox', { name: /Reason/ }), 'To be found');
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(bodies).toEqual([{ tags: ['aviation'], reason: 'To be found' }]));
  });

  it('says where a declared model is changed', async () => {
    serve([challenger, champion]);
    const declaredBy = 'component:default/flight-delay-risk';
    renderMlops(<ModelContent model={aModel({ declaredBy })} />);
    const menu = await openMenu('Actions on flight-delay-risk');
    expect(menu.getByText(`Declared in its repository: ${declaredBy}`)).toBeInTheDocument();
  });
});
