import { configure, screen, within } from '@testing-library/react';
import { renderMlops } from '../../__testUtils__/renderMlops';
import { ModelsPages } from '../models/ModelsPages';

jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

// A file of its own: answers about permissions are shared by all who ask, for a while also from test to test.
describe('for whom the audit trail is not', () => {
  it('has no tab, and its address says why', async () => {
    renderMlops(<ModelsPages />, { path: '/audit', denied: ['mlops.audit.read'] });
    expect(await screen.findByText('You can’t read the audit trail')).toBeInTheDocument();
    expect(screen.getByText(/^You lack the permission mlops\.audit\.read/)).toBeInTheDocument();
    const nav = within(screen.getByRole('navigation', { name: 'Parts of ML models' }));
    expect(nav.getByRole('link', { name: 'Models' })).toBeInTheDocument();
    expect(nav.queryByRole('link', { name: 'Audit' })).not.toBeInTheDocument();
  });
});
