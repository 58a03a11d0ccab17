// An OpenID provider that others wrote, with one client and whoever types a name: ISSUER, CLIENT_SECRET, REDIRECT_URI.
import { Provider } from "oidc-provider";

const { ISSUER, CLIENT_SECRET, REDIRECT_URI } = process.env;
const provider = new Provider(ISSUER, {
	clients: [{ client_id: "mockmate", client_secret: CLIENT_SECRET, redirect_uris: [REDIRECT_URI] }],
	pkce: { required: () => true },
	cookies: { keys: ["only for a test"] },
	claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
	findAccount: (_, sub) => ({
		accountId: sub,
		claims: () => ({ sub, email: `${sub}@example.com`, email_verified: sub !== "mallory", name: `${sub} at the provider` }),
	}),
});
provider.listen(Number(new URL(ISSUER).port), "127.0.0.1", () => console.log("listening"));
