// An OpenID provider that signs people in to a worker: node provider.mjs <worker's address> <client secret>
import { createServer } from 'node:http';
import { generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';

const [, , worker, secret] = process.argv;

// Whoever says a name is let in as that.
const rights = {
    desk: { roles: ['operator'], sites: ['*'] },
    stranger: { roles: [], sites: [] },
};

const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
const server = createServer();
server.listen(0, 'localhost', () => {
    const issuer = `http://localhost:${server.address().port}`;
    const provider = new Provider(issuer, {
        clients: [{
            client_id: 'ringfence',
            client_secret: secret,
            redirect_uris: [`${worker}/oauth/callback/ringfence`],
            post_logout_redirect_uris: [`${worker}/signed-out`],
        }],
        claims: { openid: ['sub', 'roles', 'sites'] },
        // As others do: claims are in the token that says who has signed in.
        conformIdTokenClaims: false,
        pkce: { required: () => false },
        cookies: { keys: [secret] },
        jwks: { keys: [{ ...key, kid: 'tests', use: 'sig', alg: 'RS256' }] },
        features: { devInteractions: { enabled: true } },
        findAccount: (context, login) => ({ accountId: login, claims: () => ({ sub: login, ...rights[login] }) }),
    });
    server.on('request', provider.callback());
    console.log(issuer);
});
