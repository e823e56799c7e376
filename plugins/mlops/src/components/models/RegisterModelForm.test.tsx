import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { axeViolations } from '../../__testUtils__/axeViolations';
import { aModel, aVersion } from '../../__testUtils__/fixtures';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { RegisterModel } from './RegisterModel';

// Whole pages and forms, on machines that do other things besides.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

const server = setupServer();

async function openForm() {
  renderMlops(<RegisterModel />);
  const open = await screen.findByRole('button', { name: 'Register a model' });
  await waitFor(() => expect(open).toBeEnabled());
  await userEvent.click(open);
  const form = within(await screen.findByRole('dialog'));
  await userEvent.type(form.getByRole('textbox', { name: /^Name/ }), 'flight-delay-risk');
  return form;
}

/** Answers a registration; what was sent as JSON is in the list given back. */
function answerRegistration(body: object, status = 201): unknown[] {
  const sent: unknown[] = [];
  server.use(
    http.post(`${BASE_URL}/models`, async ({ request }) => {
      if (request.headers.get('content-type') === 'application/json') {
        sent.push(await request.json());
      }
      return HttpResponse.json(body, { status });
    }),
  );
  return sent;
}

const refusal = (name: string, message: string) => ({ error: { name, message }, response: {} });
const described = {
  name: 'flight-delay-risk',
  owner: 'group:default/flight-operations',
  problemType: 'binary-classification',
};

describe('RegisterModelForm', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  beforeEach(() =>
    server.use(http.get(`${BASE_URL}/models/flight-delay-risk`, () => HttpResponse.json(aModel()))),
  );
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('uploads: what describes the model comes before its bytes', async () => {
    const sent: [string, string][] = [];
    server.use(
      http.post(`${BASE_URL}/models`, async ({ request }) => {
        for (const [name, part] of await request.formData()) {
          sent.push([name, typeof part === 'string' ? part : await part.text()]);
        }
        const answer = {
          created: true,
          model: 'flight-delay-risk',
          version: aVersion({ version: 1 }),
        };
        return HttpResponse.json(answer, { status: 201 });
      }),
    );
    const form = await openForm();
    await userEvent.upload(
      form.getByLabelText(/ONNX file/),
      new File(['onnx bytes'], 'model.onnx'),
    );
    await userEvent.click(form.getByRole('button', { name: 'Register' }));
    expect(await screen.findByText('flight-delay-risk is registered')).toBeInTheDocument();
    expect(screen.getByText('It is in the list with version 1.')).toBeInTheDocument();
    expect(sent.map(([name]) => name)).toEqual(['metadata', 'artifact']);
    expect(JSON.parse(sent[0][1])).toEqual(described);
    expect(
      await screen.findByRole('link', { name: 'Open the page of flight-delay-risk' }),
    ).toHaveAttribute('href', '/catalog/default/component/flight-delay-risk');
  });

  it('names a file by its URL, with tags', async () => {
    const sent = answerRegistration({ created: true, model: 'flight-delay-risk' });
    const form = await openForm();
    await userEvent.type(form.getByRole('textbox', { name: /^Tags/ }), 'aviation delay');
    await userEvent.click(form.getByRole('radio', { name: 'Fetch an ONNX model from a URL' }));
    expect(form.queryByLabelText(/^ONNX file/)).not.toBeInTheDocument();
    await userEvent.type(
      form.getByRole('textbox', { name: /^URL of the ONNX file/ }),
      'https://models.test/a.onnx',
    );
    await userEvent.click(form.getByRole('button', { name: 'Register' }));
    await screen.findByText('flight-delay-risk is registered');
    expect(sent).toEqual([
      {
        ...described,
        tags: ['aviation', 'delay'],
        version: { artifact: { url: 'https://models.test/a.onnx' } },
      },
    ]);
  });

  it('says what is missing of an artifact that is not stored', async () => {
    const form = await openForm();
    await userEvent.click(form.getByRole('radio', { name: 'Another format, not stored here' }));
    expect(form.getByText(/keeps only this description/)).toBeInTheDocument();
    await userEvent.click(form.getByRole('button', { name: 'Register' }));
    const digest = form.getByRole('textbox', { name: /^SHA-256 digest/ });
    expect(digest).toBeInvalid();
    expect(digest).toHaveAccessibleDescription(/64 hexadecimal digits/);
  });

  it('registers a model without a version, whose page is not there yet', async () => {
    server.use(
      http.get(`${BASE_URL}/models/flight-delay-risk`, () =>
        HttpResponse.json(aModel({ entityRef: undefined })),
      ),
    );
    const sent = answerRegistration({ created: true, model: 'flight-delay-risk' });
    const form = await openForm();
    await userEvent.click(form.getByRole('radio', { name: 'No version yet' }));
    await userEvent.click(form.getByRole('button', { name: 'Register' }));
    expect(
      await screen.findByText('It is in the list, without a version yet.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Its page appears in the catalog within a minute.'),
    ).toBeInTheDocument();
    expect(sent).toEqual([described]);
  });

  it('says that the model has the artifact already', async () => {
    answerRegistration({ created: false, model: 'flight-delay-risk', version: aVersion() }, 200);
    const form = await openForm();
    await userEvent.upload(form.getByLabelText(/ONNX file/), new File(['x'], 'model.onnx'));
    await userEvent.click(form.getByRole('button', { name: 'Register' }));
    expect(
      await screen.findByText('flight-delay-risk has this artifact already'),
    ).toBeInTheDocument();
    expect(screen.getByText('It is version 2; nothing new was registered.')).toBeInTheDocument();
  });

  it('shows a taken name at the name', async () => {
    answerRegistration(refusal('ConflictError', 'There is a model of this name'), 409);
    const form = await openForm();
    await userEvent.click(form.getByRole('radio', { name: 'No version yet' }));
    await userEvent.click(form.getByRole('button', { name: 'Register' }));
    expect(await screen.findByText('There is a model of this name')).toBeInTheDocument();
    expect(screen.getByText('The model was not registered')).toBeInTheDocument();
    expect(form.getByRole('textbox', { name: /^Name/ })).toBeInvalid();
  });

  it('can be used by everybody', async () => {
    const form = await openForm();
    await userEvent.click(form.getByRole('radio', { name: 'Another format, not stored here' }));
    expect(await axeViolations(screen.getByRole('dialog'))).toEqual([]);
  });
});
