import { render, screen } from '@testing-library/react';
import app from './App';

/** All plugins are loaded first. */
const LOADING = { timeout: 30_000 };

jest.setTimeout(60_000);

describe('the portal', () => {
  it('starts and asks who is there', async () => {
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: [
        {
          context: 'test',
          data: {
            app: { title: 'Portal under test', baseUrl: 'http://localhost:7007' },
            backend: { baseUrl: 'http://localhost:7007' },
          },
        },
      ] as any,
    };

    render(app.createRoot());

    expect(await screen.findByRole('button', { name: 'Enter' }, LOADING)).toBeInTheDocument();
  });
});
