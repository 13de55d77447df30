package form

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How long answers may be, in characters.
const (
	maxHanName   = 20
	maxLatinName = 60
	maxPost      = 60
	maxText      = 500
	maxLong      = 3000
)

// read returns the normal form of an answer to a field, or why it is none. The
// problem says which field, and what was typed.
func (d *Definition) read(f Field, typed line) (string, *Problem) {
	value, problem := d.readField(f, typed)
	if problem != nil {
		problem.Field, problem.Said = f.ID, typed.String()
		return "", problem
	}
	return value, nil
}

func (d *Definition) readField(f Field, typed line) (string, *Problem) {
	switch f.Kind {
	case Date:
		return readDate(typed, d.Today, f.Past)
	case URL:
		return readURL(typed)
	case Domain:
		return readDomain(typed)
	case Choice:
		return readChoice(f, typed)
	case Number:
		return readNumber(f, typed)
	case Confirm:
		if f.Label == "zero_none" && noSite.MatchString(strings.Trim(strings.TrimSpace(typed.text()), idle)) {
			return Yes, nil
		}
		return readConfirm(typed)
	case Long:
		return readLong(typed, cmp.Or(f.Max, maxLong))
	case File:
		return readFile(typed)
	case Text:
		return readText(typed, cmp.Or(f.Max, maxText))
	}
	return d.readKind(f.Kind, typed)
}

// noSite is how a unit says that it has neither site nor domain.
var noSite = patternOf(`^(?:我们?|我单位|本单位|确实|单位|目前|都|也)*(?:没有?|无)(?:网站|域名|网站(?:和|、|,|也没有|及)域名|网站无域名)(?:的)?$|^we have (?:no|neither) .{0,30}$`)

func (d *Definition) readKind(k Kind, typed line) (string, *Problem) {
	if hasMarkup(typed) {
		return "", &Problem{Key: Brackets}
	}
	switch k {
	case Name:
		return readName(typed)
	case Post:
		return readPost(typed)
	case QQ:
		return readQQ(typed)
	default:
		return readPhone(typed, d.AreaCode)
	}
}

// hasMarkup reports whether angle brackets stand in an answer. Neither a name
// nor a post nor a number has them; tags and mentions do.
func hasMarkup(l line) bool { return strings.ContainsAny(l.text(), "<>") }

// readName takes 2 to 20 Han characters, with · between the parts of a
// transliterated name, or a name in Latin letters.
func readName(typed line) (string, *Problem) {
	name := sexNote.ReplaceAllString(strings.Map(middleDot, typed.String()), "")
	switch {
	case onlyRunes(name, isHanName):
		return hanName(strings.Join(strings.Fields(name), ""))
	case onlyRunes(name, isLatinName) && strings.IndexFunc(name, unicode.IsLetter) >= 0:
		return latinName(strings.Join(strings.Fields(halfWidth(name)), " "))
	}
	return "", &Problem{Key: NameShape}
}

// sexNote is what rosters write after a name: 张某（女）.
var sexNote = patternOf(`\s*[(（][男女](?:性|士)?[)）]$`)

func hanName(name string) (string, *Problem) {
	for _, polite := range []string{"同志", "先生", "女士"} {
		if rest, ok := strings.CutSuffix(name, polite); ok && utf8.RuneCountInString(rest) >= 2 {
			name = rest
		}
	}
	n := utf8.RuneCountInString(name)
	switch {
	case n < 2 || n > maxHanName:
		return "", &Problem{Key: NameLength, Args: bounds(2, maxHanName)}
	case strings.HasPrefix(name, "·") || strings.HasSuffix(name, "·") || strings.ContainsAny(name, talking) || holds(name, changes()...) || holds(name, ofForms()...):
		return "", &Problem{Key: NameShape}
	case looksPost(name):
		return "", &Problem{Key: NameWithPost}
	}
	return name, nil
}

func latinName(name string) (string, *Problem) {
	if n := utf8.RuneCountInString(name); n < 2 || n > maxLatinName {
		return "", &Problem{Key: NameLength, Args: bounds(2, maxLatinName)}
	}
	if looksPost(name) {
		return "", &Problem{Key: NameWithPost}
	}
	return name, nil
}

// talking are characters of sentences that stand in nobody's name.
const talking = "我你您们們吗嗎呢吧请請填这這"

// ofForms are words of what people say about a form, which stand in nobody's name.
func ofForms() []string {
	return []string{"域名", "网站", "注销", "注册", "附件", "问题", "错了", "写错", "填错", "一下", "一个", "这个", "那个", "电话", "手机", "职务", "怎么", "什么", "报送", "填报", "先不", "没有"}
}

func middleDot(r rune) rune {
	if strings.ContainsRune("・•．‧∙⋅●", r) {
		return '·'
	}
	return r
}

func isHanName(r rune) bool {
	return unicode.Is(unicode.Han, r) || r == '·' || r == '〇' || unicode.IsSpace(r)
}

func isLatinName(r rune) bool {
	return unicode.Is(unicode.Latin, r) || unicode.Is(unicode.Mn, r) || strings.ContainsRune("·.'’- ", r) || unicode.IsSpace(r)
}

func onlyRunes(s string, ok func(rune) bool) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !ok(r) }) < 0
}

func halfWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r > '！' && r <= '～' {
			return r - ('！' - '!')
		}
		return r
	}, s)
}

// readPost takes any words: 科长, 党组成员、副主任（正科级）, 12345热线办主任.
func readPost(typed line) (string, *Problem) {
	if strings.IndexFunc(typed.String(), unicode.IsLetter) < 0 {
		return "", &Problem{Key: PostShape}
	}
	return readText(typed, maxPost)
}

func readText(typed line, most int) (string, *Problem) {
	text := strings.Join(strings.Fields(typed.String()), " ")
	if utf8.RuneCountInString(text) > most {
		return "", &Problem{Key: TextLength, Args: map[string]string{"max": strconv.Itoa(most)}}
	}
	return text, nil
}

// looksPost reports whether words name a post rather than a person.
func looksPost(s string) bool { return titleOf(s) != "" }

// titleOf returns the title, or the part of an office, that words end in.
func titleOf(s string) string {
	if i := strings.IndexAny(s, "(（"); i > 0 {
		s = strings.TrimSpace(s[:i])
	}
	for _, end := range []string{
		"主任科员", "秘书长", "工程师", "负责人", "联络员", "管理员", "技术员", "办事员", "调研员", "巡视员", "教导员", "指导员", "工作人员",
		"科长", "处长", "局长", "股长", "主任", "书记", "队长", "所长", "院长", "站长", "部长", "组长", "校长",
		"县长", "区长", "市长", "镇长", "乡长", "司长", "厅长", "處長", "局長", "科長", "會長", "会长", "行长",
		"科员", "科員", "委员", "成员", "干部", "职员", "专员", "秘书", "助理", "主席", "经理", "主管", "政委", "警员",
		"办公室", "中心", "支队", "大队",
	} {
		if strings.HasSuffix(s, end) {
			return end
		}
	}
	for _, end := range []string{"director", "chief", "manager", "clerk", "officer", "engineer", "secretary", "assistant", "head"} {
		if rest, ok := strings.CutSuffix(strings.ToLower(s), end); ok && (rest == "" || strings.HasSuffix(rest, " ")) {
			return s[len(s)-len(end):]
		}
	}
	return ""
}
