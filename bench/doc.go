// Bench measures how soon Slack hears from steward, beside Slack's own framework
// for Node.js, Bolt, in one run:
//
//	make bench
//
// Each is started anew for every load, alone on the first core; the load and
// what plays Slack's Web API run on the second. Steward is the whole program,
// serve, with a SQLite file: what it acknowledges, it has stored durably. Bolt
// stores nothing. docs/performance.md tells what came of it.
//
// Invariants:
//   - All stays on loopback, and every load ends by itself.
//   - Every request has an id of its own, and a signature of its own.
//   - The open loop counts from the instant at which a request was due, so that
//     a server that stalls pays for all who had to wait.
//   - Rows in the inbox and requests that were acknowledged are as many, or the
//     run has failed.
package main
