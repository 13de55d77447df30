package main

import "fmt"

// The kinds of what people do, and the two ways by which Slack tells of it.
const (
	command = "command"
	click   = "click"
	mention = "mention"

	byHTTP   = "http"
	bySocket = "socket"
)

// A scenario is one load. With a rate it is an open loop: requests come when they
// are due, answered or not. Without, it is a closed one: always as many requests
// are under way as the window says.
type scenario struct {
	way    string
	kind   string
	rate   int // a second
	window int // requests under way; of an open loop, the most
}

func (s scenario) String() string {
	if s.rate > 0 {
		return fmt.Sprintf("%s/%s/%d a second", s.way, s.kind, s.rate)
	}
	return fmt.Sprintf("%s/%s/%d at a time", s.way, s.kind, s.window)
}

// The widest that an open loop gets, and the window of the closed one.
const (
	openWindow   = 64
	closedWindow = 32
)

// slow is the fastest of the rates at which there are no goals for the
// acknowledgement: they show how soon people are answered.
const slow = 50

func scenarios() []scenario {
	var all []scenario
	for _, rate := range []int{5, 20, slow} {
		all = append(all, scenario{byHTTP, command, rate, openWindow})
	}
	for _, way := range []string{byHTTP, bySocket} {
		for _, kind := range []string{command, click, mention} {
			for _, rate := range []int{300, 1000, 2500} {
				all = append(all, scenario{way, kind, rate, openWindow})
			}
			all = append(all, scenario{way, kind, 0, closedWindow})
		}
	}
	return all
}
