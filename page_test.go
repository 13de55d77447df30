package main

import (
	"bytes"
	"flag"
	"image/png"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestPage is the story as people live through it at the page, in a browser: a
// form, questions, a phone, the office's desk and four weeks. All are at one
// demo, but for other units: each part also runs alone.
func TestPage(t *testing.T) {
	browser, address := chromium(t), demo(t)
	desk := chromedp.EmulateViewport(1280, 800)
	t.Run("a liaison fills the form", func(t *testing.T) {
		s := sit(browser, t, address, desk)
		readReminder(s, "网信办联络员")
		picture(s, "docs/demo.png", 1280, 800)
		fillForm(s)
		handIn(s)
	})
	t.Run("a liaison asks", func(t *testing.T) {
		s := sit(browser, t, address, desk)
		askStatus(s)
		askDeadline(s)
	})
	t.Run("a phone is wide enough", func(t *testing.T) {
		s := sit(browser, t, address, chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile, chromedp.EmulateTouch))
		s.fingers = true
		readReminder(s, "编办联络员")
		picture(s, "docs/demo-phone.png", 390, 844)
		fits(s, "the form")
		reachComposer(s)
		readHome(s)
	})
	t.Run("the office books and the weeks pass", func(t *testing.T) {
		s := sit(browser, t, address, desk)
		bookIntakes(s)
		s.forwardTo("2018-12-14T09:30")
		readReminders(s)
		giveReceipt(s)
		readBrief(s)
	})
}

// readReminder reads the first morning's reminder, and begins what it asks for.
func readReminder(s *sitter, name string) {
	s.t.Helper()
	s.as(name)
	s.hears("附件2", "11月26日（周一）截止", "还剩4个工作日")
	s.button("现在填报")
	s.hears("负责人的姓名", "1/8")
}

// fillForm fills it: several fields at once, a wrong value, a step back, a
// question in between.
func fillForm(s *sitter) {
	s.t.Helper()
	s.say("张某，科长，QQ 12345678")
	s.hears("负责人的手机或座机", "4/8")
	s.say("1380013")
	s.hears("「1380013」位数不符", "负责人的手机或座机", "4/8")
	s.button("上一步")
	s.hears("负责人的QQ", "3/8")
	s.say("87654321")
	s.hears("负责人的手机或座机")
	s.say("13800000000")
	s.hears("联系人的姓名", "5/8")
	s.say("截止哪天？")
	s.hears("11月26日（周一）", "联系人的姓名")
	s.say("李某，科员，QQ 23456789，电话 0557-3020669")
	s.hears("请核对", "张某", "87654321", "李某", "0557-3020669")
}

// handIn confirms the summary, and opens the document that comes.
func handIn(s *sitter) {
	s.t.Helper()
	s.button("确认提交")
	s.hears("已提交", "附件2-政府网站域名协同管理人员信息表-宿州市互联网信息办公室.docx")
	var link string
	s.until("find the document's link", &link, `() => [...document.querySelectorAll('#messages .file a')].at(-1)?.href`)
	words, err := docxWords(download(s.t, link))
	if err != nil {
		s.t.Fatalf("%s is no .docx: %v", link, err)
	}
	for _, w := range []string{"宿州市互联网信息办公室", "张某", "科长", "87654321", "13800000000", "李某", "科员", "23456789", "0557-3020669"} {
		if !strings.Contains(words, w) {
			s.t.Errorf("the document lacks %s:\n%s", w, words)
		}
	}
}

func download(t *testing.T, link string) []byte {
	t.Helper()
	resp, err := http.Get(link)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", link, resp.Status, err)
	}
	return body
}

func askStatus(s *sitter) {
	s.t.Helper()
	s.as("教体局联络员")
	s.say("我单位的域名现在怎么样")
	s.hears("szjy.net.cn", "须整改", "宿政办秘〔2018〕116号第二部分第（二）项")
}

func askDeadline(s *sitter) {
	s.t.Helper()
	s.say("还有几天截止")
	s.hears("12月15日（周六）截止", "最后一个工作日为12月14日（周五）", "还剩25天，其中工作日18个", "清理报告")
}

// bookIntakes books 教体局's material in, two days on: the paper by an earlier
// date, then the electronic one.
func bookIntakes(s *sitter) {
	s.t.Helper()
	s.as("信息办管理员")
	s.forwardTo("2018-11-22T10:00")
	s.say("收件 教体局")
	s.hears("宿州市教育体育局", "登记纸质件", "登记电子文档")
	s.set(`#messages input[type="date"]`, "2018-11-21")
	s.button("登记纸质件")
	s.sees("宿州市教育体育局", "纸质件11月21日（周三）收到")
	s.until("offer today again", nil, `() => document.querySelector('#messages input[type="date"]').value === '2018-11-22'`)
	s.button("登记电子文档")
	s.sees("宿州市教育体育局", "纸质件11月21日（周三）收到", "电子文档11月22日（周四）收到")
}

// days lists the days on which the bot wrote of the material that is due.
const days = `() => {
	let day = ''
	const days = []
	for (const li of document.querySelectorAll('#messages > li')) {
		if (li.matches('.day')) day = li.innerText.trim()
		else if (li.matches('.from-bot') && li.innerText.includes('清理和规范工作材料') && !li.innerText.includes('收到')) days.push(day)
	}
	return days.length && days
}`

// readReminders looks at two units: one that was reminded to the end, and one
// that had handed in before.
func readReminders(s *sitter) {
	s.t.Helper()
	for _, c := range []struct {
		name string
		want []string
	}{
		{"财政局联络员", []string{"11月20日（周二）", "11月30日（周五）", "12月7日（周五）", "12月12日（周三）", "12月14日（周五）"}},
		{"教体局联络员", []string{"11月20日（周二）"}},
	} {
		var got []string
		s.as(c.name)
		s.until("read the reminders", &got, days)
		if !slices.Equal(got, c.want) {
			s.t.Errorf("%s was reminded on %q, want %q", c.name, got, c.want)
		}
	}
}

// giveReceipt presses 已收悉, and sees it recorded in the button's place.
func giveReceipt(s *sitter) {
	s.t.Helper()
	s.as("财政局联络员")
	s.button("已收悉")
	s.until("see the receipt where the button was", nil, `() => {
		const newest = [...document.querySelectorAll('#messages .from-bot')].at(-1)
		return newest.innerText.includes('✓ 已收悉 · 12月14日') &&
			![...newest.querySelectorAll('button')].some((b) => b.textContent === '已收悉')
	}`)
}

func readBrief(s *sitter) {
	s.t.Helper()
	s.as("分管市领导")
	s.sees("12月10日（周一）9时", "应报送49家", "收件齐全1家")
}

// picture takes a picture of the page, of a size in pixels, and keeps it when
// the tests are to accept what they see.
func picture(s *sitter, file string, width, height int) {
	s.t.Helper()
	shot, err := chromedp.Run(s.tab, chromedp.CaptureScreenshot())
	if err != nil {
		s.t.Fatalf("picture: %v", err)
	}
	size, err := png.DecodeConfig(bytes.NewReader(shot))
	if err != nil || size.Width != width || size.Height != height {
		s.t.Errorf("picture: %v, %d by %d pixels", err, size.Width, size.Height)
	}
	if flag.Lookup("update").Value.String() != "true" {
		return
	}
	if err := os.WriteFile(file, shot, 0o644); err != nil {
		s.t.Fatal(err)
	}
}
