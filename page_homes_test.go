package main

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestPageHomes reads the home tab of each role on a phone, with the demo's data:
// nothing stands out of the screen or is too small, and what they do there is a
// button.
func TestPageHomes(t *testing.T) {
	browser, address := chromium(t), demo(t)
	for _, c := range []struct{ name, button string }{
		{"教体局联络员", "填报附件1"},
		{"网信办办公室负责人", "现在填报"},
		{"网信办主要负责人", "报送要求"},
		{"信息办管理员", "查看全部49条"},
		{"市政府办公室初审", "尚未报送名单"},
		{"分管市领导", "尚未报送名单"},
	} {
		s := sit(browser, t, address, chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile, chromedp.EmulateTouch))
		s.fingers = true
		s.as(c.name)
		s.press("#menu", "")
		s.press("#channels span", "域名管家")
		s.press("#tab-home", "")
		s.until("find "+c.button+" on the home of "+c.name, nil, `(label) =>
			[...document.querySelectorAll('#home button')].some((b) => b.textContent === label)`, c.button)
		fits(s, "the home of "+c.name)
	}
}
