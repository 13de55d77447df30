package handlers

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"steward/rules"
)

func codesOf(units []rules.Unit) string {
	var codes []string
	for _, u := range units {
		codes = append(codes, u.Code)
	}
	return strings.Join(codes, " ")
}

func TestFind(t *testing.T) {
	x := newIndex([]rules.Unit{
		{Code: "sz-wxb", Name: "宿州市互联网信息办公室", Aliases: []string{"市网信办", "网信办"}, Label: "wxb"},
		{Code: "sz-jtj", Name: "宿州市教育体育局", Aliases: []string{"教体局"}, Label: "jytyj"},
		{Code: "sz-jtys", Name: "宿州市交通运输局", Aliases: []string{"交通局"}},
		{Code: "jtj", Name: "某局"},
	}, 1)
	for typed, want := range map[string]string{
		"":         "sz-wxb sz-jtj sz-jtys jtj",
		"教体局":      "sz-jtj",
		"教育 体育":    "sz-jtj",
		"网信":       "sz-wxb",
		"jtj":      "sz-jtj sz-jtys jtj", // each by a whole word: the first letters of a short name, or the code
		"ＪＴＪ":      "sz-jtj sz-jtys jtj",
		"jty":      "sz-jtys", // within another word
		"wxb":      "sz-wxb",
		"sz-jt":    "sz-jtj sz-jtys",
		"宿州市":      "sz-wxb sz-jtj sz-jtys",
		"局":        "sz-jtj sz-jtys jtj",
		"司法局":      "",
		"\t":       "sz-wxb sz-jtj sz-jtys jtj",
		"\u202e教体": "sz-jtj",
	} {
		if got := codesOf(x.find(typed, MaxOptions)); got != want {
			t.Errorf("%q finds %q, want %q", typed, got, want)
		}
	}
	if got := codesOf(x.find("局", 2)); got != "sz-jtj sz-jtys" {
		t.Errorf("at most two: %q", got)
	}
}

// TestFindIsWhatALookAtEachWouldGive compares with the plain way: each unit with
// each of its words.
func TestFindIsWhatALookAtEachWouldGive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOfN(rapid.RuneFrom([]rune("ab教局 Ａ-")), 0, 4, -1)
		var units []rules.Unit
		for i := range rapid.IntRange(0, 8).Draw(t, "units") {
			units = append(units, rules.Unit{Code: fmt.Sprint("u", i), Name: word.Draw(t, "name"), Aliases: []string{word.Draw(t, "alias")}})
		}
		typed, most := word.Draw(t, "typed"), rapid.IntRange(0, 9).Draw(t, "most")
		want := plainly(units, folded(typed), most)
		if got := codesOf(newIndex(units, 0).find(typed, most)); got != want {
			t.Fatalf("%q in %+v finds %q, want %q", typed, units, got, want)
		}
	})
}

func plainly(units []rules.Unit, typed string, most int) string {
	ranks := map[rune][]rules.Unit{}
	for _, u := range units {
		best := 'z'
		for _, w := range wordsOf(u) {
			switch {
			case w == typed || typed == "":
				best = min(best, 'a')
			case strings.HasPrefix(w, typed):
				best = min(best, 'b')
			case strings.Contains(w, typed):
				best = min(best, 'c')
			}
		}
		ranks[best] = append(ranks[best], u)
	}
	found := slices.Concat(ranks['a'], ranks['b'], ranks['c'])
	return codesOf(found[:min(most, len(found))])
}

// manyUnits is far more than any city has.
func manyUnits() []rules.Unit {
	units := make([]rules.Unit, 20_000)
	for i := range units {
		name := fmt.Sprintf("宿州市%c%c%c管理局", 0x4e00+i%5000, 0x5e00+i%3001, 0x6e00+i/7)
		units[i] = rules.Unit{Code: fmt.Sprint("sz-", i), Name: name, Aliases: []string{string([]rune(name)[3:6]) + "局"}}
	}
	return units
}

// TestFindAmongMany: a look goes once through a few megabytes, which takes
// milliseconds; the bound leaves room for a busy machine, not for a look that
// goes through each unit's words anew.
func TestFindAmongMany(t *testing.T) {
	x := newIndex(manyUnits(), 1)
	var took []time.Duration
	for i := range 60 {
		typed := []string{"局", "宿州市", "glj", x.units[i*300].Name, x.units[i*300].Code, "没有这样的单位"}[i%6]
		begun := time.Now()
		found := x.find(typed, MaxOptions)
		took = append(took, time.Since(begun))
		if i%6 == 3 && found[0].Name != typed || len(found) > MaxOptions {
			t.Errorf("%q finds %d, first %+v", typed, len(found), found[0])
		}
	}
	slices.Sort(took)
	t.Logf("%d looks among %d units: median %v, slowest %v", len(took), len(x.units), took[len(took)/2], took[len(took)-1])
	if took[len(took)/2] > 20*time.Millisecond {
		t.Errorf("a look takes %v", took[len(took)/2])
	}
}

func TestIndexIsMadeAnewWhenTheUnitsChange(t *testing.T) {
	k, loads := &indexes{}, 0
	load := func() ([]rules.Unit, error) {
		loads++
		return []rules.Unit{{Code: fmt.Sprint("u", loads), Name: "某局"}}, nil
	}
	for version, want := range []string{"u1", "u2", "u3"} {
		for range 3 {
			x, err := k.of(int64(version), load)
			if err != nil || codesOf(x.find("某", 1)) != want {
				t.Errorf("version %d: %q, %v", version, codesOf(x.units), err)
			}
		}
	}
	if loads != 3 {
		t.Errorf("loaded %d times for three versions", loads)
	}
}

func BenchmarkFind(b *testing.B) {
	x := newIndex(manyUnits(), 1)
	for b.Loop() {
		x.find("体育局", MaxOptions)
	}
}
