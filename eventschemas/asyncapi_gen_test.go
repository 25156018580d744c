package eventschemas

import (
	"fmt"
	"strings"
)

const asyncapiKop = `# Gegenereerd: task schemas. Wijzig dit bestand niet met de hand.
asyncapi: 3.0.0
info:
  title: Gebeurtenissen van Kroniek
  version: 1.0.0
  description: >-
    Elke gebeurtenis is een CloudEvent 1.0 volgens het NL GOV-profiel en komt
    ten minste één keer, op volgorde. Alleen het openbare deel wordt verstrekt.
    Hervat met het gehele getal van de laatst gelezen positie (Last-Event-ID of naPositie);
    in berichten die Kroniek zelf verstuurt staat die als sequence.
  license:
    name: EUPL-1.2
defaultContentType: application/cloudevents+json
channels:
  gebeurtenissen:
    address: /v1/gebeurtenissen
    title: Alle gebeurtenissen
    description: Als lijst (naPositie, limiet, type) en live als server-sent events.
    messages:
`

const asyncapiWebhook = `  webhook:
    address: null
    title: Webhook van een abonnement
    description: >-
      Kroniek stuurt elke gebeurtenis die de rol van het abonnement mag zien met POST naar het aangemelde adres,
      ondertekend volgens Standard Webhooks 1.0: webhook-id is het id van de gebeurtenis, webhook-timestamp het moment
      van versturen, en webhook-signature HMAC-SHA256 over id, moment en inhoud, met een spatie tussen twee handtekeningen
      als er net een nieuw geheim is. Antwoord met 2xx als het bericht bewaard is, en met 410 om de levering te stoppen.
      Bij elk ander antwoord komt hetzelfde bericht opnieuw, en geen later bericht ervoor.
    messages:
`

const asyncapiNATS = `  nats:
    address: '{onderwerp}'
    title: JetStream-onderwerp van een abonnement
    description: >-
      Dezelfde berichten op een onderwerp van de NATS-server van de installatie, bevestigd door JetStream. De kop
      Nats-Msg-Id is het id van de gebeurtenis.
    parameters:
      onderwerp: { description: Het onderwerp dat bij het abonnement is aangemeld. }
    messages:
`

const asyncapiMidden = `operations:
  verstrekGebeurtenissen:
    action: send
    summary: Kroniek verstrekt gebeurtenissen op volgorde van positie.
    channel:
      $ref: '#/channels/gebeurtenissen'
  leverWebhook:
    action: send
    summary: Kroniek levert een gebeurtenis af bij een webhook.
    channel:
      $ref: '#/channels/webhook'
    bindings:
      http: { method: POST, bindingVersion: 0.3.0 }
  leverNats:
    action: send
    summary: Kroniek levert een gebeurtenis af op een onderwerp.
    channel:
      $ref: '#/channels/nats'
components:
  schemas:
    kenmerken:
      type: object
      required: [specversion, id, source, type, subject, time, datacontenttype, dataschema, revisie, opdracht, data]
      properties:
        specversion: { const: '1.0' }
        id: { type: string, format: uuid, description: Afgeleid van de opdracht en het volgnummer daarin. }
        source: { type: string, pattern: '^urn:nld:oin:[0-9]{20}:systeem:kroniek$' }
        type: { type: string }
        subject: { type: string, description: 'Stroom: soort en uuid, nooit afgeleid van een persoon.' }
        time: { type: string, format: date-time, description: Moment van beslissen. }
        datacontenttype: { const: application/json }
        dataschema: { type: string, description: 'urn:kroniek:schema: en het type.' }
        revisie: { type: integer, minimum: 0, description: Volgnummer in de stroom. }
        opdracht: { type: string, description: 'Opdracht die hiertoe leidde (base64url, 16 bytes).' }
        sequence: { type: string, pattern: '^[0-9]{19}$', description: 'Positie in de geschiedenis, alleen in berichten die Kroniek verstuurt. Zonder dit veld zijn de bytes die welke zijn verzegeld.' }
        oorzaak: { type: string, format: uuid, description: Gebeurtenis die hiertoe leidde. }
        samenhang: { type: string, description: Kenmerk dat opdrachten van één zaak verbindt. }
        pdsleutel: { type: string, description: Sleutel van het persoonlijke deel. }
        pddigest: { type: string, description: Digest van het persoonlijke deel. }
        data: { type: object }
  messages:
`

// asyncapi returns the AsyncAPI description of all event types that may be in store.
func asyncapi() []byte {
	var b strings.Builder
	b.WriteString(asyncapiKop)
	for _, kanaal := range []string{"", asyncapiWebhook, asyncapiNATS} { // the first has its head already
		b.WriteString(kanaal)
		for _, s := range soorten() {
			fmt.Fprintf(&b, "      %[1]s:\n        $ref: '#/components/messages/%[1]s'\n", berichtnaam(s.naam))
		}
	}
	b.WriteString(asyncapiMidden)
	for _, s := range soorten() {
		fmt.Fprintf(&b, `    %s:
      name: %s
      title: %s
      contentType: application/cloudevents+json
      payload:
        schemaFormat: application/schema+json;version=draft-2020-12
        schema:
          allOf:
            - $ref: '#/components/schemas/kenmerken'
            - properties:
                type: { const: %s }
                data:
                  $ref: './%s'
`, berichtnaam(s.naam), s.naam, titel(s.naam), s.naam, s.bestand(achterSchema))
	}
	return []byte(b.String())
}

// berichtnaam is the key of a message: the last part of its type, without points.
func berichtnaam(naam string) string { return strings.ReplaceAll(kort(naam), ".", "-") }
