package db

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"steward/rules"
	"steward/rules/calendar"
)

func drawTime(t *rapid.T, name string) time.Time {
	zone := time.FixedZone("", rapid.IntRange(-14, 14).Draw(t, name+" zone")*3600)
	seconds := rapid.Int64Range(-62135500800, 253402200799).Draw(t, name+" seconds")
	return time.Unix(seconds, rapid.Int64Range(0, 999_999_999).Draw(t, name+" nanos")).In(zone)
}

// The trap: SQLite compares text. As text, instants sort as they do in time,
// whatever zone they were written in; and they come back the same to the
// microsecond.
func TestInstantsSortAsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawTime(t, "a"), drawTime(t, "b")
		ta, tb := text(t, a), text(t, b)
		if got, want := cmp.Compare(ta, tb), utc(a).Compare(utc(b)); got != want {
			t.Errorf("%s and %s: as text %d, in time %d", ta, tb, got, want)
		}
		var back instant
		if err := back.Scan(ta); err != nil || !back.Equal(a.Truncate(time.Microsecond)) || back.Location() != time.UTC {
			t.Errorf("%v came back as %v, %v", a, back.Time, err)
		}
	})
}

func text(t *rapid.T, a time.Time) string {
	v, err := at(a).Value()
	if err != nil {
		t.Fatal(err)
	}
	if a.UTC().Truncate(time.Microsecond).IsZero() {
		return "" // NULL
	}
	return v.(string)
}

func TestInstantScan(t *testing.T) {
	shanghai := time.Date(2018, 11, 20, 9, 0, 0, 1999, time.FixedZone("", 8*3600))
	for _, c := range []struct {
		in   any
		want time.Time
		ok   bool
	}{
		{nil, time.Time{}, true},
		{shanghai, time.Date(2018, 11, 20, 1, 0, 0, 1000, time.UTC), true},
		{"2018-11-20T01:00:00.000001000Z", time.Date(2018, 11, 20, 1, 0, 0, 1000, time.UTC), true},
		{"2018-11-20T09:00:00+08:00", time.Time{}, false},
		{"2018-11-20", time.Time{}, false},
		{int64(7), time.Time{}, false},
	} {
		var got instant
		err := got.Scan(c.in)
		if (err == nil) != c.ok || err == nil && got.Time != c.want {
			t.Errorf("%v: %v, %v", c.in, got, err)
		}
	}
	if _, err := at(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)).Value(); err == nil {
		t.Error("a year of five digits was stored: it would sort before all others")
	}
}

func TestDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := calendar.DateOf(drawTime(t, "day"))
		v, err := day{d}.Value()
		var back day
		if err != nil || back.Scan(v) != nil || back.Date != d {
			t.Errorf("%v became %v, %v", d, back, err)
		}
	})
	var none day
	if none.Scan([]byte("")) != nil || !none.IsZero() || none.Scan("15.12.2018") == nil || none.Scan(7) == nil {
		t.Error("what is no date was read as one")
	}
}

func TestSealedValueOpensOnlyInItsPlace(t *testing.T) {
	s, err := newSafe([]Key{NewKey(), NewKey()}, bytes.NewReader(make([]byte, 1<<20)))
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.SliceOfN(rapid.Byte(), 1, 99).Draw(t, "plain")
		place := rapid.String().Draw(t, "place")
		sealed, err := s.seal(place, plain)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := s.open(place, sealed); err != nil || !bytes.Equal(got, plain) {
			t.Errorf("opened as %q, %v", got, err)
		}
		if _, err := s.open(place+"/", sealed); !errors.Is(err, ErrUnsealable) {
			t.Errorf("opened in another place: %v", err)
		}
		i := rapid.IntRange(0, len(sealed)-1).Draw(t, "byte")
		sealed[i] ^= 1
		if _, err := s.open(place, sealed); !errors.Is(err, ErrUnsealable) {
			t.Errorf("opened though byte %d was altered: %v", i, err)
		}
		if _, err := s.open(place, sealed[:i]); i > 0 && !errors.Is(err, ErrUnsealable) {
			t.Errorf("opened though cut: %v", err)
		}
	})
	if sealed, err := s.seal("", nil); sealed != nil || err != nil {
		t.Errorf("nothing was sealed as %v, %v", sealed, err)
	}
	if _, err := (&safe{keys: s.keys, random: strings.NewReader("")}).seal("", []byte("a")); err == nil {
		t.Error("sealed without random numbers")
	}
}

// Each letter is as likely as the others, and none is misread for another.
func TestCodes(t *testing.T) {
	bytes256 := make([]byte, 256)
	for i := range bytes256 {
		bytes256[i] = byte(i)
	}
	d := &DB{random: bytes.NewReader(bytes256)}
	n := 256 / len(rules.PaperAlphabet) * len(rules.PaperAlphabet)
	code, err := d.code(n)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range rules.PaperAlphabet {
		if got := strings.Count(code, string(c)); got != n/len(rules.PaperAlphabet) {
			t.Errorf("%c stands %d times", c, got)
		}
	}
	if strings.ContainsAny(rules.PaperAlphabet, "0O1IL2Z5S8BUV") {
		t.Error("the alphabet holds letters that are misread")
	}
	if _, err := d.code(1); err == nil {
		t.Error("a code was made without random numbers")
	}
}

func TestTuples(t *testing.T) {
	if got := tuples(2, 3); got != "(?,?,?),(?,?,?)" {
		t.Error(got)
	}
}

func TestPausesDoubleAndEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		most := firstPause
		for n := 1; n <= 12; n++ {
			began := time.Now()
			if err := pause(t.Context(), n); err != nil {
				t.Fatal(err)
			}
			if took := time.Since(began); took < most/2 || took > most {
				t.Errorf("pause %d took %v, want %v to %v", n, took, most/2, most)
			}
			most = min(2*most, lastPause)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := pause(ctx, 1); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled: %v", err)
		}
	})
}
