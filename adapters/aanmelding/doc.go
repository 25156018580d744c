// Package aanmelding lets people sign in with their own organisation, and checks
// the access tokens that systems get from an OAuth server.
//
// People come in through OpenID Connect: the authorization code flow with PKCE,
// state and nonce, as the NL GOV profile asks (no implicit or hybrid flow). How well
// the provider established who it is may be asked for everybody or for a role: by acr,
// as that profile has it, or by amr where a provider states no acr. What the provider says of a person is not kept: the register links a
// code of issuer and subject to a principal, and the session holds the principal.
// Who is not linked yet gets to see that code, to give to the beheerder.
//
// Systems send an access token (RFC 9068) that the same provider signed for this
// office. A token that is bound to a certificate (RFC 8705) is only taken over a
// connection with that certificate.
package aanmelding
