package form

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Forms of persons are filled by the order of names, posts and numbers, see
// [placer]. The fields of all others tell themselves apart by their kind: a day
// is no domain. So a message is parted into pieces, and each goes where its
// name says, else to the field asked when it passes there, else to the first
// open one of its kind.

// typed reports whether a form's fields are told apart by their kinds.
func (d *Definition) typed() bool {
	return d.has(Date, URL, Domain, Choice, Number, Confirm, Long, File)
}

// answers takes a message that as a whole is the answer to what is asked, before
// it could be taken for a command: 确认 where a yes is asked.
func answers(d *Definition, s Session, l line) (Session, Event, bool) {
	f, ok := d.Field(s.At)
	if !ok || !d.typed() || !slices.Contains([]Kind{Confirm, Choice, Number, Date}, f.Kind) {
		return s, "", false
	}
	if pieces := d.whole(s.Values).scan(l); len(pieces) != 1 || pieces[0].label != "" || fromTo.MatchString(l.text()) {
		return s, "", false // more than the answer
	}
	value, problem := d.read(f, l.trim(idle))
	switch {
	case problem != nil && problem.Key == NotConfirmed:
		next, event := s.reject(*problem)
		return next, event, true
	case problem != nil:
		return s, "", false
	}
	s.set(f.ID, value, false)
	next, event := s.next(d, Filled)
	return next, event, true
}

// A filler takes the pieces of one message.
type filler struct {
	def   *Definition // all fields, asked or not
	live  *Definition // those that are asked
	s     Session
	now   string // the field whose turn it is
	first *Problem
}

// fillTyped fills what a message holds. A question is left to others; beside
// answers it is kept as a problem, to be asked alone.
func fillTyped(d *Definition, before Session, l line) (Session, Event) {
	f, asked := d.Field(before.At)
	fl := &filler{def: d.whole(before.Values), live: d, s: before.fresh(), now: before.At}
	words := asked && (f.Kind == Text || f.Kind == Long)
	if words && !fl.named(l) {
		if utf8.RuneCountInString(l.text()) < shortQuestion && asks(l.trim(idle).text()) {
			return before, Asked
		}
		fl.put(f, l, false)
		return fl.done(d)
	}
	fl.growFor(l)
	rest, question, greeted := fl.questions(l)
	pieces := fl.def.scan(rest)
	if len(pieces) == 0 && (question != "" || greeted) {
		return before, Asked
	}
	for _, clause := range rest.clauses(pieces) {
		for _, p := range fl.turned(fl.rowed(fl.parted(clause))) {
			fl.take(p)
		}
	}
	fl.shrink(before.Values)
	if question != "" && len(fl.s.Filled) == 0 {
		return before, Asked
	}
	if fl.first == nil && question != "" {
		fl.first = &Problem{Key: AskAlone, Said: question}
	}
	return fl.done(d)
}

// shortQuestion is how many characters a question has that is none of a text's
// own sentences.
const shortQuestion = 60

// named reports whether a message begins with the name of a field and a sign
// after it.
func (fl *filler) named(l line) bool {
	x := &scanner{line: l, def: fl.def, words: fl.def.vocabulary()}
	return x.name(0) > 0 && x.label != ""
}

// questions blanks what is no answer, but never an address with its own ? in it.
func (fl *filler) questions(l line) (rest line, question string, greeted bool) {
	masked := line{slices.Clone(l.typed), slices.Clone(l.folded)}
	x := &scanner{line: l, def: fl.def, words: fl.def.vocabulary()}
	for i := 0; i < len(l.folded); {
		end := x.span(i)
		x.start = i
		if next := x.name(i); next > i && x.label != "" {
			end = next // 是否已报告 is the name of a field
		}
		x.label, x.pieces = "", nil
		for at := i; at < end; at++ {
			masked.typed[at], masked.folded[at] = 'x', 'x'
		}
		i = max(end, i+1)
	}
	got, question, greeted := takeQuestions(masked, Post) // 域名 and 进度 are words of these forms
	rest = line{slices.Clone(l.typed), slices.Clone(l.folded)}
	for i := range rest.folded {
		if got.folded[i] == '\n' && masked.folded[i] != '\n' {
			rest.blank(i, i+1)
		}
	}
	return rest, question, greeted
}

// take finds the field of one piece.
func (fl *filler) take(p piece) {
	if fl.agreed(p) {
		return
	}
	f, ok := fl.fieldOf(p)
	if !ok && fl.grow(p) {
		f, ok = fl.byKind(p)
	}
	if ok {
		fl.put(f, p.line, p.label != "")
		return
	}
	if fl.first == nil {
		fl.first = &Problem{Key: LeftOver, Said: p.String()}
		if len(fl.s.Filled) == 0 && fl.now != "" {
			fl.first = fl.wrongHere(p)
		}
		if fl.now == "" && len(fl.s.Filled) == 0 {
			fl.first.Key = NothingAsked
		}
	}
}

// grow adds a row for a domain that no row has a place for. One that is in the
// form already needs none.
func (fl *filler) grow(p piece) bool {
	rows := fl.live.repeated()
	if len(rows) == 0 || p.label != "" || p.row != "" {
		return false
	}
	name, problem := readDomain(p.trim(idleEnds))
	n := RowCount(rows[0].ID, fl.s.Values)
	if problem != nil || n >= rows[0].Most {
		return false
	}
	for _, f := range fl.def.Fields {
		if f.Kind == Domain && fl.s.Values[f.ID] == name {
			return false
		}
	}
	SetRows(rows[0].ID, n+1, fl.s.Values)
	fl.live = fl.live.grown(fl.s.Values)
	fl.def = fl.live.whole(fl.s.Values)
	return true
}

// wrongHere says why a piece is no answer to what is asked.
func (fl *filler) wrongHere(p piece) *Problem {
	f, ok := fl.live.Field(fl.now)
	if !ok {
		return &Problem{Key: LeftOver, Said: p.String()}
	}
	_, problem := fl.readOrNone(f, p.line)
	if problem == nil {
		problem = &Problem{Key: LeftOver, Said: p.String()}
	}
	return problem
}

func (fl *filler) fieldOf(p piece) (Field, bool) {
	if p.label != "" {
		return fl.labelled(p)
	}
	if f, ok := fl.live.Field(fl.now); ok && !fl.host(f, p) && (p.row == "" || p.row == f.Row) && (!fl.taken(f.ID) || f.Kind == Text) {
		if _, problem := fl.readOrNone(f, p.line); problem == nil {
			return f, true
		}
	}
	if f, ok := fl.person(p); ok {
		return f, true
	}
	return fl.byKind(p)
}

// person returns the name of a row that is named before somebody's name: 联系人李某.
func (fl *filler) person(p piece) (Field, bool) {
	for _, f := range fl.live.Fields {
		if p.row != "" && f.Row == p.row && f.Kind == Name && !fl.taken(f.ID) {
			_, problem := fl.def.read(f, p.trim(idleEnds))
			return f, problem == nil
		}
	}
	return Field{}, false
}

// host reports whether a piece is a domain or a choice where a name or a post is
// asked, which it could be by its letters.
func (fl *filler) host(f Field, p piece) bool {
	if f.Kind != Name && f.Kind != Post {
		return false
	}
	l := p.trim(idleEnds)
	_, problem := readDomain(l)
	return problem == nil && fl.def.has(Domain) || slices.ContainsFunc(fl.def.Fields, func(c Field) bool {
		return slices.ContainsFunc(c.Choices, func(o Option) bool { return slices.Contains(o.Words, l.text()) })
	})
}

// labelled returns the field of a name: in the row named, else in the row asked,
// else the first open one, else the only one.
func (fl *filler) labelled(p piece) (Field, bool) {
	rows := []string{p.row}
	if p.row == "" {
		rows = []string{fl.def.rowOf(fl.now), ""}
	}
	for _, row := range rows {
		for _, f := range fl.def.Fields {
			if f.Label == p.label && (f.Row == row || row == "") && !(row == "" && fl.taken(f.ID)) {
				return f, true
			}
		}
	}
	return fl.def.labelledAny(p.label)
}

// byKind returns the first open field that a piece passes for, of a kind that
// no other words would pass for.
func (fl *filler) byKind(p piece) (Field, bool) {
	var kept Field
	for _, f := range fl.live.Fields {
		if p.row != "" && p.row != f.Row || !tells(f.Kind) {
			continue
		}
		if _, problem := fl.def.read(f, p.trim(idleEnds)); problem != nil || f.Kind == Phone && !isPhone(p.line) {
			continue
		}
		if _, filled := fl.s.Values[f.ID]; !filled {
			return f, true
		}
		if kept.ID == "" && !fl.taken(f.ID) && !fl.repeats(f) && f.Kind != Choice && f.Kind != Number {
			kept = f
		}
	}
	return kept, kept.ID != ""
}

// repeats reports whether a field stands in a row of which there may be more: there
// another value is another row's.
func (fl *filler) repeats(f Field) bool {
	_, n := RowName(f.Row)
	return n > 0 && len(fl.live.repeated()) > 0
}

func isPhone(l line) bool {
	_, problem := readPhone(l, "")
	return problem == nil
}

// tells reports whether an answer of a kind is known for one without its name.
func tells(k Kind) bool {
	return slices.Contains([]Kind{Date, URL, Domain, Choice, Number, Phone}, k)
}

func (fl *filler) taken(id string) bool { return slices.Contains(fl.s.Filled, id) }

// readOrNone reads an answer; 无 leaves an optional field out. Words are no file.
func (fl *filler) readOrNone(f Field, l line) (string, *Problem) {
	if f.Kind != Text && f.Kind != Long {
		l = l.trim(idleEnds)
	}
	none := saysNone(l.trim(idleEnds).text())
	switch {
	case none && f.Optional:
		return "", nil
	case none && f.Kind != Choice && f.Kind != Confirm:
		return "", &Problem{Key: Required, Field: f.ID, Said: l.String()}
	case f.Kind == File && f.Optional && noFile.MatchString(l.trim(idleEnds).text()):
		return "", nil
	case f.Kind == File:
		return "", &Problem{Key: FileShape, Field: f.ID, Said: l.String()}
	}
	value, problem := fl.def.read(f, l)
	if name, _, two := strings.Cut(l.trim(idleEnds).String(), " "); f.Kind == Name && two && problem != nil && problem.Key == NameWithPost {
		if named, wrong := readName(clean(name)); wrong == nil { // the form has no place for the post
			return named, nil
		}
	}
	return value, problem
}

// noFile says that there is none.
var noFile = patternOf(`^(?:没有?|暂无|暂时没有|不传|不上传|以后|稍后|回头|略|先不)(?:再|补|传|截图|截屏|图片|图|文件|了|上|传了)*$|^no (?:file|screenshot|picture)$`)

// put fills a field. A second value for it in the same message, or one for a
// field that was neither asked nor named, is asked about.
func (fl *filler) put(f Field, l line, named bool) {
	value, problem := fl.readOrNone(f, l)
	if problem != nil {
		if fl.first == nil {
			fl.first = problem
		}
		return
	}
	old, filled := fl.s.Values[f.ID]
	if filled && old != value && (fl.taken(f.ID) || f.ID != fl.now && !named) {
		if fl.first == nil {
			fl.first = twoValues(f, old, value, l.String())
		}
		return
	}
	slip := value != "" && f.Kind != Choice && f.Kind != Confirm && f.Kind != Number && value != l.String()
	fl.s.set(f.ID, value, slip && !sameWords(value, l.String()))
	fl.live = fl.live.grown(fl.s.Values)
	fl.def = fl.live.whole(fl.s.Values)
	fl.now = firstOpen(fl.live, fl.s)
}

// sameWords reports whether only white space differs.
func sameWords(a, b string) bool {
	return strings.Join(strings.Fields(a), "") == strings.Join(strings.Fields(b), "")
}

// done ends the filling of a message.
func (fl *filler) done(d *Definition) (Session, Event) {
	switch p := fl.first; {
	case p == nil && len(fl.s.Filled) == 0:
		return fl.s.reject(Problem{Key: Unreadable, Field: fl.s.At})
	case p == nil:
		return fl.s.next(d, Filled)
	case p.Field == "":
		at := fl.s.At
		if len(fl.s.Filled) > 0 {
			fl.s, _ = fl.s.next(d, Filled)
			at = fl.s.At
		}
		fl.s.At = at
	case fl.live.index(p.Field) >= 0:
		fl.s.At = p.Field
	}
	return fl.s.reject(*fl.first)
}

// turned are the pieces with what stands in 由张三改为李四 told by the names of the
// fields, where the form has what was before and what is after.
func (fl *filler) turned(pieces []piece) []piece {
	if _, has := fl.def.labelledAny("before"); !has {
		return pieces
	}
	var out []piece
	for _, p := range pieces {
		m := fromTo.FindStringSubmatchIndex(p.String())
		if m == nil || p.label != "" {
			out = append(out, p)
			continue
		}
		text := p.String()
		if m[2] >= 0 && m[2] != m[3] {
			out = append(out, piece{line: clean(text[m[2]:m[3]])})
		}
		out = append(out, piece{label: "before", line: clean(text[m[4]:m[5]])}, piece{label: "after", line: clean(text[m[6]:m[7]])})
	}
	return out
}

// fromTo is what changed, from what, to what.
var fromTo = patternOf(`^(.{0,12}?)(?:由|从|原为|原来是)(.{1,80}?)(?:变更为|变更成|变为|变成|更换为|改为|改成|换成|现为)(.{1,80})$`)
