package db_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"steward/db"
	"steward/db/dbtest"
	"steward/rules"
)

func options() db.Options { return db.Options{Keys: []db.Key{dbtest.Key()}} }

func exclusive() db.Options {
	o := options()
	o.Exclusive = true
	return o
}

func TestWhatIsWrittenIsThereWhenOpenedAgain(t *testing.T) {
	t.Parallel()
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		for range 2 {
			d, err := db.Open(t.Context(), address, options())
			check(t, err)
			putPeople(t, d)
			check(t, d.Close())
		}
		d := dbtest.Open(t, address, db.Options{})
		check(t, d.Ping(t.Context()))
		read(t, d, func(ctx context.Context, tx *db.Tx) {
			same(t, "roster", must[[]rules.Person](t)(tx.Roster(ctx)), people())
		})
	})
}

func TestMemoryLastsWhileItIsOpen(t *testing.T) {
	d := dbtest.Open(t, db.Memory, db.Options{})
	other := dbtest.Open(t, db.Memory, db.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	putInventory(t, d)
	if err := d.InTx(ctx, func(context.Context, *db.Tx) error { return nil }); err == nil {
		t.Error("a cancelled transaction succeeded")
	}
	same(t, "survives what was cancelled", known(t, d, "sz-jtj"), true)
	same(t, "is its own", known(t, other, "sz-jtj"), false)
}

func TestFoldersAreMadeAndClosedToOthers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "数据 100%", "a?b#c.db")
	d := dbtest.Open(t, path, db.Options{})
	putInventory(t, d)
	for _, name := range []string{path, path + "-wal"} {
		info, err := os.Stat(name)
		check(t, err)
		same(t, "rights of "+name, info.Mode().Perm(), os.FileMode(0o600))
	}
}

func TestSecondWriterIsRefused(t *testing.T) {
	path := dbtest.SQLite(t)
	first, err := db.Open(t.Context(), path, exclusive())
	check(t, err)
	putInventory(t, first)
	_, err = db.Open(t.Context(), path, exclusive())
	var inUse *db.ErrInUse
	if !errors.As(err, &inUse) {
		t.Fatalf("second writer: %v", err)
	}
	same(t, "who", *inUse, db.ErrInUse{Path: path, PID: os.Getpid()})
	r := dbtest.Open(t, path, readOnly())
	same(t, "readers go on", known(t, r, "sz-jtj"), true)
	check(t, first.Close())
	dbtest.Open(t, path, exclusive())
}

// Whoever holds the lock without having written who it is, is unknown.
func TestInUseSaysBy(t *testing.T) {
	path := dbtest.SQLite(t)
	d := dbtest.Open(t, path, exclusive())
	for content, want := range map[string]string{
		"":          "database " + path + " is in use by another process",
		"nonsense":  "database " + path + " is in use by another process",
		"  4711 \n": "database " + path + " is in use by process 4711",
	} {
		check(t, os.WriteFile(path+".lock", []byte(content), 0o600))
		_, err := db.Open(t.Context(), path, exclusive())
		var inUse *db.ErrInUse
		if !errors.As(err, &inUse) {
			t.Fatalf("second writer: %v", err)
		}
		same(t, "message", inUse.Error(), want)
	}
	putInventory(t, d)
}

func readOnly() db.Options {
	o := options()
	o.ReadOnly = true
	return o
}

// A writer that is killed leaves no lock behind, and nothing half done. The test
// runs itself as that writer.
func TestKilledWriterLeavesNoLock(t *testing.T) {
	const variable = "STEWARD_DB_TEST_WRITER"
	if path := os.Getenv(variable); path != "" {
		holdUntilKilled(t, path)
	}
	path := dbtest.SQLite(t)
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilledWriterLeavesNoLock$")
	child.Env = append(os.Environ(), variable+"="+path)
	out, err := child.StdoutPipe()
	check(t, err)
	check(t, child.Start())
	_, err = bufio.NewReader(out).ReadString('\n')
	check(t, err)
	_, err = db.Open(t.Context(), path, exclusive())
	var inUse *db.ErrInUse
	if !errors.As(err, &inUse) {
		t.Fatalf("while it lives: %v", err)
	}
	same(t, "process", inUse.PID, child.Process.Pid)
	check(t, child.Process.Kill())
	if err := child.Wait(); err == nil {
		t.Error("the writer ended by itself")
	}
	d := dbtest.Open(t, path, exclusive())
	same(t, "committed", known(t, d, "committed"), true)
	same(t, "not committed", known(t, d, "open"), false)
}

func holdUntilKilled(t *testing.T, path string) {
	d := dbtest.Open(t, path, exclusive())
	write(t, d, func(ctx context.Context, tx *db.Tx) { check(t, putUnit(ctx, tx, "committed")) })
	write(t, d, func(ctx context.Context, tx *db.Tx) {
		check(t, putUnit(ctx, tx, "open"))
		os.Stdout.WriteString("ready\n")
		time.Sleep(time.Minute)
	})
}

func TestReadOnly(t *testing.T) {
	t.Parallel()
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		_, err := db.Open(t.Context(), address, readOnly())
		same(t, "refused where nothing is", err != nil, true)
		putInventory(t, dbtest.Open(t, address, db.Options{}))
		r := dbtest.Open(t, address, readOnly())
		same(t, "reads", known(t, r, "sz-jtj"), true)
		err = r.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error { return putUnit(ctx, tx, "a") })
		same(t, "does not write", err != nil, true)
	})
}

func existing() db.Options {
	o := options()
	o.Existing = true
	return o
}

// A guest writes beside the process that holds the file, and takes nothing from it.
func TestAGuestBesideTheHost(t *testing.T) {
	t.Parallel()
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		host := dbtest.Open(t, address, exclusive())
		putInventory(t, host)
		o := existing()
		o.Exclusive = true
		guest := dbtest.Open(t, address, o)
		same(t, "reads", known(t, guest, "sz-jtj"), true)
		undone := errors.New("undone")
		err := guest.InTx(t.Context(), func(ctx context.Context, tx *db.Tx) error {
			return errors.Join(putUnit(ctx, tx, "guest"), undone)
		})
		same(t, "took back", errors.Is(err, undone), true)
		same(t, "nothing of it", known(t, host, "guest"), false)
		write(t, guest, func(ctx context.Context, tx *db.Tx) { check(t, putUnit(ctx, tx, "guest")) })
		same(t, "seen by the host", known(t, host, "guest"), true)
		check(t, guest.Close())
		write(t, host, func(ctx context.Context, tx *db.Tx) { check(t, putUnit(ctx, tx, "host")) })
	})
}

// A guest makes nothing, and says what to do.
func TestAGuestMakesNothing(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]db.Options{"existing": existing(), "read only": readOnly()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := dbtest.SQLite(t)
			_, err := db.Open(t.Context(), path, o)
			if !errors.Is(err, db.ErrNoDatabase) || !strings.Contains(err.Error(), path) {
				t.Errorf("no file: %v", err)
			}
			left, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
			same(t, "made", left, []string(nil))
			check(t, err)
			check(t, os.WriteFile(path, nil, 0o600))
			_, err = db.Open(t.Context(), path, o)
			refusesSchema(t, err, "steward migrate")
			info, err := os.Stat(path)
			check(t, err)
			same(t, "size", info.Size(), int64(0))
			dbtest.EachAddress(t, func(t *testing.T, address string) { guestAtAnotherVersion(t, address, o) })
		})
	}
}

func guestAtAnotherVersion(t *testing.T, address string, o db.Options) {
	dbtest.Open(t, address, db.Options{})
	for _, c := range []struct{ statement, do string }{
		{`UPDATE goose_db_version SET version_id = 99 WHERE version_id > 1`, "newer steward"},
		{`DELETE FROM goose_db_version WHERE version_id > 1`, "steward migrate"},
		{`DROP TABLE goose_db_version`, "steward migrate"},
	} {
		dbtest.Spoil(t, address, c.statement)
		_, err := db.Open(t.Context(), address, o)
		refusesSchema(t, err, c.do)
	}
}

func refusesSchema(t *testing.T, err error, do string) {
	t.Helper()
	if !errors.Is(err, db.ErrSchema) || !strings.Contains(err.Error(), do) {
		t.Errorf("error %v does not say %q", err, do)
	}
}

// One migrates, the others wait and find it done.
func TestReplicasStartAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.EachAddress(t, func(t *testing.T, address string) {
		n := 1 // on a SQLite file one writes
		if strings.HasPrefix(address, "postgres") {
			n = 4
		}
		together(n, func(int) {
			d, err := db.Open(t.Context(), address, options())
			if err != nil {
				t.Error(err)
				return
			}
			if err := d.Close(); err != nil {
				t.Error(err)
			}
		})
		putInventory(t, dbtest.Open(t, address, db.Options{}))
	})
}

func TestOpenRefuses(t *testing.T) {
	_, err := db.Open(t.Context(), db.Memory, db.Options{})
	if !errors.Is(err, db.ErrNoKey) {
		t.Errorf("without a key: %v", err)
	}
	for _, address := range []string{
		"postgres://localhost:1/none?sslmode=nonsense",
		"postgres://nobody@127.0.0.1:1/none?sslmode=disable&connect_timeout=1",
		filepath.Join(t.TempDir(), "file.txt", "below"),
		t.TempDir(),
	} {
		if filepath.Base(address) == "below" {
			check(t, os.WriteFile(filepath.Dir(address), []byte("no database"), 0o600))
		}
		if d, err := db.Open(t.Context(), address, options()); err == nil {
			t.Errorf("%s was opened", address)
			check(t, d.Close())
		}
	}
}

// Names, values of forms and what people said are nowhere in the file as they
// were written.
func TestSealedValuesAreNotInTheFile(t *testing.T) {
	path := dbtest.SQLite(t)
	d := dbtest.Open(t, path, db.Options{})
	const secret = "QQ 98765432 手机 13812345678"
	putPeople(t, d)
	write(t, d, func(ctx context.Context, tx *db.Tx) {
		check(t, tx.PutPerson(ctx, rules.Person{ID: "U7", Name: secret, Roles: []rules.Role{rules.Admin}}))
		must[db.SessionRow](t)(tx.NewSession(ctx, db.SessionRow{Person: "U7", State: db.SessionOpen, Session: filling(secret)}))
		must[db.Submission](t)(tx.PutSubmission(ctx, db.Submission{Unit: "sz-wxb", Form: "coordinator", Values: map[string]string{"head.qq": secret}}))
		row := said("k", "D1", 1)
		row.Body = []byte(secret)
		must[[]bool](t)(tx.PutInbox(ctx, []db.InboxRow{row}))
	})
	public := 0
	for _, name := range []string{path, path + "-wal", path + "-shm"} {
		b, err := os.ReadFile(name)
		check(t, err)
		for _, part := range []string{secret, "98765432", "13812345678", "手机"} {
			if bytes.Contains(b, []byte(part)) {
				t.Errorf("%s holds %q", filepath.Base(name), part)
			}
		}
		public += bytes.Count(b, []byte("szjyty.gov.cn"))
	}
	if public == 0 {
		t.Error("the test looks in the wrong place: not even a domain is there")
	}
}
