package form

import "slices"

// The keys of problems, each below "form.problem." with a sentence in every
// language. Besides its own Args a sentence may use what every problem has:
// Said, and the label and row of Field where that is not "".
const (
	NameShape    = "name_shape"     // not a person's name: 2–20 Han characters, or Latin letters
	NameLength   = "name_length"    // Args min, max: characters
	NameWithPost = "name_with_post" // a post, or name and post run together, as 张某科长, where a name is asked
	PostShape    = "post_shape"     // holds no word
	TextLength   = "text_length"    // post or text too long; Args max: characters
	QQShape      = "qq_shape"       // holds something else than digits, or begins with 0
	QQLength     = "qq_length"      // Args min, max: digits
	PhoneShape   = "phone_shape"    // neither a mobile nor a landline
	PhoneLength  = "phone_length"   // digits, but too few or too many
	AreaCode     = "area_code"      // a landline without its area code
	Empty        = "empty"          // a label without a value
	Required     = "required"       // 跳过, 没有, 不知道 for a field that must be filled
	TwoValues    = "two_values"     // two values for one field in one message; Args first, second
	Ambiguous    = "ambiguous"      // a number that could be the QQ or the phone
	BareNumber   = "bare_number"    // a number that says not whether it is QQ or phone, where a name or post is asked
	Brackets     = "brackets"       // < or >: markup, no answer
	StartOver    = "start_over"     // 重来: a field can be changed, or the form cancelled
	LeftOver     = "left_over"      // Said found no field any more; the rest of the message was taken
	NothingAsked = "nothing_asked"  // an answer at the summary, where nothing is asked
	AskAlone     = "ask_alone"      // Said is a question beside answers that were taken
	TooLong      = "too_long"       // the whole message; Args max: characters
	Unreadable   = "unreadable"     // nothing to read: only marks or pictures
	Incomplete   = "incomplete"     // 提交 before all is filled; Args count: fields open
	UnknownField = "unknown_field"  // 修改 of something that the form does not have
	WhichField   = "which_field"    // 修改 without a field, or of a person without a column
	WhichRow     = "which_row"      // 修改 of a column that several rows have; Field is the first of them
	FirstField   = "first_field"    // 上一步 at the first field

	DateShape    = "date_shape"    // no date, or one that no calendar has
	DateFuture   = "date_future"   // later than today, of something that has happened; Args today
	URLShape     = "url_shape"     // no address of a page
	DomainShape  = "domain_shape"  // no domain
	ChoiceShape  = "choice_shape"  // none of the choices, or several
	NumberShape  = "number_shape"  // no whole number
	NumberBounds = "number_bounds" // Args min, max
	NotConfirmed = "not_confirmed" // no, where only yes lets the form go on
	FileShape    = "file_shape"    // words where a file is asked
	NoRow        = "no_row"        // a row is to be deleted that is none, or the last
	RowsFull     = "rows_full"     // no more rows; Args max
)

// ProblemArgs returns for every problem key the names of its Args, so that a
// test can compare them with the placeholders of the sentences.
func ProblemArgs() map[string][]string {
	args := map[string][]string{
		NameLength: {"max", "min"}, TextLength: {"max"}, QQLength: {"max", "min"},
		TwoValues: {"first", "second"}, TooLong: {"max"}, Incomplete: {"count"},
		DateFuture: {"today"}, NumberBounds: {"max", "min"}, RowsFull: {"max"},
	}
	for _, key := range []string{
		NameShape, NameWithPost, PostShape, QQShape, PhoneShape, PhoneLength, AreaCode, Empty, Required,
		Ambiguous, LeftOver, NothingAsked, AskAlone, Unreadable, UnknownField, WhichField, WhichRow, FirstField,
		BareNumber, Brackets, StartOver, DateShape, URLShape, DomainShape, ChoiceShape, NumberShape, NotConfirmed,
		FileShape, NoRow,
	} {
		args[key] = nil
	}
	return args
}

// Meant reports whether an answer that did not pass was one all the same: of the
// kind that was asked, and out of bounds. It is no question to anybody else.
func (p Problem) Meant() bool {
	return slices.Contains([]string{DateFuture, NumberBounds, NotConfirmed, TextLength, TwoValues, TooLong}, p.Key)
}

// ProblemKeys returns every key, sorted.
func ProblemKeys() []string {
	var keys []string
	for key := range ProblemArgs() {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// excerptLength is short enough for one line of a question on a phone.
const excerptLength = 40

// Excerpt returns the beginning of Said for showing; Said itself may be as
// long as a message.
func (p Problem) Excerpt() string {
	said := []rune(p.Said)
	if len(said) <= excerptLength {
		return p.Said
	}
	return string(said[:excerptLength]) + "…"
}
