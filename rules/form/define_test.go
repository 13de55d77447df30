package form

import (
	"strings"
	"testing"
)

func TestWrongDefinitionsPanic(t *testing.T) {
	for reason, spoil := range map[string]func(*Definition){
		"id and title":          func(d *Definition) { d.ID = "" },
		"versions":              func(d *Definition) { d.Version = 0 },
		"article":               func(d *Definition) { d.Articles = nil },
		"asks nothing":          func(d *Definition) { d.Fields = nil },
		"area code":             func(d *Definition) { d.AreaCode = "557" },
		"row head has no name":  func(d *Definition) { d.Rows[1].ID = "head" },
		"has no field":          func(d *Definition) { d.Fields = d.Fields[:4] },
		"row contact: word":     func(d *Definition) { d.Rows[1].Words = d.Rows[0].Words },
		"no word for it":        func(d *Definition) { d.Fields[0].Words = nil },
		"lower case":            func(d *Definition) { d.Fields[2].Words = []string{"QQ"} },
		"stands twice":          func(d *Definition) { d.Fields[1].ID = "head.name" },
		"no label":              func(d *Definition) { d.Fields[1].Label = "" },
		"no kind":               func(d *Definition) { d.Fields[1].Kind = "nothing" },
		"order of the rows":     func(d *Definition) { d.Fields[0], d.Fields[7] = d.Fields[7], d.Fields[0] },
		"of no row":             func(d *Definition) { d.Fields[7].Row = "deputy" },
		"field head.phone: wor": func(d *Definition) { d.Fields[3].Words = append(d.Fields[3].Words, "qq") },
	} {
		t.Run(reason, func(t *testing.T) {
			defer func() {
				if said, _ := recover().(string); !strings.Contains(said, reason) {
					t.Errorf("panics with %q", said)
				}
			}()
			d := *Coordinator()
			spoil(&d)
			Define(d)
		})
	}
}

func TestCoordinatorIsAnnex2(t *testing.T) {
	d := Forms()["coordinator"]
	var ids []string
	for _, f := range d.Fields {
		ids = append(ids, f.ID)
		if f.Personal != (f.Kind != Post) || f.Optional {
			t.Errorf("%s: personal %v, optional %v", f.ID, f.Personal, f.Optional)
		}
	}
	want := "head.name head.post head.qq head.phone contact.name contact.post contact.qq contact.phone"
	if got := strings.Join(ids, " "); got != want {
		t.Errorf("fields are %s", got)
	}
	if d.Paper != "附件2" || d.Articles[0] != "三(三)" {
		t.Errorf("paper %s on %v", d.Paper, d.Articles)
	}
}

// ProblemArgs is what the sentences are compared with, so it must list exactly
// the keys and arguments that occur.
func TestProblemKeysAreUnique(t *testing.T) {
	keys := ProblemKeys()
	if len(keys) != 38 {
		t.Errorf("%d keys: %v", len(keys), keys)
	}
}
