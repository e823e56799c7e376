import type { Deployment, Version } from '@mlops-backstage/plugin-mlops-common';
import type { UseQueryResult } from '@tanstack/react-query';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { aDeployment, aModel, aVersion } from '../../__testUtils__/fixtures';
import { renderMlops } from '../../__testUtils__/renderMlops';
import { Lineage } from './Lineage';

function renderLineage(given: Partial<Version>, deployments: Deployment[] = []) {
  const query = { data: deployments } as UseQueryResult<Deployment[]>;
  renderMlops(<Lineage model={aModel()} version={aVersion(given)} deployments={query} />);
}

const column = async (name: string) => within(await screen.findByRole('list', { name }));

describe('Lineage', () => {
  it('leads from the data over the run to the version and its endpoints', async () => {
    renderLineage(
      {
        datasets: [
          {
            name: 'flights-2013',
            role: 'training',
            rows: 70_000,
            entityRef: 'resource:default/flights-2013',
          },
          { name: 'december', role: 'test' },
        ],
        source: {
          project: 'delays',
          workflow: 'nightly',
          run: '42',
          runUrl: 'https://ci.example.com/runs/42',
          repository: 'https://git.example.com/delays',
          commit: 'abc123',
          user: 'user:default/guest',
        },
      },
      [
        aDeployment({ version: 2 }),
        aDeployment({ name: 'other', version: 1 }),
        aDeployment({ name: 'tried', version: 1, canary: { version: 2, weight: 5 } }),
      ],
    );
    const data = await column('Data sets');
    expect(data.getByRole('link', { name: 'flights-2013' })).toHaveAttribute(
      'href',
      '/catalog/default/resource/flights-2013',
    );
    expect(data.getByText('training · 70,000 rows')).toBeInTheDocument();
    expect(data.getByText('test · rows not recorded')).toBeInTheDocument();
    const run = await column('Run');
    const link = run.getByRole('link', { name: 'nightly / 42' });
    expect(link).toHaveAttribute('href', 'https://ci.example.com/runs/42');
    expect(link).toHaveAttribute('rel', 'noopener noreferrer');
    expect(run.getByText('abc123')).toBeInTheDocument();
    const endpoints = await column('Endpoints');
    expect(endpoints.getByRole('link', { name: 'flight-delay-risk' })).toHaveAttribute(
      'href',
      '/catalog/default/component/flight-delay-risk/serving?deployment=flight-delay-risk',
    );
    expect(endpoints.getByText(/· canary, 5 %/)).toBeInTheDocument();
    expect(endpoints.queryByText('other')).not.toBeInTheDocument();
  });

  it('says what is not recorded', async () => {
    renderLineage({});
    expect((await column('Data sets')).getByText('not recorded')).toBeInTheDocument();
    expect((await column('Run')).getByText('not recorded')).toBeInTheDocument();
    expect((await column('Endpoints')).getByText('No endpoint serves it')).toBeInTheDocument();
  });

  it('says once that an endpoint is served elsewhere', async () => {
    renderLineage({}, [aDeployment({ version: 2, target: 'external' })]);
    const [endpoint] = (await column('Endpoints')).getAllByText(/Served elsewhere/);
    expect(endpoint.parentElement).toHaveTextContent(/Served elsewhere · champion$/);
  });

  it('shows many data sets on demand', async () => {
    const datasets = Array.from({ length: 20 }, (_, i) => ({
      name: `part ${i}`,
      role: 'training' as const,
    }));
    renderLineage({ datasets });
    const data = await column('Data sets');
    expect(data.getAllByText(/^part/)).toHaveLength(6);
    await userEvent.click(data.getByRole('button', { name: 'Show all 20 data sets' }));
    expect(data.getAllByText(/^part/)).toHaveLength(20);
  });
});
