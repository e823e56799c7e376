import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { mockServices } from '@backstage/backend-test-utils';
import { PayloadTooLargeError } from '@mlops-backstage/plugin-mlops-node';
import express from 'express';
import request from 'supertest';

describe('PayloadTooLargeError', () => {
  it("is answered by Backstage's error middleware with status 413", async () => {
    const app = express();
    app.get('/', () => {
      throw new PayloadTooLargeError('The artifact is larger than 512 MiB');
    });
    app.use(
      MiddlewareFactory.create({
        config: mockServices.rootConfig(),
        logger: mockServices.logger.mock(),
      }).error(),
    );

    const answer = await request(app).get('/');

    expect(answer.status).toBe(413);
    expect(answer.body.error).toMatchObject({
      name: 'PayloadTooLargeError',
      message: 'The artifact is larger than 512 MiB',
    });
  });
});
