package naming

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A Place is a government as lists name it: 长安区, of the prefecture 石家庄市.
type Place struct {
	Name       string // several names are divided by a stroke
	Prefecture string // "" when it is one itself, or lies in none
}

// A title is a name taken apart: 前郭尔罗斯, 蒙古族, 自治县.
type title struct {
	core, ethnic, level string
	signs               []character // of the core, as they are read in the whole name
	former              bool        // a name that the place had before
	guessed             bool        // nobody has said so: only whole syllables count
	brief               bool        // what the place is has to stand after it, and of one character what it lies in before
}

// longestName bounds what is looked at, in characters. The longest real name of
// a county has fifteen; of a unit, with its city's in front, twice as many.
const longestName = 40

// titles takes a place's names apart, those that it had before among them.
func (k *knowledge) titles(p Place) []title {
	var all []title
	for _, n := range k.namesIn(p) {
		t, ok := k.title(n)
		if !ok {
			continue
		}
		all = append(all, t)
		all = append(all, k.special(n)...)
		all = append(all, k.brief(t)...)
		for _, old := range k.formerly[n] {
			all = append(all, title{core: old, signs: k.characters(old), level: t.level, former: true})
		}
		// Cities and districts in 州 were mostly a county of one character before.
		if name, ok := strings.CutSuffix(t.core, "州"); ok && utf8.RuneCountInString(name) == 1 && t.level != "县" {
			all = append(all, title{core: name, level: "县", signs: k.characters(t.core)[:1], former: true, brief: true})
		}
		// Counties of one character were mostly a 州 before: 荣县 was 荣州.
		if utf8.RuneCountInString(t.core) == 1 {
			old := t.core + "州"
			all = append(all, title{core: old, signs: k.characters(old), former: true, guessed: true})
		}
	}
	return all
}

// namesIn returns a place's names, and those of a department without the city's
// before them: 宿州市水利局 is 水利局, too.
func (k *knowledge) namesIn(p Place) []string {
	all := names(p.Name)
	for _, n := range all {
		if rest, ok := strings.CutPrefix(n, p.Prefecture); ok && p.Prefecture != "" && rest != "" {
			all = append(all, rest)
		}
		all = append(all, k.zonesIn(n, p)...)
	}
	return all
}

// names divides names that stand side by side.
func names(text string) []string {
	apart := func(r rune) bool { return strings.ContainsRune("／/、,，()（）", r) }
	var all []string
	for _, n := range strings.FieldsFunc(text, apart) {
		n = strings.TrimSpace(n)
		if place, ok := strings.CutSuffix(n, "人民政府"); ok && place != "" {
			n = place
		}
		if utf8.RuneCountInString(n) <= longestName {
			all = append(all, n)
		}
	}
	return all
}

func (k *knowledge) title(name string) (title, bool) {
	core, level := k.withoutLevel(name)
	return k.cut(name, core, level)
}

// cut makes a title of a name whose core is known but for its nationalities.
func (k *knowledge) cut(name, core, level string) (title, bool) {
	t := title{level: level}
	t.core, t.ethnic = k.withoutEthnic(core)
	if autonomous(level) {
		t.core, t.ethnic = k.withoutPeople(t.core, t.ethnic)
	}
	signs := k.readings(name)
	t.signs = spoken(signs[:utf8.RuneCountInString(t.core)])
	return t, len(t.signs) > 0
}

// special takes apart in another way too: 林区 and the like may be a name's own,
// as in 万柏林区, or say what the place is; and a division of 新疆生产建设兵团
// was, and mostly signs as, 农N师.
func (k *knowledge) special(name string) []title {
	var all []title
	add := func(name, core, level string) {
		if t, ok := k.cut(name, core, level); ok {
			all = append(all, t)
		}
	}
	for _, l := range k.doubtful {
		if core, ok := strings.CutSuffix(name, l); ok && core != "" {
			add(name, core, l)
		}
	}
	number, isDivision := strings.CutPrefix(strings.TrimSuffix(name, "师"), "第")
	if isDivision && strings.HasSuffix(name, "师") {
		for _, core := range []string{"农" + number, "兵团农" + number, "兵团第" + number} {
			add(core+"师", core, "师")
		}
	}
	return all
}

func (k *knowledge) withoutLevel(name string) (core, level string) {
	for _, l := range k.levelNames {
		if rest, ok := strings.CutSuffix(name, l); ok && rest != "" {
			return rest, l
		}
	}
	return name, ""
}

// withoutEthnic takes the names of nationalities off the end, as long as
// something is left of the place's own: 恭城瑶族 is 恭城, 内蒙古 stays. 族 is
// dropped in names like 前郭尔罗斯蒙古族自治县 for some, but never for all.
func (k *knowledge) withoutEthnic(core string) (rest, ethnic string) {
	rest = core
	for {
		i := slices.IndexFunc(k.ethnic, func(e string) bool {
			before, ok := strings.CutSuffix(rest, e+"族")
			return ok && before != ""
		})
		if i < 0 {
			return rest, ethnic
		}
		people := k.ethnic[i] + "族"
		rest, ethnic = strings.TrimSuffix(rest, people), people+ethnic
	}
}

// autonomous reports whether what a place is says that it is one of a nationality.
func autonomous(level string) bool { return strings.HasPrefix(level, "自治") }

// withoutPeople takes one more name of a nationality off the end, which stands there
// without 族 as in 伊犁哈萨克自治州.
func (k *knowledge) withoutPeople(core, ethnic string) (rest, all string) {
	for _, e := range k.ethnic {
		before, ok := strings.CutSuffix(core, e)
		if ok && utf8.RuneCountInString(before) > 1 && utf8.RuneCountInString(e) > 1 {
			return before, e + ethnic
		}
	}
	return core, ethnic
}

// shortPlace is a region's name without the word for what it is: 石家庄. A name
// of two characters is short already: 宿州.
func (k *knowledge) shortPlace(name string) string {
	if utf8.RuneCountInString(name) < 3 {
		return name
	}
	core, _ := k.withoutLevel(name)
	return core
}

// provinceOf returns the province of a place, and false when nobody knows.
func (k *knowledge) provinceOf(p Place) (province, bool) {
	in := []string{p.Prefecture}
	if p.Prefecture == "" {
		in = names(p.Name)
	}
	for _, name := range in {
		short, _ := k.withoutEthnic(k.shortPlace(name))
		if _, level := k.withoutLevel(name); autonomous(level) {
			short, _ = k.withoutPeople(short, "")
		}
		if i, ok := k.within[short]; ok {
			return k.provinces[i], true
		}
		if i := slices.IndexFunc(k.provinces, func(v province) bool { return v.Name == short }); i >= 0 {
			return k.provinces[i], true
		}
	}
	return province{}, false
}
