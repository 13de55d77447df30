// Package bot is Slack's side of the door: what comes in by Socket Mode or HTTP
// is checked, handed to the inbox, and acknowledged; what goes out is drawn,
// measured against Slack's limits, and delivered.
//
// Invariants, coming in:
//   - Handed to the inbox first, acknowledged after: nothing that Slack thinks
//     delivered is lost. What could not be kept is not acknowledged.
//   - Every acknowledgement goes out on the connection that brought the
//     envelope. What we do not know or cannot read is acknowledged too, by the
//     envelope's id, and logged once.
//   - The reader of a connection only reads: it waits for no work, no lock that
//     is held during work, and no write. So pings are answered in time.
//   - The next connection is open before one that was asked to go is closed.
//   - One thing has one key however often it comes: a person's message its
//     channel and ts, another event its event_id, a click, command or shortcut
//     its trigger_id.
//   - What is for another app or workspace is acknowledged and dropped. Who is a
//     guest or of another organisation, and whether others read along in a
//     channel, is written down with what they did; the rules decide.
//
// Straight, and not kept: what is found for a search, and what stands against a
// modal that is handed in. Best effort, by name: a modal that a click opens, since
// its trigger lives three seconds; where that fails the person is told, and goes
// on in conversation.
//
// Invariants, going out:
//   - Nothing leaves that Slack would refuse or cut: see [LimitError].
//   - A message carries its key in metadata. It is posted again only after
//     history was looked at, twice, and does not show the key.
//   - A 429 holds the method it came from, no other, for all who send with the
//     token: here at once, in other processes from their next call on.
//   - Calls are paced by instants in one [Timetable], which replicas share. What is
//     put off has its place kept, so that no two messages come back for the same.
//
// Observed of Slack's side, and of slack-go v0.35.0, beyond its documentation:
// an interactive payload's message ts stands in container.message_ts; an empty
// state comes as "values": []; files.completeUploadExternal shares after it has
// answered and gives no ts; a 429 may lack Retry-After. In a channel that is
// shared with another organisation the team of a click, and the outer team_id of
// an event, may be those of its person: what the payload was sent for stand in
// context_team_id, authorizations and a view's app_installed_team_id.
package bot
