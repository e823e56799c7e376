// An identity provider, a real OpenID Connect server, with an account for everybody whom it is told of. They sign in by
// their name alone.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import Provider from 'oidc-provider';

/** Known to the provider as a client: the portal under test. */
const CLIENT_ID = 'portal';

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' };
}

const signInPage = message => `<!doctype html>
<html lang="en">
  <title>Identity provider</title>
  <h1>Sign in</h1>
  ${message ? `<p role="alert">${message}</p>` : ''}
  <form method="post">
    <label>Name <input name="name" autofocus required></label>
    <button>Continue</button>
  </form>
</html>`;

/** Asks for the name, and signs in whoever has an account of it. */
async function interact(provider, accounts, request, response) {
  await provider.interactionDetails(request, response);
  const name = request.method === 'POST' && new URLSearchParams(await text(request)).get('name');
  if (name && accounts.has(name)) {
    await provider.interactionFinished(request, response, { login: { accountId: name } });
    return;
  }
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(signInPage(name ? 'There is no account of this name' : ''));
}

/** Whoever signs in has agreed to what the portal asks for. */
async function grantEverything({ oidc }) {
  const grant = new oidc.provider.Grant({
    clientId: oidc.client.clientId,
    accountId: oidc.session.accountId,
  });
  grant.addOIDCScope('openid profile email');
  await grant.save();
  return grant;
}

/**
 * Starts the provider on a free port of this machine.
 *
 * @param options.people - `{ name, displayName, email }` of everybody who has an account
 * @param options.portalUrl - of the portal whose people they are
 * @returns what the portal is configured with, and `stop`
 */
export async function startOidcProvider({ people, portalUrl }) {
  const server = createServer();
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const clientSecret = randomBytes(16).toString('hex');
  const accounts = new Map(people.map(person => [person.name, person]));

  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: clientSecret,
        redirect_uris: [`${portalUrl}/api/auth/oidc/handler/frame`],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    cookies: { keys: [randomBytes(16).toString('hex')] },
    jwks: { keys: [signingKey()] },
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      email: ['email', 'email_verified'],
    },
    features: {
      devInteractions: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: async (_, client, token) => token.clientId === client.clientId,
      },
    },
    ttl: {
      AccessToken: HOUR_S,
      Grant: DAY_S,
      IdToken: HOUR_S,
      Interaction: HOUR_S,
      RefreshToken: DAY_S,
      Session: DAY_S,
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    loadExistingGrant: grantEverything,
    // As Keycloak, Okta and others are set up for such portals.
    issueRefreshToken: async () => true,
    pkce: { required: () => false },
    async findAccount(_, name) {
      const person = accounts.get(name);
      return (
        person && {
          accountId: name,
          claims: async () => ({
            sub: name,
            name: person.displayName,
            preferred_username: name,
            email: person.email,
            email_verified: true,
          }),
        }
      );
    },
  });

  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url.startsWith('/interaction/')) {
      answer(request, response);
      return;
    }
    interact(provider, accounts, request, response).catch(error => {
      response.statusCode = 400;
      response.end(String(error));
    });
  });

  return {
    issuer,
    metadataUrl: `${issuer}/.well-known/openid-configuration`,
    clientId: CLIENT_ID,
    clientSecret,
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
