package interop_test

import (
	"context"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// inside names the variable that holds the program steward, in the test that
// runs in a network of its own.
const inside = "STEWARD_INSIDE"

// TestLocalSlack builds steward and lets it serve another's double of Slack,
// where a person fills in a form. The test runs itself again for that, in a
// network that nobody else is in, since that double listens to everybody.
func TestLocalSlack(t *testing.T) {
	if steward := os.Getenv(inside); steward != "" {
		go dieWithParent()
		tellStory(t, steward)
		return
	}
	double := localSlack(t)
	line := alone(t)
	line = append(line, os.Args[0], "-test.run=^TestLocalSlack$", "-test.v", "-test.timeout=8m")
	again := start(t, ourEnvironment(inside+"="+build(t), "LOCAL_SLACK="+double), line[0], line[1:]...)
	passed := false
	for told := range again.lines {
		t.Log(told)
		passed = passed || strings.HasPrefix(told, "--- PASS: TestLocalSlack")
	}
	<-again.ended
	if again.err != nil || !passed {
		t.Errorf("the story ended with %v, told: %v", again.err, passed)
	}
}

// dieWithParent ends this process, and with it all in its namespace, when the
// test that started it is gone.
func dieWithParent() {
	_, _ = io.Copy(io.Discard, os.Stdin) // ends when the other end does
	os.Exit(3)
}

// build makes the program as it is served, and returns its path. It looks at
// each folder of the sources first: the go command counts what a test has looked
// at, and would else call this one passed, whatever changed in the program.
func build(t *testing.T) string {
	t.Helper()
	err := filepath.WalkDir("..", func(_ string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && aside(entry.Name()) {
			return fs.SkipDir
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "steward")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-o", path, "..")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return path
}

// aside holds for folders that the program is not built of.
func aside(name string) bool {
	return name != ".." && strings.HasPrefix(name, ".") || slices.Contains([]string{"bin", "testdata", "tmp"}, name)
}

// do runs a program to its end, and returns what it printed.
func do(t *testing.T, environ []string, path string, args ...string) string {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), patience)
	defer stop()
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = environ
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", path, args, err, out)
	}
	return string(out)
}
