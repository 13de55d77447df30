package interop_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// patience is how long anything may take that takes a moment on a machine that
// is not busy.
const patience = time.Minute

// npm is the folder of package.json and of our scripts for Node.
const npm = "testdata/npm"

// lacking skips a test for want of something outside this project, unless the
// tests were promised it: by CI=true, or by its name in STEWARD_REQUIRE.
func lacking(t *testing.T, thing, why string) {
	t.Helper()
	if os.Getenv("CI") == "true" || slices.Contains(strings.Split(os.Getenv("STEWARD_REQUIRE"), ","), thing) {
		t.Fatal(why)
	}
	t.Skip(why)
}

// modules is the folder that others' programs were installed into.
func modules(t *testing.T) string {
	t.Helper()
	folder := os.Getenv("STEWARD_NODE_MODULES")
	if folder == "" {
		lacking(t, "npm", "STEWARD_NODE_MODULES is not set: export STEWARD_NODE_MODULES=$(scripts/ensure-node-modules)")
	}
	return folder
}

// app is the path of a script of ours. Node looks for modules beside a script,
// so those given must be the ones there. The folder is listed so that the go
// command knows the test by what is in it.
func app(t *testing.T, name string) string {
	t.Helper()
	if _, err := os.ReadDir(npm); err != nil {
		t.Fatal(err)
	}
	given, err := os.Stat(modules(t))
	if err != nil {
		t.Fatal(err)
	}
	beside, err := os.Stat(filepath.Join(npm, "node_modules"))
	if err != nil || !os.SameFile(given, beside) {
		t.Fatalf("STEWARD_NODE_MODULES is not the folder beside %s/package.json: %v", npm, err)
	}
	return filepath.Join(npm, name)
}

// localSlack is the path of another's double of Slack.
func localSlack(t *testing.T) string {
	t.Helper()
	path := filepath.Join(modules(t), "local-slack-linux-x64", "bin", "local-slack")
	if _, err := os.Stat(path); err != nil {
		lacking(t, "namespace", "local-slack is made for Linux on x64, this is "+runtime.GOOS+" on "+runtime.GOARCH)
	}
	return path
}

// alone is a command line that runs another in a network and among processes of
// its own: it reaches nobody but itself, nobody reaches it, and all of it is
// gone when its first process is.
func alone(t *testing.T) []string {
	t.Helper()
	line := []string{"unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c",
		`ip link set lo up && exec "$0" "$@"`}
	if os.Geteuid() != 0 {
		line = slices.Insert(line, 1, "--map-root-user")
	}
	try := exec.Command(line[0], append(line[1:], "true")...)
	if out, err := try.CombinedOutput(); err != nil {
		lacking(t, "namespace", "no network of its own can be made for local-slack, which would listen to everybody: "+
			err.Error()+": "+strings.TrimSpace(string(out)))
	}
	return line
}
