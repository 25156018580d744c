package main

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/mgr-sdcg/kroniek/eventschemas"
)

// A kanaalbeschrijving is as much of an AsyncAPI document as the test reads.
type kanaalbeschrijving struct {
	Channels map[string]struct {
		Messages map[string]struct {
			Ref string `yaml:"$ref"`
		}
	}
	Operations map[string]struct {
		Action  string
		Channel struct {
			Ref string `yaml:"$ref"`
		}
	}
	Components struct {
		Messages map[string]struct {
			Name    string
			Payload struct {
				Schema struct {
					AllOf []struct {
						Properties struct {
							Data struct {
								Ref string `yaml:"$ref"`
							}
						}
					} `yaml:"allOf"`
				}
			}
		}
	}
}

// typenOver returns the event types that a channel carries.
func (k kanaalbeschrijving) typenOver(t *testing.T, kanaal string) (uit []string) {
	t.Helper()
	for sleutel, m := range k.Channels[kanaal].Messages {
		require.Equal(t, "#/components/messages/"+sleutel, m.Ref)
		bericht, er := k.Components.Messages[sleutel]
		require.True(t, er, "%s is not described", sleutel)
		schema := bericht.Payload.Schema.AllOf[1].Properties.Data.Ref
		b, err := fs.ReadFile(eventschemas.Bestanden(), strings.TrimPrefix(schema, "./"))
		require.NoError(t, err)
		require.Contains(t, string(b), `"urn:kroniek:schema:`+bericht.Name+`"`)
		uit = append(uit, bericht.Name)
	}
	slices.Sort(uit)
	return uit
}

func TestAsyncAPI(t *testing.T) {
	var k kanaalbeschrijving
	require.NoError(t, yaml.Unmarshal(eventschemas.AsyncAPI(), &k))
	uit := typen(catalogi()) // what serve gives to adapters/bus/uitgaand
	t.Run("elk kanaal draagt precies de typen die eruit gaan", func(t *testing.T) {
		require.ElementsMatch(t, []string{"gebeurtenissen", "webhook", "nats"}, slices.Collect(maps.Keys(k.Channels)))
		for kanaal := range k.Channels {
			require.Equal(t, uit, k.typenOver(t, kanaal), kanaal)
		}
	})
	t.Run("elk kanaal heeft een handeling, en Kroniek verstuurt", func(t *testing.T) {
		var kanalen []string
		for _, o := range k.Operations {
			require.Equal(t, "send", o.Action)
			kanalen = append(kanalen, strings.TrimPrefix(o.Channel.Ref, "#/channels/"))
		}
		require.ElementsMatch(t, slices.Collect(maps.Keys(k.Channels)), kanalen)
	})
	t.Run("control: een type dat ontbreekt valt op", func(t *testing.T) {
		delete(k.Channels["webhook"].Messages, "besluit-bekendgemaakt-v1")
		require.NotEqual(t, uit, k.typenOver(t, "webhook"))
	})
}
