package outbox

// KindAnnounced is the kind of message that says how far a unit's announcements of
// adjusted domains are (二(二)b): asked for, or because one is full.
const KindAnnounced = "announcement.status"

// Announced is what such a message is about.
type Announced struct {
	Unit string `json:"unit"`
}
