import type { Card, CardWriting } from '@mlops-backstage/plugin-mlops-common';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { BASE_URL, renderMlops } from '../../__testUtils__/renderMlops';
import { CardView } from './CardView';

// Typing into a rendered page takes its time on a busy machine.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

const server = setupServer();
const VERSION = `${BASE_URL}/models/flight-delay-risk/versions/3`;

function aCard(given: Partial<Card> = {}): Card {
  return {
    model: 'flight-delay-risk',
    version: 3,
    revision: 2,
    writtenAt: '2026-01-03T00:00:00Z',
    writtenBy: 'user:default/guest',
    complete: false,
    sections: [
      {
        id: 'model-details',
        title: 'Model details',
        generated: '| Algorithm |\n| - |\n| Boosting |',
        written: '',
        needsPerson: false,
      },
      {
        id: 'intended-use',
        title: 'Intended use',
        generated: '',
        written: 'For **planners**.',
        carriedOverFrom: 2,
        needsPerson: true,
      },
      {
        id: 'ethical-considerations',
        title: 'Ethical considerations',
        guidance: 'Who may be harmed?',
        generated: '',
        written: '',
        needsPerson: true,
      },
    ],
    ...given,
  };
}

/** Answers with a card as it is when asked, and its two revisions. */
function serve(card: () => Card = aCard) {
  const asked: Array<string | null> = [];
  server.use(
    http.get(`${VERSION}/card`, ({ request }) => {
      asked.push(new URL(request.url).searchParams.get('revision'));
      return HttpResponse.json(card());
    }),
    http.get(`${VERSION}/card/revisions`, () =>
      HttpResponse.json({
        items: [2, 1].map(revision => ({
          revision,
          writtenAt: '2026-01-03T00:00:00Z',
          writtenBy: 'user:default/guest',
          sections: ['intended-use'],
        })),
      }),
    ),
  );
  return asked;
}

const show = (options?: Parameters<typeof renderMlops>[1]) =>
  renderMlops(<CardView model="flight-delay-risk" version={3} />, options);

const section = async (name: string) => within(await screen.findByRole('region', { name }));

describe('CardView', () => {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  it('shows what the registry knows and what people wrote, and what is missing', async () => {
    serve();
    show();
    const state = 'Incomplete: 1 of 2 sections that need a person are written';
    expect(await screen.findByText(state)).toBeInTheDocument();
    const details = await section('Model details');
    expect(details.getByRole('cell', { name: 'Boosting' })).toBeInTheDocument();
    const use = await section('Intended use');
    expect(use.getByText('Carried over from version 2')).toBeInTheDocument();
    expect(use.getByText('planners').tagName).toBe('STRONG');
    const ethics = await section('Ethical considerations');
    expect(ethics.getByText('Not written yet: needs a person')).toBeInTheDocument();
    expect(ethics.getByText('Who may be harmed?')).toBeInTheDocument();
  });

  it('writes one section on top of the revision that was read', async () => {
    serve();
    const bodies: CardWriting[] = [];
    server.use(
      http.put(`${VERSION}/card`, async ({ request }) => {
        bodies.push((await request.json()) as CardWriting);
        return HttpResponse.json(aCard({ revision: 3 }));
      }),
    );
    show();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Write Ethical considerations' }),
    );
    const ethics = await section('Ethical considerations');
    expect(ethics.getByRole('button', { name: 'Save' })).toBeDisabled();
    await userEvent.type(ethics.getByRole('textbox'), 'Nobody *in* particular.');
    await userEvent.click(ethics.getByRole('radio', { name: 'Preview' }));
    expect(ethics.getByText('in').tagName).toBe('EM');
    await userEvent.click(ethics.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(ethics.queryByRole('textbox')).not.toBeInTheDocument());
    expect(bodies).toEqual([
      {
        basedOnRevision: 2,
        sections: { 'ethical-considerations': 'Nobody *in* particular.' },
      },
    ]);
  });

  it('keeps a person’s text when somebody else wrote meanwhile, and saves it on top of theirs', async () => {
    let present = aCard();
    serve(() => present);
    const bases: number[] = [];
    server.use(
      http.put(`${VERSION}/card`, async ({ request }) => {
        const { basedOnRevision } = (await request.json()) as CardWriting;
        bases.push(basedOnRevision);
        if (basedOnRevision === present.revision) {
          return HttpResponse.json(present);
        }
        const error = { name: 'ConflictError', message: 'Revision 3 was written meanwhile' };
        return HttpResponse.json({ error, response: {} }, { status: 409 });
      }),
    );
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'Edit Intended use' }));
    const use = await section('Intended use');
    await userEvent.type(use.getByRole('textbox'), ' Mine.');
    const sections = aCard().sections.map(each =>
      each.id === 'intended-use' ? { ...each, written: 'Theirs.' } : each,
    );
    present = aCard({ revision: 3, sections });
    await userEvent.click(use.getByRole('button', { name: 'Save' }));

    expect(await use.findByText('Somebody else wrote meanwhile')).toBeInTheDocument();
    expect(await use.findByText('Theirs.')).toBeInTheDocument();
    expect(use.getByRole('textbox')).toHaveValue('For **planners**. Mine.');
    await userEvent.click(use.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(use.queryByRole('textbox')).not.toBeInTheDocument());
    expect(bases).toEqual([2, 3]);
  });

  it('keeps a text that was begun when the person looks elsewhere', async () => {
    serve();
    const { unmount } = show();
    const name = 'Write Ethical considerations';
    await userEvent.click(await screen.findByRole('button', { name }));
    await userEvent.type((await section('Ethical considerations')).getByRole('textbox'), 'Begun');
    unmount();
    show();
    await userEvent.click(await screen.findByRole('button', { name }));
    const ethics = await section('Ethical considerations');
    expect(ethics.getByRole('textbox')).toHaveValue('Begun');
    expect(ethics.getByText(/What you had begun to write/)).toBeInTheDocument();
    await userEvent.click(ethics.getByRole('button', { name: 'Cancel' }));
    await userEvent.click(await screen.findByRole('button', { name }));
    expect((await section('Ethical considerations')).getByRole('textbox')).toHaveValue('');
  });

  it('confirms carried-over text by saving it unchanged', async () => {
    serve();
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'Edit Intended use' }));
    const use = await section('Intended use');
    expect(use.getByText(/The text comes from version 2/)).toBeInTheDocument();
    expect(use.getByRole('button', { name: 'Save' })).toBeEnabled();
    // One section at a time: the others say why they wait.
    expect(screen.getAllByText('Another section is being written')).toHaveLength(2);
  });

  it('shows an earlier revision to read only', async () => {
    const asked = serve();
    show();
    await userEvent.click(await screen.findByText('History (2)'));
    await userEvent.click(screen.getByRole('button', { name: 'View revision 1' }));
    expect(await screen.findByText(/Revision 1, as it was/)).toBeInTheDocument();
    expect(screen.getByLabelText('location')).toHaveTextContent('revision=1');
    expect(asked).toContain('1');
    expect(screen.queryByRole('button', { name: /^Edit|^Write/ })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show the newest' }));
    expect(await screen.findByRole('button', { name: 'Edit Intended use' })).toBeInTheDocument();
  });

  it('says why a person may not write', async () => {
    // A model of its own: what is allowed on the other is remembered for two seconds.
    serve(() => aCard({ model: 'guarded' }));
    show({ denied: ['mlops.card.update'] });
    const edit = await screen.findByRole('button', { name: 'Edit Intended use' });
    await waitFor(() => expect(edit).toBeDisabled());
    expect(edit).toHaveAccessibleDescription('You lack the permission mlops.card.update');
  });

  it('is taken away as a file', async () => {
    serve();
    const saved: string[] = [];
    URL.createObjectURL = () => 'blob:test';
    URL.revokeObjectURL = () => {};
    const click = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function save(
      this: HTMLAnchorElement,
    ) {
      saved.push(this.download);
    });
    server.use(
      http.get(`${VERSION}/card/document`, () => HttpResponse.text('# Card')),
      http.get(`${VERSION}/ml-bom`, () => HttpResponse.json({ bomFormat: 'CycloneDX' })),
    );
    show();
    for (const name of ['Download Markdown', 'Download HTML', 'Download ML-BOM']) {
      await userEvent.click(await screen.findByRole('button', { name }));
    }
    await waitFor(() =>
      expect(saved).toEqual([
        'flight-delay-risk-v3-model-card.md',
        'flight-delay-risk-v3-model-card.html',
        'flight-delay-risk-v3-ml-bom.cdx.json',
      ]),
    );
    click.mockRestore();
  });

  it('says why a file could not be had', async () => {
    serve();
    const error = { name: 'ServiceUnavailableError', message: 'Come back later' };
    server.use(
      http.get(`${VERSION}/card/document`, () =>
        HttpResponse.json({ error, response: {} }, { status: 503 }),
      ),
    );
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'Download HTML' }));
    expect(await screen.findByText('Come back later')).toBeInTheDocument();
  });

  it('prints', async () => {
    serve();
    const print = jest.spyOn(window, 'print').mockImplementation(() => {});
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'Print' }));
    expect(print).toHaveBeenCalled();
  });
});
