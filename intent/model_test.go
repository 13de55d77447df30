package intent

import (
	"flag"
	"math"
	"os"
	"testing"
	"time"
)

// TestModel holds the model built in to what the lexicon teaches. After a change
// of either, -update learns anew; the program has it from the next build on.
func TestModel(t *testing.T) {
	k := builtin()
	fresh, err := k.bare().learn(sources{built: files})
	if err != nil {
		t.Fatal(err)
	}
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile("model.bin", []byte(fresh.bytes()), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if len(fresh.rows) != len(k.model.rows) {
		t.Fatalf("model.bin has %d bytes of rows, want %d: accept what is learnt with -update", len(k.model.rows), len(fresh.rows))
	}
	const near = 0.05 // other machines round otherwise
	for _, text := range []string{"附件2什么时候交", "我要申请注册域名", "今天天气怎么样", "Who is late with the clean-up report?", "催一下"} {
		keys := k.bare().signs(k.bare().sentence(text, time.Time{}))
		was := k.model.likely(keys)
		for class, p := range fresh.likely(keys) {
			if math.Abs(p-was[class]) > near {
				t.Errorf("%s: %s is likely by %.2f, and %.2f is learnt: accept it with -update", text, k.model.classes[class], was[class], p)
			}
		}
	}
}

func TestModelFile(t *testing.T) {
	m := &model{classes: []string{"a", "b"}}
	m.rows = string(appendRow(appendRow(nil, 7, []float64{1, -2}), 1<<31, []float64{0, 0.5}))
	got, err := openModel(m.bytes())
	if err != nil || got.rows != m.rows || len(got.classes) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	for key, want := range map[uint32]float64{7: -2, 1 << 31: 0.5} {
		weights, scale := got.row(key)
		if w := scale * float64(int8(weights[1])); math.Abs(w-want) > 0.01 {
			t.Errorf("%d: %v, want %v", key, w, want)
		}
	}
	if weights, _ := got.row(8); weights != "" {
		t.Error("a sign that nothing taught has weights")
	}
	for _, text := range []string{"", "a\nb", "a\nb\n\nshort"} {
		if _, err := openModel(text); err == nil {
			t.Errorf("%q is a model", text)
		}
	}
}
