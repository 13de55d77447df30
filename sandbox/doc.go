// Package sandbox plays Slack on this machine: the Web API, Socket Mode, the
// Events API and interactivity over HTTP, and a page at which one person can
// sit as everybody in the workspace. It knows nothing of the app that talks to
// it, and imports nothing of ours.
//
// Invariants:
//   - It refuses what Slack refuses, with Slack's error codes; a method that
//     it does not serve is refused by name (unknown_method), never ignored.
//   - Message ts grow strictly in the workspace and are taken from domain time
//     (Options.Now). Triggers, retries, pings and response URLs live in the
//     machine's own time.
//   - Every change of the workspace is a record. Records are applied by one
//     function, when they happen and when the journal is read again, so what
//     is found after a crash is what stood there before.
//   - An envelope goes to one connection. An event that was not acknowledged
//     is sent again: at once, after a minute, after five.
//   - No lock is held while anything waits, and in-process connections are
//     net.Pipe: a testing/synctest bubble can hold all of it.
//
// What is kept in memory only: ephemeral messages, triggers, response URLs,
// and what a person has typed but not sent.
package sandbox
