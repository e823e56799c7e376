import { mockCredentials } from '@backstage/backend-test-utils';
import { actorOf } from './Actor';

describe('actorOf', () => {
  it('is the person or the service that the credentials are of', () => {
    expect(actorOf(mockCredentials.user('user:default/ada'))).toEqual({ ref: 'user:default/ada' });
    expect(actorOf(mockCredentials.service('external:ci'))).toEqual({ ref: 'external:ci' });
  });

  it('is the person too where a service acts for one, and tells through which', () => {
    const credentials = mockCredentials.user('user:default/ada', {
      actor: { subject: 'plugin:mcp-actions' },
    });
    expect(actorOf(credentials)).toEqual({
      ref: 'user:default/ada',
      through: 'plugin:mcp-actions',
    });
  });

  it('refuses credentials of nobody', () => {
    expect(() => actorOf(mockCredentials.none())).toThrow(
      expect.objectContaining({ name: 'NotAllowedError' }),
    );
  });
});
