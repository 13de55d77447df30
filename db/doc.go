// Package db keeps what steward knows: all SQL stands here, for SQLite and for
// PostgreSQL, and nowhere else.
//
// Invariants:
//   - [DB.InTx] is the only way to write. One transaction has one domain instant,
//     [Tx.Now], and one wall instant, [Tx.Wall]; SQL never reads a clock (law 6).
//   - Decision and messages are one transaction: [Tx.PutMessages] takes part in
//     the caller's, and an occasion that was put once is never put again (laws
//     1 and 2).
//   - Every instant goes in as UTC with microseconds, by one type. SQLite
//     compares instants as text, so one in another zone or width would be missed
//     without a word.
//   - Personal data is sealed before it reaches a statement, with a data key of
//     the person, the filling or the day, which a [Key] of the house wraps. To take
//     a data key away erases what it sealed, and no person's is held in memory
//     beyond a transaction. What a row is looked for by is never personal. A
//     database is opened only with every key of the house that is in use in it;
//     what still can't be unsealed is missed in its own row alone.
//   - A claim has a holder and a lease. Whoever lost it gets [ErrLeaseLost] and
//     changes nothing.
//   - Commits are durable: synchronous FULL, synchronous_commit on (law 10).
//
// # Isolation
//
// On SQLite a writing transaction is alone from its first statement. On
// PostgreSQL it runs at READ COMMITTED with explicit locks. Claims skip rows
// that others hold, which at REPEATABLE READ would turn every crowded moment
// into failures and retries. What must not be decided twice at once is held by a
// unique key, by a revision, or by [Tx.Lock] on its subject. [DB.View] reads one
// snapshot on both.
package db
