package naming

import (
	"slices"
	"unicode/utf8"
)

// A region is a way to write what a place lies in, before or after its label.
type region struct{ letters, stands string }

// mostSpellings bounds the ways to write one name: characters with several
// readings multiply.
const mostSpellings = 64

// regions returns the ways to write the prefecture, the province, both, or the
// country.
func (k *knowledge) regions(p Place) []region {
	var prefecture, above []region
	if p.Prefecture != "" && utf8.RuneCountInString(p.Prefecture) <= longestName {
		prefecture = k.writings(p.Prefecture)
	}
	if v, ok := k.provinceOf(p); ok {
		above = k.writings(v.Name)
		for _, a := range v.Also {
			above = append(above, region{a, v.Name})
		}
	}
	all := slices.Concat(prefecture, above)
	for _, v := range above {
		for _, c := range prefecture {
			all = append(all, region{v.letters + c.letters, v.stands + c.stands})
		}
	}
	for _, a := range k.country.Letters {
		all = append(all, region{a, k.country.Name})
	}
	return all
}

// writings returns a region's name in full and in initials, with and without the
// first letter of what it is; one initial alone says too little.
func (k *knowledge) writings(name string) []region {
	short := k.shortPlace(name)
	signs := k.characters(short)
	if len(signs) == 0 {
		return nil
	}
	written := product(signs, func(read string) string { return read })
	for _, w := range signs[0].whole {
		written = append(written, w.spelling)
	}
	if len(signs) > 1 {
		written = append(written, product(signs, func(read string) string { return read[:1] })...)
	}
	var all []region
	_, level := k.withoutLevel(name)
	for _, letters := range written {
		all = append(all, region{letters, short})
		if level != "" && name != short {
			for _, l := range k.levels[level] {
				all = append(all, region{letters + l, name})
			}
		}
	}
	return all
}

// product joins the readings of all characters in every way, each once.
func product(signs []character, part func(read string) string) []string {
	all := []string{""}
	for _, c := range signs {
		var next []string
		for _, begun := range all {
			for _, read := range c.reads {
				if s := begun + part(read); !slices.Contains(next, s) && len(next) < mostSpellings {
					next = append(next, s)
				}
			}
		}
		all = next
	}
	return all
}
