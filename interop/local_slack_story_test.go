package interop_test

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
)

// tellStory lets the liaison of the office for the internet hand in 附件2, and
// the city's office book it. The machine's date is long past the directive's
// days, so that nothing here may lean on them.
func tellStory(t *testing.T, steward string) {
	d := open(t, steward)
	for _, line := range conversation() {
		d.says(liaison, line.say)
		d.hears(liaison, line.hear...)
	}
	d.says(liaison, "修改联系人的职务")
	d.hears(liaison, "联系人的职务")
	d.says(liaison, "副科长")
	summary := d.hears(liaison, "请核对", "张某", "87654321", "13800000000", "李某", "副科长")
	d.clicks(liaison, summary, "确认提交")
	d.handedIn()
	d.booked()
	d.home()
	d.command()
	d.wellBehaved()
}

// A line is what is said, and what steward's answer holds.
type line struct {
	say  string
	hear []string
}

func conversation() []line {
	return []line{
		{"我要填附件2", []string{"负责人的姓名", "1/8"}},
		{"张某", []string{"负责人的职务", "2/8"}},
		{"科长", []string{"负责人的QQ", "3/8"}},
		{"12345678", []string{"负责人的手机或座机", "4/8"}},
		{"1380013", []string{"「1380013」位数不符", "4/8"}},
		{"上一步", []string{"负责人的QQ", "3/8"}},
		{"87654321", []string{"负责人的手机或座机", "4/8"}},
		{"13800000000", []string{"联系人的姓名", "5/8"}},
		{"李某，科员，QQ 23456789，手机 13900000000", []string{"请核对", "李某", "科员"}},
	}
}

// handedIn checks that the form came back as a document with what was said.
func (d *desk) handedIn() {
	d.Helper()
	d.hears(liaison, "已提交")
	shared := until(d.T, "the document", func() (message, bool) {
		for _, m := range d.heard(liaison) {
			if len(m.Files) == 1 {
				return m, true
			}
		}
		return message{}, false
	})
	f := shared.Files[0]
	if !strings.HasPrefix(f.Name, "附件2-") || !strings.HasSuffix(f.Name, "宿州市互联网信息办公室.docx") {
		d.Errorf("the document is %+v", f)
	}
	text := docx(d.T, f.URL)
	for _, want := range []string{"宿州市互联网信息办公室", "张某", "87654321", "13800000000", "李某", "副科长", "23456789", "13900000000"} {
		if !strings.Contains(text, want) {
			d.Errorf("the document lacks %s", want)
		}
	}
}

// docx fetches a document as an app does, and returns the XML of its words.
func docx(t *testing.T, url string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer xoxb-other")
	body, err := fetch(req)
	if err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := archive.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// booked checks that the office hears of the form without anybody's name or
// number, and that the liaison hears when the paper has come.
func (d *desk) booked() {
	d.Helper()
	told := d.hears(office, "宿州市互联网信息办公室", "附件2")
	for _, private := range []string{"张某", "13800000000", "87654321"} {
		if strings.Contains(told.words(), private) {
			d.Errorf("the office was told %s: %s", private, told.words())
		}
	}
	d.clicks(office, told, "确认收到纸质件")
	d.hears(liaison, "纸质")
}

// home opens the home tab, and looks at what steward publishes.
func (d *desk) home() {
	d.Helper()
	d.control.post("open-home", obj{"user": liaison}, nil)
	until(d.T, "the home tab", func() (bool, bool) {
		for _, e := range d.log("from_bot", "web_api") {
			if e.Summary == "views.publish" && strings.Contains(string(e.Detail), liaison) {
				return true, strings.Contains(string(e.Detail), "宿州市互联网信息办公室")
			}
		}
		return false, false
	})
}

func (d *desk) command() {
	d.Helper()
	d.control.post("command", obj{
		"channel": d.direct(liaison), "user": liaison, "command": "/域名", "text": "我单位的域名现在怎么样",
	}, nil)
	d.hears(liaison, "台账中没有你单位的域名")
}

// wellBehaved checks that nothing went wrong on either side that nobody heard
// of, and that steward ends when it is told to.
func (d *desk) wellBehaved() {
	d.Helper()
	for _, e := range d.log("internal", "web_api") {
		d.Errorf("steward was refused: %s", e.Summary)
	}
	d.onceEach()
	d.steward.stop()
	if d.steward.err != nil || strings.Contains(d.steward.said.String(), "level=ERROR") {
		d.Errorf("steward ended with %v, and said:\n%s", d.steward.err, d.steward.said)
	}
}

// onceEach checks that each thing had one effect: this double sends each
// envelope to all of an app's connections, and steward has two.
func (d *desk) onceEach() {
	d.Helper()
	times := map[string]int{"1/8": 0, "5/8": 0, "填报编号": 0, "台账中没有你单位的域名": 0}
	documents := 0
	for _, m := range d.heard(liaison) {
		documents += len(m.Files)
		for words := range times {
			if strings.Contains(m.words(), words) {
				times[words]++
			}
		}
	}
	for words, n := range times {
		if n != 1 {
			d.Errorf("%q was said %d times", words, n)
		}
	}
	if documents != 1 {
		d.Errorf("%d documents came, not one", documents)
	}
}
