package domain

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNormalize(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"www.ahsz.gov.cn", "www.ahsz.gov.cn"},
		{"  WWW.AhSz.Gov.CN \n", "www.ahsz.gov.cn"},
		{"http://www.ahsz.gov.cn/index.html?a=b#c", "www.ahsz.gov.cn"},
		{"HTTPS://www.ahsz.gov.cn:8443/", "www.ahsz.gov.cn"},
		{"http:\\\\www.ahsz.gov.cn\\a", "www.ahsz.gov.cn"},
		{"//www.ahsz.gov.cn/", "www.ahsz.gov.cn"},
		{"http : //www.ahsz.gov.cn/", "www.ahsz.gov.cn"},
		{"ahsz.gov.cn//a", "ahsz.gov.cn"},
		{"www.ahsz.gov.cn?from=x", "www.ahsz.gov.cn"},
		{"www.ahsz.gov.cn:", "www.ahsz.gov.cn"},
		{"gaj.ahsz.gov.cn.", "gaj.ahsz.gov.cn"},
		{"gaj.ahsz.gov.cn。", "gaj.ahsz.gov.cn"},
		{"gaj。ahsz．gov｡cn", "gaj.ahsz.gov.cn"},
		{"ｇａｊ．ａｈｓｚ．ｇｏｖ．ｃｎ", "gaj.ahsz.gov.cn"},
		{"ｈｔｔｐ：／／gaj.ahsz.gov.cn／", "gaj.ahsz.gov.cn"},
		{"gaj. ahsz .gov.cn", "gaj.ahsz.gov.cn"},
		{"gaj.ah　sz.gov.cn", "gaj.ahsz.gov.cn"},
		{"\u200bgaj.ahsz\ufeff.gov.cn", "gaj.ahsz.gov.cn"},
		{"埇桥区.政务", "埇桥区.政务"},
		{"埇桥区。政务", "埇桥区.政务"},
		{"埇桥区.XN--ZFR164B", "埇桥区.政务"},
		{"xn--zfr164b.xn--zfr164b", "政务.政务"},
		{"http://user@ahsz.gov.cn/", "ahsz.gov.cn"},
		{"https://user:pass@www.ahsz.gov.cn:8443/a@b", "www.ahsz.gov.cn"},
		{"http://www.ahsz.gov.cn@szrd.org/", "szrd.org"},
		{"szrd.org", "szrd.org"},
		{"a-b.c1.cn", "a-b.c1.cn"},
	} {
		got, err := Normalize(c.text)
		if err != nil || got != c.want {
			t.Errorf("Normalize(%q) = %q, %v; want %q", c.text, got, err, c.want)
		}
	}
}

func TestNormalizeRefuses(t *testing.T) {
	long := strings.Repeat("a", 64)
	for _, c := range []struct{ text, reason string }{
		{"", Empty},
		{" 　", Empty},
		{"http:///index.html", Empty},
		{".", Empty},
		{"localhost", NoDot},
		{"政务", NoDot},
		{"118.213.225.23", IP},
		{"http://118.213.225.23:8080/x", IP},
		{"[2001:db8::1]:80", IP},
		{"1.2", IP},
		{"2001:db8::1", IP},
		{"::1", IP},
		{"http://FE80::1/", IP},
		{"szxxzx128@163.com", Mail},
		{"user@ahsz.gov.cn/a", Mail},
		{"http://user@/a", Empty},
		{"ahsz.gov.cn:http", Port},
		{"ahsz.gov.cn:99999", Port},
		{"ahsz.gov.cn:0", Port},
		{"a.gov.cn b.gov.cn", Several},
		{"a.gov.cn;", Characters},
		{"a.gov.cn,b.gov.cn", Characters},
		{"a_b.gov.cn", Characters},
		{"-a.gov.cn", Characters},
		{"a-.gov.cn", Characters},
		{"ab--c.gov.cn", Characters},
		{"a..gov.cn", Characters},
		{".gov.cn", Characters},
		{"a.gov.cn..", Characters},
		{"xn--a.gov.cn", Characters},
		{"😀.gov.cn", Characters},
		{"❤.政务", Characters},
		{"xn--ls8h.gov.cn", Characters},
		{"½.gov.cn", Characters},
		{"a.ahsz.gov.cn、b.ahsz.gov.cn", Characters},
		{"“a.gov.cn”", Characters},
		{"《a.gov.cn》", Characters},
		{"\xff.gov.cn", Characters},
		{long + ".gov.cn", TooLong},
		{strings.Repeat("abcdefg.", 40) + "gov.cn", TooLong},
		{"xn--" + strings.Repeat("政", 300_000) + ".gov.cn", TooLong},
	} {
		got, err := Normalize(c.text)
		var refused *Error
		if !errors.As(err, &refused) || refused.Reason != c.reason || refused.Text != c.text {
			t.Errorf("Normalize(%q) = %q, %v; want it refused for %s", c.text, got, err, c.reason)
			continue
		}
		if !strings.Contains(err.Error(), c.reason) {
			t.Errorf("%q does not name the reason", err)
		}
	}
}

func TestToASCII(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"www.ahsz.gov.cn", "www.ahsz.gov.cn"},
		{"政务.政务", "xn--zfr164b.xn--zfr164b"},
		{"http://WWW.政务/", "www.xn--zfr164b"},
	} {
		got, err := ToASCII(c.name)
		if err != nil || got != c.want {
			t.Errorf("ToASCII(%q) = %q, %v; want %q", c.name, got, err, c.want)
		}
	}
	if _, err := ToASCII("a_b.gov.cn"); err == nil {
		t.Error("an underscore was taken")
	}
}

func TestIsChinese(t *testing.T) {
	for name, want := range map[string]bool{"埇桥区.政务": true, "宿州.cn": true, "www.ahsz.gov.cn": false} {
		if IsChinese(name) != want {
			t.Errorf("IsChinese(%q) = %v", name, !want)
		}
	}
}

// settled is what holds for every text: a normal form that is one, or a reason.
func settled(t interface{ Fatalf(string, ...any) }, text string) {
	name, err := Normalize(text)
	var refused *Error
	if err != nil {
		if !errors.As(err, &refused) || refused.Reason == "" {
			t.Fatalf("%q is refused without a reason: %v", text, err)
		}
		return
	}
	if again, err := Normalize(name); err != nil || again != name {
		t.Fatalf("%q became %q became %q, %v", text, name, again, err)
	}
	if strings.ContainsFunc(name, isUpperASCII) || strings.ContainsAny(name, " /:@?#。") || strings.HasSuffix(name, ".") {
		t.Fatalf("%q became %q, which is no normal form", text, name)
	}
	ascii, err := ToASCII(name)
	if err != nil || IsChinese(ascii) {
		t.Fatalf("%q has no ASCII form: %q, %v", name, ascii, err)
	}
	if back, err := Normalize(ascii); err != nil || back != name {
		t.Fatalf("%q is %q in ASCII, and back %q, %v", name, ascii, back, err)
	}
}

// isUpperASCII leaves out other scripts: IDNA keeps Cherokee in capitals.
func isUpperASCII(r rune) bool { return 'A' <= r && r <= 'Z' }

func TestNormalFormsStand(t *testing.T) {
	texts := rapid.OneOf(
		rapid.String(),
		rapid.StringMatching(`(https?://)?[ａ-ｚA-Za-z0-9一-龥_-]{1,8}([.。．][A-Za-z0-9一-龥-]{1,8}){1,3}(:[0-9]{1,4})?(/[a-z]*)?[.。]?`),
	)
	rapid.Check(t, func(t *rapid.T) { settled(t, texts.Draw(t, "text")) })
}

func TestNormalizeSeesThroughDisguise(t *testing.T) {
	label := rapid.StringMatching(`[a-z][a-z0-9]{0,6}[a-z]`)
	rapid.Check(t, func(t *rapid.T) {
		name := label.Draw(t, "label") + "." + label.Draw(t, "city") + rapid.SampledFrom([]string{".gov.cn", ".政务", ".com"}).Draw(t, "suffix")
		for _, disguise := range []string{
			strings.ToUpper(name), "http://" + name + "/a?b", name + ":80", name + ".", " " + name,
			strings.ReplaceAll(name, ".", "。"), strings.ReplaceAll(name, ".", " ."), strings.Map(widen, name),
		} {
			if got, err := Normalize(disguise); err != nil || got != name {
				t.Fatalf("%q became %q, %v; want %q", disguise, got, err, name)
			}
		}
	})
}

func widen(r rune) rune {
	if r > ' ' && r <= '~' {
		return r + ('！' - '!')
	}
	return r
}

func FuzzNormalize(f *testing.F) {
	for _, text := range []string{"www.ahsz.gov.cn", "ｈttp://埇桥区。政务:80/", "xn--zfr164b.cn", "a.gov.cn;", "1.2.3.4", "ß.ſ.K.cn", "Xn--BBe.A"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		settled(t, text)
		if shape := Structure(text); shape == "" {
			t.Fatalf("%q has no shape", text)
		}
	})
}
