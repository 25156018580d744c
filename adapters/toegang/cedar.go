package toegang

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/types"
	"github.com/cedar-policy/cedar-go/x/exp/ast"
	cedarschema "github.com/cedar-policy/cedar-go/x/exp/schema"
	"github.com/cedar-policy/cedar-go/x/exp/schema/validate"
)

// A Bron is one file of the policy: "….cedarschema" says which acts there are,
// "….cedar" who may do them.
type Bron struct{ Naam, Tekst string }

//go:embed beleid/*.cedar beleid/*.cedarschema
var beleidstekst embed.FS

// Standaard returns the policy of Kroniek as it is in the program: text that can
// be read beside the reglement van orde and the mandaatregister. Give it to
// [NieuwBeleid].
func Standaard() []Bron {
	var bronnen []Bron
	err := fs.WalkDir(beleidstekst, ".", func(pad string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := beleidstekst.ReadFile(pad)
		bronnen = append(bronnen, Bron{Naam: path.Base(pad), Tekst: string(b)})
		return err
	})
	if err != nil {
		panic("toegang: the policy is compiled in, yet unreadable: " + err.Error())
	}
	return bronnen
}

// Types of the schema.
const (
	soortRol      types.EntityType = "Rol"
	soortHouder   types.EntityType = "Houder"
	soortBezoeker types.EntityType = "Bezoeker"
	soortZaak     types.EntityType = "Zaak"

	overPersonen     = "over-personen"     // group of acts about single persons
	auditspoor       = "auditspoor"        // group of acts that are logged also when allowed
	auditspoorVooraf = "auditspoor-vooraf" // the same, before the handler runs
)

// A genummerd is a policy with its id.
type genummerd struct {
	id    cedar.PolicyID
	regel *cedar.Policy
}

// cedarbeleid is the policy as Cedar runs it. It is only read after it was made.
type cedarbeleid struct {
	acties map[Handeling]cedar.Entity // all that may be tried, with their groups
	groep  map[string][]string        // groups of a group
	per    map[Handeling]regels       // what can apply to an act
}

// regels are policies in the order of the text; a map would answer in another
// order each time.
type regels []genummerd

// All implements cedar.PolicyIterator.
func (r regels) All() iter.Seq2[cedar.PolicyID, *cedar.Policy] {
	return func(yield func(cedar.PolicyID, *cedar.Policy) bool) {
		for _, g := range r {
			if !yield(g.id, g.regel) {
				return
			}
		}
	}
}

// leesCedar reads and checks the sources.
func leesCedar(bronnen []Bron) (*cedarbeleid, error) {
	var woorden strings.Builder
	var alle regels
	for _, b := range bronnen {
		if strings.HasSuffix(b.Naam, ".cedarschema") {
			woorden.WriteString(b.Tekst + "\n")
			continue
		}
		lijst, err := cedar.NewPolicyListFromBytes(b.Naam, []byte(b.Tekst))
		if err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrBeleid, b.Naam, err)
		}
		for _, p := range lijst {
			alle = append(alle, genummerd{id: cedar.PolicyID(p.Annotations()["id"]), regel: p})
		}
	}
	var s cedarschema.Schema
	if err := s.UnmarshalCedar([]byte(woorden.String())); err != nil {
		return nil, fmt.Errorf("%w: schema: %w", ErrBeleid, err)
	}
	r, err := s.Resolve()
	if err != nil {
		return nil, fmt.Errorf("%w: schema: %w", ErrBeleid, err)
	}
	if err := keurRegels(alle, validate.New(r), r.Enums[soortRol].Values); err != nil {
		return nil, err
	}
	c := &cedarbeleid{acties: map[Handeling]cedar.Entity{}, groep: map[string][]string{}, per: map[Handeling]regels{}}
	for uid, a := range r.Actions {
		for boven := range a.Entity.Parents.All() {
			c.groep[string(uid.ID)] = append(c.groep[string(uid.ID)], string(boven.ID))
		}
		if a.AppliesTo != nil {
			c.acties[Handeling(uid.ID)] = a.Entity
		}
	}
	for h := range c.acties {
		for _, g := range alle {
			if c.geldt(g.regel, h) {
				c.per[h] = append(c.per[h], g)
			}
		}
	}
	return c, nil
}

// genoemdeRollen finds the roles in a policy; the validator passes over one that
// the schema does not have.
var genoemdeRollen = regexp.MustCompile(`Rol::"[^"]*"`)

// keurRegels refuses policies without an id of their own, that the schema does not
// allow, or that name a single holder or zaak: those are decided upon by what
// they are.
func keurRegels(alle regels, v *validate.Validator, rollen []types.EntityUID) error {
	var fout error
	gezien := map[cedar.PolicyID]bool{}
	for _, g := range alle {
		plaats := fmt.Sprintf("%s:%d", g.regel.Position().Filename, g.regel.Position().Line)
		tekst := string(g.regel.MarshalCedar())
		switch {
		case g.id == "":
			fout = errors.Join(fout, fmt.Errorf("%w: %s: policy without @id", ErrBeleid, plaats))
		case gezien[g.id]:
			fout = errors.Join(fout, fmt.Errorf("%w: %s: second policy %q", ErrBeleid, plaats, g.id))
		case strings.Contains(tekst, `Houder::"`) || strings.Contains(tekst, `Zaak::"`) || strings.Contains(tekst, `Bezoeker::"`):
			fout = errors.Join(fout, fmt.Errorf("%w: %s: policy %q names a single holder or zaak", ErrBeleid, plaats, g.id))
		case slices.ContainsFunc(genoemdeRollen.FindAllString(tekst, -1), func(rol string) bool {
			return !slices.ContainsFunc(rollen, func(r types.EntityUID) bool { return r.String() == rol })
		}):
			fout = errors.Join(fout, fmt.Errorf("%w: %s: policy %q names a role that does not exist", ErrBeleid, plaats, g.id))
		default:
			if err := v.Policy(string(g.id), (*ast.Policy)(g.regel.AST())); err != nil {
				fout = errors.Join(fout, fmt.Errorf("%w: %s: %w", ErrBeleid, plaats, err))
			}
		}
		gezien[g.id] = true
	}
	return fout
}

// geldt reports whether the scope of p covers act h.
func (c *cedarbeleid) geldt(p *cedar.Policy, h Handeling) bool {
	switch s := p.AST().Action.(type) {
	case ast.ScopeTypeEq:
		return string(s.Entity.ID) == string(h)
	case ast.ScopeTypeIn:
		return c.binnen(h, string(s.Entity.ID))
	case ast.ScopeTypeInSet:
		return slices.ContainsFunc(s.Entities, func(e types.EntityUID) bool { return c.binnen(h, string(e.ID)) })
	default:
		return true
	}
}

// binnen reports whether h is groep or lies in it.
func (c *cedarbeleid) binnen(h Handeling, groep string) bool {
	return string(h) == groep || slices.ContainsFunc(c.groep[string(h)], func(boven string) bool { return c.binnen(Handeling(boven), groep) })
}

// gedekt reports whether some policy permits h, to whomever.
func (c *cedarbeleid) gedekt(h Handeling) bool {
	return slices.ContainsFunc(c.per[h], func(g genummerd) bool { return g.regel.Effect() == cedar.Permit })
}

// Values that no holder has as its own.
const (
	andereGemeente = "een andere gemeente"
	andereModule   = "een andere module"
	andereSchool   = "een andere school"
)

// beslis asks Cedar about q for every way in which a zaak can relate to v.
// personen says where v has the right to persons; nil means nowhere.
func (c *cedarbeleid) beslis(v houder, q vraagsleutel, personen *tafel) *tafel {
	t := &tafel{van: v}
	for g, gemeente := range []string{"", string(v.gemeente), andereGemeente} {
		for m, module := range []string{"", v.module, andereModule} {
			for s, school := range []string{"", v.organisatie, andereSchool} {
				if g == eigen && gemeente == "" { // the holder has none of its own
					t.plaats[vak(g, m, s)] = t.plaats[vak(geen, m, s)]
					continue
				}
				if m == eigen && module == "" {
					t.plaats[vak(g, m, s)] = t.plaats[vak(g, geen, s)]
					continue
				}
				ziet := personen != nil && personen.in(g, m, s).Mag
				u := c.vraag(v, q, Over{Gemeente: gemeente, Module: module, School: school}, ziet)
				i := slices.IndexFunc(t.uitspraken, func(x Uitspraak) bool { return x.Mag == u.Mag && slices.Equal(x.Regels, u.Regels) })
				if i < 0 {
					i = len(t.uitspraken)
					t.uitspraken = append(t.uitspraken, u)
				}
				t.plaats[vak(g, m, s)] = uint8(i) //nolint:gosec // at most 27
			}
		}
	}
	return t
}

// vraag asks Cedar one question. A policy that cannot be evaluated denies: Cedar
// itself would pass over it, also over one that forbids.
func (c *cedarbeleid) vraag(v houder, q vraagsleutel, o Over, personen bool) Uitspraak {
	h := q.h
	w := wereld{actie: c.acties[h], zaak: entiteit(soortZaak, "zaak", "gemeente", o.Gemeente, "module", o.Module, "school", o.School)}
	if v == (houder{}) {
		w.houder = entiteit(soortBezoeker, "bezoeker")
	} else {
		w.houder = entiteit(soortHouder, "houder", "organisatie", v.organisatie, "gemeente", string(v.gemeente), "module", v.module)
		w.houder.Parents = types.NewEntityUIDSet(types.NewEntityUID(soortRol, types.String(v.rol)))
	}
	besluit, waarom := cedar.Authorize(c.per[h], w, cedar.Request{
		Principal: w.houder.UID, Action: w.actie.UID, Resource: w.zaak.UID,
		Context: types.NewRecord(types.RecordMap{"personen": types.Boolean(personen), "machtiging": types.Boolean(q.machtiging)}),
	})
	u := Uitspraak{Mag: bool(besluit) && len(waarom.Errors) == 0}
	for _, r := range waarom.Reasons {
		u.Regels = append(u.Regels, string(r.PolicyID))
	}
	for _, r := range waarom.Errors {
		u.Regels = append(u.Regels, "fout in "+string(r.PolicyID))
	}
	return u
}

// A wereld is the three entities of one question.
type wereld struct{ houder, actie, zaak cedar.Entity }

// Get implements cedar.EntityGetter.
func (w wereld) Get(uid types.EntityUID) (cedar.Entity, bool) {
	for _, e := range []cedar.Entity{w.houder, w.actie, w.zaak} {
		if e.UID == uid {
			return e, true
		}
	}
	return cedar.Entity{}, false
}

// entiteit returns an entity with pairs of name and value as its attributes; an
// empty value is an absent attribute.
func entiteit(soort types.EntityType, id string, paren ...string) cedar.Entity {
	velden := types.RecordMap{}
	for i := 0; i+1 < len(paren); i += 2 {
		if paren[i+1] != "" {
			velden[types.String(paren[i])] = types.String(paren[i+1])
		}
	}
	return cedar.Entity{UID: types.NewEntityUID(soort, types.String(id)), Attributes: types.NewRecord(velden)}
}
