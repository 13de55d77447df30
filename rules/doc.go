// Package rules is the heart of steward: what the directive demands, as data
// and as functions of facts and an instant.
//
// Invariants:
//   - No function here reads a clock, a database, a file or a context; what it
//     needs to know it is handed (law 4 of docs/house.md).
//   - Every answer says why: a reason key for the words, and the article of the
//     directive it rests on, by the ids of [Directive.Articles].
//   - Who may do what stands in [May] and nowhere else.
//   - Days are counted in Asia/Shanghai, by package calendar; instants are UTC.
package rules
