package outbox

// KindDeputyNews is the kind of message that tells both sides of a deputyship
// (AB角) that it was named, begins or has ended. It may be put by whoever finds
// that out.
const KindDeputyNews = "deputy.news"

// DeputyNews is what such a message is about.
type DeputyNews struct {
	Event  string `json:"event"`  // locale key below "deputy.event.": named, begins, ended
	Person string `json:"person"` // who is away
	Deputy string `json:"deputy"`
	From   string `json:"from"` // days, both included
	To     string `json:"to"`
}
