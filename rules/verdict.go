package rules

// A Verdict says whether something may be done, and if not why: Reason is a
// locale key below "refused.", Article the ground if the directive has one.
type Verdict struct {
	OK      bool
	Reason  string
	Article string
}

// An Act is something that not everybody may do.
type Act string

// The acts. Subject of each is a unit's code, "" when the city's.
const (
	SeeFull     Act = "see_full"     // everything of a unit but personal data
	SeePersonal Act = "see_personal" // names and phones of a unit's forms
	FileForm    Act = "file_form"    // fill in and submit a form for the unit
	BookIntake  Act = "book_intake"  // book material in

	ImportRegister Act = "import_register" // bring units, people and domains in by file

	ExportRegister Act = "export_register" // take the inventory away as a file
	SeeViews       Act = "see_views"       // who has seen whose personal data in full

	SeeProgress  Act = "see_progress"  // the whole city's progress with the names of units
	AskBrief     Act = "ask_brief"     // the leaders' brief
	GiveReceipt  Act = "give_receipt"  // 已收悉
	ConfirmPaper Act = "confirm_paper" // confirm that 附件2 has come in
	KeepRoster   Act = "keep_roster"   // who is on the roster, in which role
	RecordPaper  Act = "record_paper"  // record the head's consent (同意) that was given on paper
)
