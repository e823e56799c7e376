import { render, screen } from '@testing-library/react';
import app from './App';

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

    expect(await screen.findByRole('button', { name: 'Enter' })).toBeInTheDocument();
  });
});
