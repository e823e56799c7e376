import { render, screen } from '@testing-library/react';
import app from '../App';

/** All plugins are loaded first. */
const LOADING = { timeout: 30_000 };

jest.setTimeout(60_000);

describe('the portal of an organisation', () => {
  it('offers single sign-on and nothing else', async () => {
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: [
        {
          context: 'test',
          data: {
            app: { title: 'Portal', baseUrl: 'http://localhost:7007', signIn: 'oidc' },
            auth: { environment: 'production' },
            backend: { baseUrl: 'http://localhost:7007' },
          },
        },
      ] as any,
    };

    render(app.createRoot());

    expect(await screen.findByText('Single sign-on', {}, LOADING)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Sign In' })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Enter' })).not.toBeInTheDocument();
  });
});
