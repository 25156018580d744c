package proefaanbieder

import (
	"context"
	"errors"
	"slices"

	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// An opslag is the example's storage, with systems that get tokens for our
// audience, and an office that is sent back after signing out.
type opslag struct {
	*storage.Storage
	o Opties
}

// GetClientByClientID implements op.Storage.
func (s *opslag) GetClientByClientID(ctx context.Context, id string) (op.Client, error) {
	c, err := s.Storage.GetClientByClientID(ctx, id)
	if err != nil {
		return nil, err
	}
	return &kantoor{Client: c, uit: s.o.Uit}, nil
}

// A kantoor is the client of the office.
type kantoor struct {
	op.Client
	uit string
}

// PostLogoutRedirectURIs implements op.Client.
func (k *kantoor) PostLogoutRedirectURIs() []string { return []string{k.uit} }

var errOnbekend = errors.New("proefaanbieder: no such client")

// ClientCredentials implements op.ClientCredentialsStorage.
func (s *opslag) ClientCredentials(_ context.Context, id, geheim string) (op.Client, error) {
	if !slices.Contains(s.o.Systemen, Systeem{ClientID: id, Geheim: geheim}) {
		return nil, errOnbekend
	}
	return &systeem{Client: storage.WebClient(id, geheim)}, nil
}

// ClientCredentialsTokenRequest implements op.ClientCredentialsStorage.
func (s *opslag) ClientCredentialsTokenRequest(_ context.Context, id string, bereik []string) (op.TokenRequest, error) {
	return &oidc.JWTTokenRequest{Subject: id, Audience: []string{s.o.Doelgroep}, Scopes: bereik}, nil
}

// A systeem is a client that gets signed access tokens.
type systeem struct{ *storage.Client }

// AccessTokenType implements op.Client.
func (systeem) AccessTokenType() op.AccessTokenType { return op.AccessTokenTypeJWT }

// GrantTypes implements op.Client.
func (systeem) GrantTypes() []oidc.GrantType {
	return []oidc.GrantType{oidc.GrantTypeClientCredentials}
}
