import express from 'express';
import request from 'supertest';
import { sendFile } from './sendFile';

describe('sendFile', () => {
  it('sends a document that is saved and runs nothing, whatever the backend allows otherwise', async () => {
    const app = express();
    app.get('/', (_request, response) => {
      response.set('Content-Security-Policy', "default-src 'self'");
      sendFile(response, {
        name: 'card.html',
        contentType: 'text/html; charset=utf-8',
        content: '<p>größer</p>',
      });
    });
    const { status, headers, text } = await request(app).get('/');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-disposition': 'attachment; filename="card.html"',
      'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    });
    expect(text).toBe('<p>größer</p>');
  });
});
