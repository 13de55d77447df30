package naming

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestKnowledgeIsSound(t *testing.T) {
	k := builtin()
	for text, w := range k.words {
		for i, reads := range w.reads {
			if len(w.whole) == 0 && len(reads) == 0 {
				t.Errorf("%s: character %d has no reading", text, i+1)
			}
		}
		for _, s := range append(slices.Concat(w.reads...), w.whole...) {
			if s == "" || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") != "" {
				t.Errorf("%s: %q is no spelling", text, s)
			}
		}
	}
	for now, then := range k.formerly {
		if core, level := k.withoutLevel(now); level == "" || slices.Contains(then, core) || slices.Contains(then, now) {
			t.Errorf("%s was not called %v before", now, then)
		}
	}
	if len(k.provinces) != 31 {
		t.Errorf("%d provinces", len(k.provinces))
	}
	for field, words := range k.english {
		if len(words) == 0 || utf8.RuneCountInString(field) < 2 {
			t.Errorf("%s: %v", field, words)
		}
	}
}

// Which province a prefecture lies in agrees with the codes of GB/T 2260, of which
// the first two digits are the province's: one province has one beginning.
func TestProvincesAgreeWithCodes(t *testing.T) {
	k, digits, province := builtin(), map[string]string{}, map[string]string{}
	for _, row := range table(t, "../testdata/portals.csv") {
		code, p := row[0][:2], Place{Name: row[1], Prefecture: row[3]}
		v, ok := k.provinceOf(p)
		if !ok {
			continue
		}
		if before, is := digits[v.Name]; is && before != code {
			t.Errorf("%+v, code %s, lies in %s, whose codes begin with %s", p, row[0], v.Name, before)
		}
		if before, is := province[code]; is && before != v.Name {
			t.Errorf("%+v, code %s, lies in %s, and others in %s", p, row[0], v.Name, before)
		}
		digits[v.Name], province[code] = code, v.Name
	}
	if len(digits) < 20 {
		t.Errorf("only %d provinces compared", len(digits))
	}
}

func TestPrefecturesAreInOneProvince(t *testing.T) {
	k := builtin()
	seen := map[string]string{}
	for _, p := range k.provinces {
		for _, place := range strings.Fields(p.Prefectures) {
			if other, twice := seen[place]; twice {
				t.Errorf("%s lies in %s and in %s", place, other, p.Name)
			}
			seen[place] = p.Name
		}
	}
	if v, ok := k.provinceOf(Place{Name: "瑶海区", Prefecture: "合肥市"}); !ok || v.Name != "安徽" {
		t.Errorf("瑶海区 lies in %q", v.Name)
	}
	if v, ok := k.provinceOf(Place{Name: "陵水黎族自治县"}); !ok || v.Name != "海南" {
		t.Errorf("陵水 lies in %q", v.Name)
	}
	if v, ok := k.provinceOf(Place{Name: "临河市"}); ok {
		t.Errorf("a made-up city lies in %q", v.Name)
	}
}

func TestReadKnowledgeRefuses(t *testing.T) {
	for _, c := range []struct{ file, says string }{
		{"[readings", "file 1"},
		{"[colours]\n\"a\" = \"b\"", "colours"},
	} {
		if _, err := readKnowledge(c.file); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: %v", c.file, err)
		}
	}
	twice := "[readings]\n\"六安\" = \"lu-an\""
	if _, err := readKnowledge(twice, twice); err == nil || !strings.Contains(err.Error(), "六安") {
		t.Errorf("a word read in two files: %v", err)
	}
}
