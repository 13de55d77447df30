package bot

import (
	"slices"
	"time"
)

// A turn is one call that is to be made.
type turn struct {
	method  string
	channel string // of a post; else ""
	key     string // of the message it is for; "" when nothing comes back for a place in the line
	calls   int    // that are counted with it
	begun   bool   // it goes on with what has begun: it is counted, and does not wait
}

// A pacing is how often something may be done.
type pacing struct {
	every time.Duration // between two; 0 is as often as one likes
	burst int           // at once
}

// perMinuteOf allows n a minute, and so many at once.
func perMinuteOf(n, burst int) pacing {
	return pacing{time.Minute / time.Duration(n), max(1, burst)}
}

// A line is where calls of a method stand: what counts them, and the names under
// which a timetable keeps the instants.
type line struct {
	pacing
	gap time.Duration // between two in the turn's channel

	held, next, channel, ticket string
}

// names lists what of the line stands in the timetable.
func (l line) names() []string {
	return slices.DeleteFunc([]string{l.held, l.next, l.channel, l.ticket}, func(s string) bool { return s == "" })
}

// A place is what a turn got: it goes at its time; or it asks again then, away
// meanwhile when that is far off.
type place struct {
	at         time.Time
	goes, away bool
}

// lapsed is how late a ticket may be used: what comes together later would come
// too fast.
const lapsed = 15 * time.Second

// book finds the turn's place. One that is near is taken. For one that is far off
// the caller gets a ticket, if it has a key to find it by: the place is kept, and
// of many that are put off no two come back for the same. No other takes anything.
func (l line) book(now time.Time, at map[string]time.Time, t turn) place {
	held := at[l.held].After(now)
	if p, valid := l.redeem(now, at, held); valid {
		return p
	}
	if busy := at[l.channel]; l.channel != "" && busy.After(now) && !held {
		return place{at: busy, away: busy.Sub(now) > longestTurn}
	}
	if t.begun && !held {
		l.count(now, at, t.calls)
		return place{at: now, goes: true}
	}
	ahead := time.Duration(l.burst-min(t.calls, l.burst)) * l.every
	start := latest(now, at[l.held], at[l.next].Add(-ahead))
	p := place{at: start, away: held || start.Sub(now) > longestTurn}
	switch {
	case p.away && l.ticket == "":
	case p.away:
		l.count(start, at, t.calls)
		at[l.ticket] = start
	default:
		l.count(start, at, t.calls)
		l.follow(start, at)
		p.goes = true
	}
	return p
}

// redeem uses the ticket that the turn holds, if it holds one that is worth
// something: it has not lapsed, and the method is not held beyond it. It goes once
// that is near and the channel is free.
func (l line) redeem(now time.Time, at map[string]time.Time, held bool) (p place, valid bool) {
	ticket, there := at[l.ticket]
	if !there {
		return p, false
	}
	if now.Sub(ticket) > lapsed || held && ticket.Before(at[l.held]) {
		delete(at, l.ticket)
		return p, false
	}
	start := latest(now, ticket, at[l.channel])
	p = place{at: start, away: held || start.Sub(now) > longestTurn}
	if p.away {
		return p, true
	}
	if p.goes = !at[l.channel].After(now); p.goes {
		delete(at, l.ticket)
		l.follow(start, at)
	}
	return p, true
}

// count has so many calls counted from an instant on.
func (l line) count(from time.Time, at map[string]time.Time, calls int) {
	if l.next != "" && calls > 0 {
		at[l.next] = latest(at[l.next], from).Add(time.Duration(calls) * l.every)
	}
}

// follow keeps the next call for the same channel back.
func (l line) follow(start time.Time, at map[string]time.Time) {
	if l.channel != "" {
		at[l.channel] = start.Add(l.gap)
	}
}

func latest(t time.Time, others ...time.Time) time.Time {
	for _, o := range others {
		if o.After(t) {
			t = o
		}
	}
	return t
}
