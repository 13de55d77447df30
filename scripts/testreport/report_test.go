package main

import (
	"strings"
	"testing"
)

const (
	onePass = `{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Test":"TestA","Output":"=== RUN   TestA\n"}
{"Action":"output","Package":"p","Test":"TestA","Output":"chatter\n"}
{"Action":"pass","Package":"p","Test":"TestA"}
`
	oneFail = `{"Action":"run","Package":"p","Test":"TestB"}
{"Action":"output","Package":"p","Test":"TestB","Output":"b_test.go:3: bad\n"}
{"Action":"fail","Package":"p","Test":"TestB"}
`
	oneSkip = `{"Action":"run","Package":"p","Test":"TestC"}
{"Action":"output","Package":"p","Test":"TestC","Output":"    c_test.go:4: no PostgreSQL:\n"}
{"Action":"output","Package":"p","Test":"TestC","Output":"        see make test\n"}
{"Action":"output","Package":"p","Test":"TestC","Output":"--- SKIP: TestC (0.00s)\n"}
{"Action":"skip","Package":"p","Test":"TestC"}
`
	cutShort = `{"Action":"run","Package":"p","Test":"TestD"}
{"Action":"output","Package":"p","Test":"TestD","Output":"panic: ouch\n"}
`
	packagePass = `{"Action":"output","Package":"p","Output":"PASS\n"}
{"Action":"output","Package":"p","Output":"ok  \tp\t0.01s\n"}
{"Action":"pass","Package":"p"}
`
	packageFail = `{"Action":"output","Package":"p","Output":"FAIL\tp\t0.01s\n"}
{"Action":"fail","Package":"p"}
`
	packageEmpty = `{"Action":"output","Package":"p","Output":"?   \tp\t[no test files]\n"}
{"Action":"skip","Package":"p"}
`
	buildFail = `{"ImportPath":"p [p.test]","Action":"build-output","Output":"p.go:2:1: no\n"}
{"ImportPath":"p [p.test]","Action":"build-fail"}
`
)

func TestRun(t *testing.T) {
	tests := map[string]struct {
		args   []string
		in     string
		want   string
		status int
	}{
		"all pass": {nil, onePass + packagePass,
			"ok  \tp\t0.01s\n1 passed, 0 failed, 0 skipped\n", 0},
		"a failure, with what it said, before its package's line": {nil, onePass + oneFail + packageFail,
			"b_test.go:3: bad\nFAIL\tp\t0.01s\n1 passed, 1 failed, 0 skipped\n", 1},
		"a panic leaves a test without an end": {nil, onePass + cutShort + packageFail,
			"panic: ouch\nFAIL\tp\t0.01s\n1 passed, 0 failed, 0 skipped\n", 1},
		"a skip is named": {nil, onePass + oneSkip + packagePass,
			"ok  \tp\t0.01s\nskipped: p TestC: c_test.go:4: no PostgreSQL: see make test\n1 passed, 0 failed, 1 skipped\n", 0},
		"a skip fails where none is allowed": {[]string{"-no-skips"}, onePass + oneSkip + packagePass,
			"ok  \tp\t0.01s\nskipped: p TestC: c_test.go:4: no PostgreSQL: see make test\n1 passed, 0 failed, 1 skipped\n", 1},
		"a package without tests is no skip": {[]string{"-no-skips"}, packageEmpty + onePass + packagePass,
			"?   \tp\t[no test files]\nok  \tp\t0.01s\n1 passed, 0 failed, 0 skipped\n", 0},
		"what does not build": {nil, onePass + packagePass + buildFail + packageFail,
			"ok  \tp\t0.01s\np.go:2:1: no\nFAIL\tp\t0.01s\n1 passed, 0 failed, 0 skipped\n", 1},
		"no test at all": {nil, packageEmpty,
			"?   \tp\t[no test files]\n0 passed, 0 failed, 0 skipped\n", 1},
		"what is no event passes through": {nil, "go: no such module\n{}\n",
			"go: no such module\n{}\n0 passed, 0 failed, 0 skipped\n", 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			status := run(test.args, strings.NewReader(test.in), &out)
			if status != test.status || out.String() != test.want {
				t.Errorf("status %d, want %d; output\n%s\nwant\n%s", status, test.status, out.String(), test.want)
			}
		})
	}
}

func TestRunCalledWrongly(t *testing.T) {
	var out strings.Builder
	if status := run([]string{"-nosuch"}, strings.NewReader(onePass), &out); status != 2 {
		t.Errorf("status %d, want 2", status)
	}
}

func TestRunLineTooLong(t *testing.T) {
	var out strings.Builder
	in := strings.NewReader(onePass + packagePass + strings.Repeat("x", maxLine+1))
	if status := run(nil, in, &out); status != 1 || !strings.Contains(out.String(), "too long") {
		t.Errorf("status %d, output %q", status, out.String())
	}
}
