package moves

import (
	"slices"

	"steward/rules"
)

// A Verb is what somebody does with an application. A locale key below "move.verb.".
type Verb string

// The verbs.
const (
	File     Verb = "file"     // 提交申请
	Admit    Verb = "admit"    // the office: it is this process's
	Refer    Verb = "refer"    // the office: it is not, 二(三)c
	Agree    Verb = "agree"    // 同意, by the head's button
	Record   Verb = "record"   // 同意, recorded from paper
	Check    Verb = "check"    // what a person must check was checked
	Pass     Verb = "pass"     // 审核通过
	Return   Verb = "return"   // 退回补正
	Decline  Verb = "decline"  // 不予上报
	Reassign Verb = "reassign" // 转交
	Resubmit Verb = "resubmit" // 补正后重新提交
	Withdraw Verb = "withdraw" // 撤回
	Receive  Verb = "receive"  // the sealed paper has come in
	Send     Verb = "send"     // 报省政府办公厅
	Approve  Verb = "approve"  // 省政府办公厅 agrees
	Refuse   Verb = "refuse"   // 省政府办公厅 does not
	Proceed  Verb = "proceed"  // the announcement is full
	Verify   Verb = "verify"   // 核验通过: the registry's clock starts
	Finish   Verb = "finish"   // registered, allocated, taken back or cancelled
	Report   Verb = "report"   // the national reporting system is up to date
)

// Verbs lists them in the order of the table.
func (t Lines) Verbs() []Verb {
	var all []Verb
	for _, l := range t {
		if !slices.Contains(all, l.Verb) {
			all = append(all, l.Verb)
		}
	}
	return all
}

// A Condition must hold before a line applies ([Line.When]), or else the move is
// refused ([Line.Needs]): then it is a locale key below "refused.move_".
type Condition string

// The conditions that select a line.
const (
	IsDoubtful Condition = "is_doubtful"
	HasConsent Condition = "has_consent"
	FromSecond Condition = "from_second" // the second review returned it
	IsReplaced Condition = "is_replaced" // a replaced domain, to be cancelled
	IsHolders  Condition = "is_holders"  // the holder's own registrar
	IsCity     Condition = "is_city"     // under the city's suffix
)

// The conditions without which a move is refused.
const (
	NotFiler     Condition = "not_filer"    // nobody reviews what they filed
	NotConsenter Condition = "not_consent"  // or consented to
	NotFirst     Condition = "not_first"    // first and second reviewer are two people
	Mine         Condition = "mine"         // it was handed to nobody else
	IsChecked    Condition = "is_checked"   // what a person must check was checked
	Words        Condition = "words"        // words are written
	WordsIfBad   Condition = "words_if_bad" // words are written where a finding stands against it
	Reasons      Condition = "reasons"      // reasons are named, all of which are known
	PaperIn      Condition = "paper_in"     // the sealed paper has come in
	Dated        Condition = "dated"        // a day, not in the future
	Numbered     Condition = "numbered"     // a 文号
	Attached     Condition = "attached"     // a file
	Full         Condition = "full"         // the announcement's three months are over: 二(二)b
	IsVerified   Condition = "is_verified"  // 核验通过 is on record
	Agreed       Condition = "agreed"       // the head's consent to this very matter is on record
	ToReviewer   Condition = "to_reviewer"  // whom it is handed to may review it
)

// A Line is one line of the table: from a state, by a verb, to a state.
type Line struct {
	From    State
	Verb    Verb
	To      State
	Who     []rules.Role
	Own     bool        // of the unit that files it, or of its heir
	When    []Condition // the line applies where these hold
	Needs   []Condition // the move is refused where one does not
	Article string
}

// Lines are a table, which is made once and read by each decision.
type Lines []Line

// Table is what may be done. Of several lines for a state and a verb the first
// whose When holds applies.
func Table() Lines {
	return slices.Concat(filing(), reviewing(), taking(), above(), ending())
}

func filing() []Line {
	filers, office := rules.Filers(), []rules.Role{rules.Admin}
	head := []rules.Role{rules.Head}
	return []Line{
		{New, File, Deciding, filers, true, []Condition{IsDoubtful}, nil, "二(三)c"},
		{New, File, First, filers, true, []Condition{HasConsent}, nil, "二(三)"},
		{New, File, Consent, filers, true, nil, nil, "二(三)"},
		{Deciding, Admit, First, office, false, []Condition{HasConsent}, []Condition{Words}, "二(三)"},
		{Deciding, Admit, Consent, office, false, nil, []Condition{Words}, "二(三)"},
		{Deciding, Refer, Elsewhere, office, false, nil, []Condition{Words}, "二(三)c"},
		{Consent, Agree, First, head, true, nil, nil, "二(三)"},
		{Consent, Record, First, filers, true, nil, []Condition{Agreed}, "二(三)"},
		{Returned, Resubmit, Second, filers, true, []Condition{FromSecond}, []Condition{Agreed}, "二(三)"},
		{Returned, Resubmit, First, filers, true, nil, []Condition{Agreed}, "二(三)"},
	}
}

func reviewing() []Line {
	reviewer := []rules.Role{rules.Reviewer}
	apart := []Condition{NotFiler, NotConsenter, Mine}
	second := append(slices.Clone(apart), NotFirst)
	with := func(who []Condition, more ...Condition) []Condition { return slices.Concat(who, more) }
	lines := []Line{
		{First, Pass, Second, reviewer, false, nil, with(apart, IsChecked, WordsIfBad), "二(三)"},
		{Second, Pass, Announce, reviewer, false, []Condition{IsHolders, IsReplaced}, with(second, IsChecked, WordsIfBad), "二(三)"},
		{Second, Pass, Registrar, reviewer, false, []Condition{IsHolders}, with(second, IsChecked, WordsIfBad), "二(三)"},
		{Second, Pass, Ready, reviewer, false, nil, with(second, IsChecked, WordsIfBad), "二(三)"},
	}
	for _, from := range []State{First, Second} {
		who := apart
		if from == Second {
			who = second
		}
		lines = append(lines,
			Line{from, Check, from, reviewer, false, nil, who, "二(三)"},
			Line{from, Return, Returned, reviewer, false, nil, with(who, Reasons), "二(三)"},
			Line{from, Decline, Declined, reviewer, false, nil, with(who, Words), "二(三)"},
			Line{from, Reassign, from, reviewer, false, nil, []Condition{ToReviewer}, "二(三)"})
	}
	return lines
}

// taking is what the unit may do until the province has it, and the paper's coming
// in, which no review waits for.
func taking() []Line {
	var lines []Line
	for _, from := range []State{Deciding, Consent, First, Second, Returned, Ready} {
		lines = append(lines, Line{from, Withdraw, Withdrawn, rules.Filers(), true, nil, nil, "二(三)"})
	}
	for _, from := range []State{Consent, First, Second, Returned, Ready} {
		lines = append(lines, Line{from, Receive, from, []rules.Role{rules.Admin, rules.Reviewer}, false, nil, []Condition{Dated}, "二(三)"})
	}
	return lines
}

func above() []Line {
	reviewer := []rules.Role{rules.Reviewer}
	answered := []Condition{Dated, Numbered, Attached}
	return []Line{
		{Ready, Send, Province, reviewer, false, nil, []Condition{PaperIn, Dated, Numbered}, "二(三)"},
		{Province, Approve, Announce, reviewer, false, []Condition{IsReplaced}, answered, "二(三)"},
		{Province, Approve, Office, reviewer, false, []Condition{IsCity}, answered, "二(三)b"},
		{Province, Approve, Registry, reviewer, false, nil, answered, "二(三)a"},
		{Province, Refuse, Declined, reviewer, false, nil, append(slices.Clone(answered), Words), "二(三)"},
	}
}

func ending() []Line {
	office, reviewer := []rules.Role{rules.Admin}, []rules.Role{rules.Reviewer}
	city, filers := []rules.Role{rules.Admin, rules.Reviewer}, rules.Filers()
	proof := []Condition{Dated, Attached}
	return []Line{
		{Announce, Proceed, Office, city, false, []Condition{IsCity}, []Condition{Full}, "二(二)b"},
		{Announce, Proceed, Registrar, city, false, []Condition{IsHolders}, []Condition{Full}, "二(二)b"},
		{Announce, Proceed, Registry, city, false, nil, []Condition{Full}, "二(二)b"},
		{Registry, Verify, Registry, reviewer, false, nil, []Condition{Dated}, "二(三)a"},
		{Registry, Finish, Reporting, reviewer, false, []Condition{IsReplaced}, []Condition{IsVerified, Dated}, "二(三)a"},
		{Registry, Finish, Complete, reviewer, false, nil, []Condition{IsVerified, Dated}, "二(三)a"},
		{Office, Finish, Reporting, office, false, []Condition{IsReplaced}, []Condition{Dated}, "二(三)b"},
		{Office, Finish, Complete, office, false, nil, []Condition{Dated}, "二(三)b"},
		{Registrar, Finish, Reporting, filers, true, []Condition{IsReplaced}, proof, "二(二)b"},
		{Registrar, Finish, Complete, filers, true, nil, proof, "二(二)a"},
		{Reporting, Report, Complete, filers, true, nil, proof, "二(二)b"},
	}
}
