package papers

import (
	"bytes"
	"slices"
	"testing"

	"steward/rules"
	"steward/rules/answer"
)

// TestWriteExport: what the office takes away reads back as it was, guarded; the
// same is drawn twice, and a question has no document.
func TestWriteExport(t *testing.T) {
	r := rules.Register{Kind: rules.DomainRegister, Domains: []rules.Domain{
		{Name: "a.gov.cn", Unit: "u", SiteName: "=1+1", SiteStatus: rules.Running, Purpose: rules.Government},
	}}
	for _, format := range []string{answer.AsCSV, answer.AsXLSX} {
		var once, twice bytes.Buffer
		for _, to := range []*bytes.Buffer{&once, &twice} {
			name, ok, err := Write(to, answer.BuildExport(r, format))
			if !ok || err != nil || name != "domains."+format {
				t.Fatalf("%s: %q %v %v", format, name, ok, err)
			}
		}
		if !bytes.Equal(once.Bytes(), twice.Bytes()) {
			t.Errorf("%s: drawn twice it is another", format)
		}
		back := ReadRegister(once.Bytes(), "")
		if len(back.Refused) > 0 || !slices.Equal(back.Domains, r.Domains) {
			t.Errorf("%s: read back as %+v, %v", format, back.Domains, back.Refused)
		}
	}
	var none bytes.Buffer
	if _, ok, err := Write(&none, answer.BuildExport(rules.Register{}, answer.AsXLSX)); ok || err != nil || none.Len() > 0 {
		t.Errorf("a question has a document: %v %v", ok, err)
	}
}
