package intent

import (
	"slices"
	"strings"

	"steward/rules/naming"
)

// index finds units by their names in a sentence. Building it takes time in
// proportion to the names; looking takes the same however many there are.
type index struct {
	codes   []string
	names   []name
	written *table // hash of the writing, to a name
	sounds  *table // hash of the sound, to names
	slips   *table // hash of a name with a slip, to it; see slip.go
	longest int    // tokens of the longest name
}

// A register gathers names until all are known.
type register struct {
	*index
	written map[hash]int32
	sounds  []pair
	slips   slips
}

// A name is one by which a unit is called.
type name struct {
	text string
	unit int32 // -1 when several units are called so
	weak bool  // a stem such as 财政, which is also an ordinary word
}

const several = -1

func (l *lexicon) index(units []Unit) *index {
	x := &register{index: &index{}, written: map[hash]int32{}, slips: slips{}}
	for _, u := range units {
		x.codes = append(x.codes, u.Code)
	}
	for _, names := range []func(Unit) []string{given, l.derived, l.byOrgan, initials} {
		taken := int32(len(x.names))
		for i, u := range units {
			for _, n := range names(u) {
				x.put(l, name{text: n, unit: int32(i)}, taken)
			}
		}
	}
	taken := int32(len(x.names))
	for i, u := range units {
		for _, n := range stems(u) {
			x.put(l, name{text: n, unit: int32(i), weak: true}, taken)
		}
	}
	x.index.written, x.index.sounds, x.index.slips = newTable(pairsOf(x.written)), newTable(x.sounds), newTable(pairsOf(x.slips))
	x.names = slices.Clip(x.names)
	return x.index
}

// put takes in a name. One that an earlier pass gave away stays with its unit;
// one that two units claim in the same pass is neither's.
func (x *register) put(l *lexicon, n name, taken int32) {
	tokens := l.tokens(l.fold(n.text))
	if len(tokens) == 0 {
		return
	}
	key := writingOf(tokens)
	if at, known := x.written[key]; known {
		if at >= taken && x.names[at].unit != n.unit {
			x.names[at].unit = several
		}
		return
	}
	at := int32(len(x.names))
	x.names = append(x.names, n)
	x.written[key] = at
	x.longest = max(x.longest, len(tokens))
	if len(tokens) > 1 && chinese(tokens) && !n.weak {
		x.sounds = append(x.sounds, pair{key: soundOf(tokens), value: at})
		x.slips.add(tokens, at, func(i int32) int32 { return x.names[i].unit })
	}
}

// named reports whether a text is just a unit's name.
func (x *index) named(text string) bool {
	at := x.written.find(noText.text(text))
	return len(at) > 0 && x.names[at[0]].unit != several
}

func given(u Unit) []string { return u.Names }

// derived lists what people make of the names given: without the region, 委 for
// 委员会, 县政府 for 县人民政府.
func (l *lexicon) derived(u Unit) []string {
	var out []string
	for _, n := range u.Names {
		for _, short := range l.shorter(l.local(n)) {
			out = append(out, short)
			if !strings.HasSuffix(short, "政府") {
				out = append(out, "市"+short)
			}
		}
	}
	return out
}

// local takes the region off a name: 宿州市财政局, 市财政局 and 财政局 are one.
func (l *lexicon) local(n string) string {
	for _, region := range append(slices.Clone(l.settings.Region), "市") {
		if rest, ok := strings.CutPrefix(n, region); ok && len([]rune(rest)) > 1 {
			return rest
		}
	}
	return n
}

func (l *lexicon) shorter(n string) []string {
	out := []string{n}
	for _, pair := range l.settings.Shorter {
		if long, short, ok := strings.Cut(pair, ">"); ok {
			for _, o := range out {
				if s := strings.Replace(o, long, short, 1); s != o && len([]rune(s)) > 1 {
					out = append(out, s)
				}
			}
		}
	}
	return out
}

// byOrgan lists what the lexicon calls organs of this name.
func (l *lexicon) byOrgan(u Unit) []string {
	if len(u.Names) == 0 {
		return nil
	}
	var out []string
	full := l.local(u.Names[0])
	for _, o := range l.organs {
		if strings.HasPrefix(full, o.Name) {
			out = append(out, phrasesOf(o.Also)...)
			out = append(out, phrasesOf(o.Latin)...)
		}
	}
	return append(out, countyLatin(full)...)
}

// countyLatin spells a county in English: Lingbi, Lingbi County.
func countyLatin(full string) []string {
	for _, end := range []string{"县人民政府", "区人民政府"} {
		if base, ok := strings.CutSuffix(full, end); ok {
			spelt := strings.Join(syllablesOf(base), "")
			kind := map[string]string{"县人民政府": "county", "区人民政府": "district"}[end]
			return []string{spelt + " " + kind}
		}
	}
	return nil
}

func syllablesOf(text string) []string {
	var out []string
	for _, r := range text {
		if s := naming.Syllable(r); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// initials lists the names in first letters: jtj for 教体局.
func initials(u Unit) []string {
	var out []string
	const fewest = 3
	for _, n := range u.Names {
		syllables := syllablesOf(n)
		if len(syllables) < fewest || len(syllables) != len([]rune(n)) {
			continue
		}
		letters := ""
		for _, s := range syllables {
			letters += s[:1]
		}
		out = append(out, letters)
	}
	return out
}

// stems lists short names without the word for the kind of organ.
func stems(u Unit) []string {
	var out []string
	for _, n := range u.Names[min(1, len(u.Names)):] {
		for _, kind := range []string{"局", "委", "办", "中心", "县", "区"} {
			if stem, ok := strings.CutSuffix(n, kind); ok && len([]rune(stem)) > 1 {
				out = append(out, strings.TrimPrefix(stem, "市"))
			}
		}
	}
	return out
}
