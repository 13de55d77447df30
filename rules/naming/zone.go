package naming

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// zonesIn returns the name of a zone without what it lies in: 杭州钱塘新区 is
// 钱塘新区, 四川天府新区 is 天府新区. What has no name of its own keeps it.
func (k *knowledge) zonesIn(name string, p Place) []string {
	above := []string{k.shortPlace(p.Prefecture)}
	if v, ok := k.provinceOf(p); ok {
		above = append(above, v.Name, v.Name+"省")
	}
	for _, v := range k.provinces {
		if p.Prefecture == "" {
			above = append(above, v.Name)
		}
	}
	var all []string
	for _, prefix := range above {
		rest, ok := strings.CutPrefix(name, prefix)
		if !ok || prefix == "" {
			continue
		}
		for _, l := range k.doubtful {
			if core, is := strings.CutSuffix(rest, l); is && utf8.RuneCountInString(core) > 1 && !k.isDoubtful(rest) {
				all = append(all, rest)
				break
			}
		}
	}
	return all
}

// isDoubtful reports whether a name is nothing but a word for what a place is.
func (k *knowledge) isDoubtful(name string) bool { return slices.Contains(k.doubtful, name) }

// zone returns the readings of a label as what a zone is alone, with what it lies
// in before it: 石家庄 and kq for 井陉矿区. A zone that is called by its city has the
// city's first letter, or nothing: hetda, and gxq below the city's own label.
func (k *knowledge) zone(t title, p Place, regions []region, label string) []Match {
	if !k.isDoubtful(t.level) {
		return nil
	}
	bySeat := t.core == k.shortPlace(p.Prefecture)
	var found []Match
	for _, letters := range k.levels[t.level] {
		before, ok := strings.CutSuffix(label, letters)
		if !ok || len(letters) < 2 {
			continue
		}
		named := Part{letters, t.level}
		first := len(t.signs) > 0 && before == t.signs[0].reads[0][:1]
		switch {
		case bySeat && before == "" && strings.HasSuffix(letters, "q"), bySeat && first:
			found = append(found, zoned(before, t.core, named))
		}
		for _, r := range regions {
			if before != "" && r.letters == before {
				found = append(found, zoned(before, r.stands, named))
			}
		}
	}
	return found
}

func zoned(before, stands string, named Part) Match {
	m := Match{Reason: Short}
	if before != "" {
		m.Parts = append(m.Parts, Part{before, stands})
	}
	m.Parts = append(m.Parts, named)
	return m
}

// brief returns the short names that everybody uses of places of nationalities:
// 巴音郭楞蒙古自治州 is 巴州, 阜新蒙古族自治县 is 阜蒙县.
func (k *knowledge) brief(t title) []title {
	if !autonomous(t.level) || len(t.signs) == 0 {
		return nil
	}
	first, _ := utf8.DecodeRuneInString(t.core)
	var all []title
	if t.level == "自治州" && len(t.signs) > 2 {
		all = append(all, title{core: string(first), level: "州", signs: t.signs[:1], brief: true})
	}
	if t.ethnic != "" && len(t.signs) > 1 {
		people, _ := utf8.DecodeRuneInString(t.ethnic)
		core := string(first) + string(people)
		signs := append(slices.Clone(t.signs[:1]), k.characters(t.ethnic)[:1]...)
		all = append(all, title{core: core, level: strings.TrimPrefix(t.level, "自治"), signs: signs, brief: true})
	}
	return all
}
