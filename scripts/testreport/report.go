package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// maxLine is the longest line read, in bytes: a test may print a whole document.
const maxLine = 16 << 20

// event is one line of `go test -json`, as `go doc test2json` has it.
type event struct {
	Action     string
	Package    string
	ImportPath string
	Test       string
	Output     string
}

// name says which test the event belongs to, subtests included.
func (e event) name() string { return e.Package + " " + e.Test }

// report gathers events. What tests and packages said is held back, by name,
// until the package ends, when it is known what of it matters.
type report struct {
	out                     io.Writer
	held                    map[string][]string
	order                   map[string][]string // package → names of tests, as they began
	skips                   []string
	passed, failed, skipped int
	broken                  int // packages that failed, by a test or by themselves
}

func newReport(out io.Writer) *report {
	return &report{out: out, held: map[string][]string{}, order: map[string][]string{}}
}

// read takes all events up to the end of in. What is not an event, such as a
// complaint of the go command itself, is printed as it stands.
func (r *report) read(in io.Reader) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxLine)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil || e.Action == "" {
			fmt.Fprintln(r.out, lines.Text())
			continue
		}
		r.take(e)
	}
	return lines.Err()
}

func (r *report) take(e event) {
	switch {
	case e.Action == "build-output":
		fmt.Fprint(r.out, e.Output)
	case e.Test == "":
		r.takePackage(e)
	default:
		r.takeTest(e)
	}
}

func (r *report) takeTest(e event) {
	switch e.Action {
	case "run":
		r.order[e.Package] = append(r.order[e.Package], e.name())
	case "output":
		if !strings.HasPrefix(e.Output, "=== ") {
			r.held[e.name()] = append(r.held[e.name()], e.Output)
		}
	case "pass":
		r.passed++
		delete(r.held, e.name())
	case "skip":
		r.skipped++
		r.skips = append(r.skips, e.name()+": "+reason(r.held[e.name()]))
		delete(r.held, e.name())
	case "fail":
		r.failed++
	}
}

func (r *report) takePackage(e event) {
	switch e.Action {
	case "output":
		if e.Output != "PASS\n" {
			r.held[e.name()] = append(r.held[e.name()], e.Output)
		}
	case "fail":
		r.broken++
		r.tell(r.order[e.Package]...)
		r.tell(e.name())
	case "pass", "skip":
		r.tell(e.name())
	}
}

// tell prints what is still held under the names. Of a failed package's tests
// that is what those said that did not pass: those that failed, and those that
// a panic or the time limit cut short.
func (r *report) tell(names ...string) {
	for _, name := range names {
		for _, text := range r.held[name] {
			fmt.Fprint(r.out, text)
		}
		delete(r.held, name)
	}
}

// reason is what a skipped test said, on one line.
func reason(output []string) string {
	var said []string
	for _, line := range output {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "--- SKIP") {
			said = append(said, line)
		}
	}
	return strings.Join(said, " ")
}

// summarise prints the skipped tests, each with its reason, and the counts,
// which include subtests.
func (r *report) summarise() {
	for _, skip := range r.skips {
		fmt.Fprintln(r.out, "skipped:", skip)
	}
	fmt.Fprintf(r.out, "%d passed, %d failed, %d skipped\n", r.passed, r.failed, r.skipped)
}

// good reports whether the tests may count as passed.
func (r *report) good(noSkips bool) bool {
	return r.broken == 0 && r.failed == 0 && r.passed > 0 && (r.skipped == 0 || !noSkips)
}
