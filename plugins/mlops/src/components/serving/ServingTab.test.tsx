import type { Deployment, Revision } from '@mlops-backstage/plugin-mlops-common';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { axeViolations } from '../../__testUtils__/axeViolations';
import { aComparison, aRevision } from '../../__testUtils__/deploymentFixtures';
import { aDeployment, aModel, aPolicy, aVersion } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { ServingContent } from './ServingTab';

// A whole tab, on machines that do other things besides.
jest.setTimeout(120_000);
configure({ asyncUtilTimeout: 20_000 });

const server = setupServer();
const NAME = 'flight-delay-risk';
const VERSIONS = [5, 4, 3, 2, 1].map(version =>
  aVersion({ version, stage: version <= 2 ? 'Production' : 'Staging' }),
);
const full = aDeployment({
  environment: 'production',
  version: 1,
  canary: { version: 2, weight: 10 },
  challengers: [3],
  revision: 4,
});

/** Answers with these deployments, and tells what was asked to be changed: method, path and body or query. */
function serve(deployments: Deployment[], revisions: Revision[] = []) {
  const changes: Array<[string, unknown]> = [];
  server.use(
    http.get(`${BASE_URL}/lifecycle`, () => HttpResponse.json(aPolicy())),
    http.get(`${BASE_URL}/deployments`, () =>
      HttpResponse.json({ items: deployments, totalItems: deployments.length }),
    ),
    http.get(`${BASE_URL}/models/${NAME}/versions`, () =>
      HttpResponse.json({ items: VERSIONS, totalItems: VERSIONS.length }),
    ),
    http.get(`${BASE_URL}/models/${NAME}/versions/:version`, ({ params }) =>
      HttpResponse.json(VERSIONS.find(({ version }) => version === Number(params.version))),
    ),
    http.get(`${BASE_URL}/deployments/:name/revisions`, () =>
      HttpResponse.json({ items: revisions, totalItems: revisions.length }),
    ),
    http.get(`${BASE_URL}/deployments/:name/tokens`, () =>
      HttpResponse.json({ items: [], totalItems: 0 }),
    ),
    http.get(`${BASE_URL}/deployments/:name/comparison`, () => HttpResponse.json(aComparison())),
    http.all(`${BASE_URL}/deployments/:name/:what`, async ({ request, params }) => {
      const asked =
        request.method === 'DELETE'
          ? Object.fromEntries(new URL(request.url).searchParams)
          : await request.json();
      changes.push([`${request.method} ${params.name} ${params.what}`, asked]);
      return HttpResponse.json(deployments[0]);
    }),
    http.patch(`${BASE_URL}/deployments/:name`, async ({ request, params }) => {
      changes.push([`PATCH ${params.name}`, await request.json()]);
      return HttpResponse.json(deployments[0]);
    }),
  );
  return changes;
}

const render = (options: Parameters<typeof renderMlops>[1] = {}) =>
  renderMlops(<ServingContent model={aModel()} />, options);
const section = async (name: string) => within(await screen.findByRole('region', { name }));

/** Opens a menu and takes an action. */
async function take(menu: string, action: RegExp) {
  await userEvent.click(await screen.findByRole('button', { name: menu }));
  await userEvent.click(await screen.findByRole('menuitem', { name: action }));
}

/** Gives a reason in the dialog that is open, and does it. */
async function confirm(action: string, reason = 'Because') {
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByRole('button', { name: action })).toBeDisabled();
  await userEvent.type(dialog.getByRole('textbox', { name: /Reason/ }), reason);
  await userEvent.click(dialog.getByRole('button', { name: action }));
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
}

describe('ServingTab', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('lists the endpoints by environment and shows the one that the URL selects', async () => {
    serve([
      aDeployment({ name: 'a-live', environment: 'production', follow: 'Production' }),
      aDeployment({ name: 'b-trial', environment: 'development', version: undefined }),
    ]);
    render({ path: '/?deployment=a-live' });
    const list = within(await screen.findByRole('navigation', { name: 'Endpoints' }));
    expect(list.getAllByRole('heading').map(each => each.textContent)).toEqual([
      'Development',
      'Production',
    ]);
    const chosen = list.getByRole('link', { name: /a-live/ });
    expect(chosen).toHaveAttribute('aria-current', 'true');
    expect(list.getByRole('link', { name: /b-trial/ })).toHaveAttribute(
      'href',
      '/?deployment=b-trial',
    );
    const panel = await section('a-live');
    expect(panel.getByText('Follows').nextSibling).toHaveTextContent('Production');
  });

  it('says of what is served elsewhere how predictions get here, and offers nothing that needs an endpoint', async () => {
    serve([aDeployment({ target: 'external', endpoint: undefined })], [aRevision()]);
    render();
    const panel = await section(NAME);
    expect(panel.getByText('Status').nextSibling).toHaveTextContent('Served elsewhere');
    expect(panel.getByText('Target').nextSibling).toHaveTextContent('Served elsewhere');
    const told = await section(`Tell what ${NAME} answered`);
    expect(told.getByText(/predictions' \\/)).toHaveTextContent(`/deployments/${NAME}/predictions`);
    expect(screen.queryByRole('region', { name: `Ask ${NAME}` })).not.toBeInTheDocument();
    expect(screen.queryByRole('region', { name: /^Tokens/ })).not.toBeInTheDocument();

    await userEvent.click(await screen.findByRole('button', { name: `Actions on ${NAME}` }));
    expect(await screen.findByRole('menuitem', { name: /Bake time/ })).toHaveTextContent(
      'It is served elsewhere: nothing is rolled back from here',
    );
    await userEvent.click(screen.getByRole('menuitem', { name: /Undeploy/ }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/Nothing is stopped where it is served/)).toBeInTheDocument();
  });

  it('shows the first that serves when the URL selects none', async () => {
    serve([
      aDeployment({ name: 'a', version: undefined, endpoint: undefined, status: 'undeployed' }),
      aDeployment({ name: 'b' }),
    ]);
    render();
    expect(await screen.findByRole('region', { name: 'b' })).toBeInTheDocument();
  });

  it('says that there is no such endpoint', async () => {
    serve([aDeployment()]);
    render({ path: '/?deployment=gone' });
    expect(await screen.findByText(`${NAME} has no endpoint gone`)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show what there is' }));
    expect(await screen.findByRole('region', { name: NAME })).toBeInTheDocument();
  });

  it('says what to do when nothing is deployed, and why somebody can’t', async () => {
    serve([]);
    render({ denied: ['mlops.deployment.deploy'] });
    expect(await screen.findByText(`${NAME} is not deployed`)).toBeInTheDocument();
    expect(
      await screen.findByText('You lack the permission mlops.deployment.deploy'),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'New endpoint' })).toBeDisabled();
  });

  it('shows who serves, with shares, stages and strokes', async () => {
    serve([full]);
    render();
    const table = within(
      await screen.findByRole('table', { name: `Versions that ${NAME} serves` }),
    );
    await waitFor(() =>
      expect(
        table
          .getAllByRole('row')
          .slice(1)
          .map(row => [...row.children].slice(0, 5).map(cell => cell.textContent)),
      ).toEqual([
        ['Champion', 'v1', 'Production', 'AUC 0.715 (test)', '90 %'],
        ['Canary', 'v2', 'Production', 'AUC 0.715 (test)', '10 %'],
        ['Challenger', 'v3', 'Staging', 'AUC 0.715 (test)', 'copies'],
      ]),
    );
    expect(
      screen.getByRole('img', { name: 'Share of the requests: v1 90 %, v2 10 %' }),
    ).toBeInTheDocument();
    const dashed = table.getAllByRole('rowheader').map(header => header.querySelector('line')!);
    expect(dashed.map(line => line.hasAttribute('stroke-dasharray'))).toEqual([false, false, true]);
    expect(screen.queryByRole('button', { name: 'Add a canary' })).not.toBeInTheDocument();
  });

  it('changes the share of the canary, after having said what that means', async () => {
    const changes = serve([full]);
    render();
    await take('Actions on the canary v2', /^Change the share/);
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/answers 10 % already: nothing will change/)).toBeInTheDocument();
    const weight = dialog.getByRole('textbox', { name: /Share of the requests/ });
    await userEvent.clear(weight);
    await userEvent.type(weight, '25{Tab}');
    expect(
      dialog.getByText('v2 will answer 25 % of the requests, the champion v1 the other 75 %.'),
    ).toBeInTheDocument();
    await confirm('Change the canary');
    expect(changes).toEqual([
      [`PUT ${NAME} canary`, { version: 2, weight: 25, reason: 'Because' }],
    ]);
  });

  it('makes the canary the champion, and takes it away', async () => {
    const changes = serve([full]);
    render();
    await take('Actions on the canary v2', /^Make it the champion/);
    expect(
      await screen.findByText(/^v2 will answer all requests in place of v1/),
    ).toBeInTheDocument();
    await confirm('Make v2 the champion');
    await take('Actions on the canary v2', /^Take away/);
    await confirm('Take v2 away', 'It is slow');
    expect(changes).toEqual([
      [`POST ${NAME} revisions`, { version: 2, reason: 'Because' }],
      [`DELETE ${NAME} canary`, { reason: 'It is slow' }],
    ]);
  });

  it('adds a challenger that the environment takes and takes one away', async () => {
    const changes = serve([full]);
    render();
    const add = await screen.findByRole('button', { name: 'Add a challenger' });
    await waitFor(() => expect(add).toBeEnabled());
    await userEvent.click(add);
    const reasons = await screen.findByRole('list', { name: 'Versions that can’t be chosen' });
    expect(
      within(reasons)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual(['v3 is a challenger already', 'v2 is the canary', 'v1 is the champion']);
    await confirm('Add the challenger');
    await take('Actions on the challenger v3', /^Take away/);
    await confirm('Take v3 away');
    expect(changes).toEqual([
      [`PUT ${NAME} challengers`, { versions: [3, 5], reason: 'Because' }],
      [`PUT ${NAME} challengers`, { versions: [], reason: 'Because' }],
    ]);
  });

  it('follows a stage, and undeploys', async () => {
    const changes = serve([full]);
    render();
    await take(`Actions on ${NAME}`, /^Follow a stage/);
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: /Follow a stage/ }));
    await userEvent.click(await screen.findByRole('option', { name: 'Production' }));
    await confirm('Save');
    await take(`Actions on ${NAME}`, /^Undeploy/);
    expect(await screen.findByText(/So do its canary and its challengers/)).toBeInTheDocument();
    await confirm('Undeploy');
    expect(changes).toEqual([
      [`PATCH ${NAME}`, { follow: 'Production', reason: 'Because' }],
      [`POST ${NAME} undeploy`, { reason: 'Because' }],
    ]);
  });

  it('tells the history with what each revision changed, and rolls back after showing the difference', async () => {
    const changes = serve(
      [full],
      [
        aRevision({ ...full, revision: 4, action: 'challenge' }),
        aRevision({ revision: 3, action: 'undeploy', version: undefined }),
        aRevision({
          revision: 2,
          version: 2,
          reason: 'Better AUC',
          changes: [{ field: 'champion', before: 'v1', after: 'v2' }],
        }),
      ],
    );
    render();
    const history = await section(`History of ${NAME}`);
    const row = within(await history.findByRole('row', { name: /^2 Deployed v2 Better AUC/ }));
    await userEvent.click(row.getByRole('button', { name: 'Changes of revision 2' }));
    expect(history.getByRole('row', { name: 'Champion v1 v2' })).toBeInTheDocument();
    expect(screen.getByLabelText('location')).toHaveTextContent('?revision=2');
    expect(history.getByText('The present revision')).toBeInTheDocument();
    expect(history.getByText('Nothing was served then')).toBeInTheDocument();

    const back = row.getByRole('button', { name: 'Roll back to revision 2' });
    await waitFor(() => expect(back).toBeEnabled());
    await userEvent.click(back);
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('row', { name: 'Champion v1 v2' })).toBeInTheDocument();
    expect(dialog.getByRole('row', { name: 'Canary v2 at 10 % None' })).toBeInTheDocument();
    expect(dialog.getByRole('row', { name: 'Challengers v3 None' })).toBeInTheDocument();
    await confirm('Roll back to revision 2');
    expect(changes).toEqual([[`POST ${NAME} rollback`, { revision: 2, reason: 'Because' }]]);
  });

  it('says in the dialog why the backend refused', async () => {
    serve([full], [aRevision({ revision: 2, version: 2 })]);
    server.use(
      http.post(`${BASE_URL}/deployments/${NAME}/rollback`, () =>
        HttpResponse.json(
          {
            error: { name: 'ConflictError', message: 'production does not take v2 any more' },
            response: {},
          },
          { status: 409 },
        ),
      ),
    );
    render();
    const back = await screen.findByRole('button', { name: 'Roll back to revision 2' });
    await waitFor(() => expect(back).toBeEnabled());
    await userEvent.click(back);
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox', { name: /Reason/ }), 'Errors');
    await userEvent.click(dialog.getByRole('button', { name: 'Roll back to revision 2' }));
    const alert = within(await dialog.findByRole('alert'));
    expect(alert.getByText('Not rolled back')).toBeInTheDocument();
    expect(alert.getByText('production does not take v2 any more')).toBeInTheDocument();
  });

  it('keeps what somebody may not do there in sight, with the policy’s reason', async () => {
    serve([full], [aRevision({ revision: 2, version: 2 })]);
    const because = 'Only approvers change production';
    render({
      grants: [
        {
          permission: 'mlops.deployment.deploy',
          environment: 'production',
          granted: false,
          because,
        },
        { permission: 'mlops.deployment.deploy', environment: 'development', granted: true },
      ],
    });
    expect(await screen.findByText(`Rolling back: ${because}`)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Roll back to revision 2' })).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Add a challenger' })).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Deploy a version' })).toBeDisabled();
    expect(screen.getByRole('button', { name: 'New endpoint' })).toBeEnabled();
    await userEvent.click(screen.getByRole('button', { name: 'Actions on the canary v2' }));
    expect(
      await screen.findByRole('menuitem', { name: /Take away.*Only approvers/ }),
    ).toHaveAttribute('aria-disabled', 'true');
  });

  it('can be read and used by everybody', async () => {
    serve([full], [aRevision({ revision: 2, version: 2 })]);
    render({ path: '/?revision=2' });
    await screen.findByRole('table', { name: `Revisions of ${NAME}` });
    await screen.findByRole('form', { name: `Try ${NAME}` });
    expect(await axeViolations()).toEqual([]);
  });
});
