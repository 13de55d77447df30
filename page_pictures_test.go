package main

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestPagePictures goes through what a liaison meets, at a desk and on a phone, and
// takes the pictures of docs/sandbox.md on the way.
func TestPagePictures(t *testing.T) {
	browser, address := chromium(t), demo(t)
	for _, c := range []struct {
		name, end     string
		width, height int64
		view          chromedp.Action[chromedp.Void]
	}{
		{"经信委联络员", "", 1280, 800, chromedp.EmulateViewport(1280, 800)},
		{"公安局联络员", "-phone", 390, 844, chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile, chromedp.EmulateTouch)},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := sit(browser, t, address, c.view)
			s.fingers = c.end != ""
			take := func(what string) { picture(s, "docs/page-"+what+c.end+".png", int(c.width), int(c.height)) }
			s.as(c.name)
			s.hears("现在填报")
			s.say("还有几天截止")
			s.hears("还剩")
			take("message")
			openSheet(s)
			take("modal")
			leaveSheet(s)
			handOver(s)
			take("files")
			goHome(s)
			take("home")
			askInChannel(s)
			take("thread")
			closeThread(s)
			commandInChannel(s)
		})
	}
}

// openSheet opens the form as one sheet, and hands it in with nothing in it.
func openSheet(s *sitter) {
	s.t.Helper()
	s.say("填报附件2")
	s.hears("1/8")
	s.button("整表填报")
	s.until("see the sheet", nil, `() => document.querySelector('dialog.modal')`)
	s.press(`[data-modal="submit"]`, "")
	s.until("see what is missing, where it is, at the field that has the keyboard", nil, `() =>
		document.querySelectorAll('dialog.modal .field-error:not([hidden])').length >= 8 &&
		document.activeElement.getAttribute('aria-invalid') === 'true'`)
}

// leaveSheet leaves by Escape: the keyboard is where it was before.
func leaveSheet(s *sitter) {
	s.t.Helper()
	s.do("Escape", chromedp.Action[chromedp.Void](escape))
	s.until("be back at the button that opened it", nil, `() => !document.querySelector('dialog[open]') &&
		document.activeElement.textContent === '整表填报'`)
}

// handOver fills the form and hands it in: the document's name stands there once, and
// whole.
func handOver(s *sitter) {
	s.t.Helper()
	s.say("张某，科长，QQ 12345678，电话 13800000000")
	s.hears("5/8")
	s.say("李某，科员，QQ 23456789，电话 0557-3020669")
	s.hears("请核对")
	s.button("确认提交")
	s.hears(".docx")
	s.until("read the document's name once", nil, `() => {
		const card = [...document.querySelectorAll('#messages .file .grow')].at(-1)
		return card.innerText.split('.docx').length === 2 && card.scrollWidth <= card.clientWidth
	}`)
}

func goHome(s *sitter) {
	s.t.Helper()
	s.press("#tab-home", "")
	s.until("read the home tab", nil, `() => document.querySelector('#home').innerText.includes('附件2')`)
}

// askInChannel asks where others read along, and opens the thread of the answer.
func askInChannel(s *sitter) {
	s.t.Helper()
	if s.fingers {
		s.press("#menu", "")
	}
	s.press("#channels span", "域名工作")
	s.say("@域名管家 还有几天截止")
	s.press("#messages .reply.has", "")
	s.until("read the answer", nil, `() => document.querySelector('#thread-messages .from-bot')`)
	s.until("write there", nil, `() => document.activeElement.id === 'thread-composer' && document.activeElement.clientHeight >= 30`)
}

func closeThread(s *sitter) {
	s.t.Helper()
	s.do("Escape", chromedp.Action[chromedp.Void](escape))
	s.until("be back at the way to it", nil, `() => document.querySelector('#thread').hidden && document.activeElement.matches('.reply.has')`)
}

// commandInChannel asks by a command where others read along: the person alone is told
// where the answer is.
func commandInChannel(s *sitter) {
	s.t.Helper()
	s.say("/域名 还有几天截止")
	s.until("read where the answer is", nil, `() => document.querySelector('#messages').innerText.includes('已在私信中答复您')`)
}

// TestPageKeepsWords: what could not be sent stays in its field, with the reason
// beside it; it is sent once, however often Enter is pressed, and then the field
// is empty.
func TestPageKeepsWords(t *testing.T) {
	s := newGlass(chromium(t), t).sitter
	fetching := func(with string) {
		s.until("stand in the way", nil, `(way) => {
			window.sends = 0
			window.real ??= window.fetch
			window.fetch = (...args) => String(args[0]).includes('/say') ? (window.sends++, way === 'broken' ? Promise.reject(new Error())
				: new Promise((done) => setTimeout(done, 300)).then(() => window.real(...args))) : window.real(...args)
			return true
		}`, with)
	}
	fetching("broken")
	s.do("say", chromedp.SendKeys("#composer", "别丢了"), enter)
	s.until("read why", nil, `() => document.querySelector('#compose .field-error').innerText.includes('连不上工作区') &&
		document.querySelector('#composer').value === '别丢了' && !document.querySelector('#composer').readOnly`)
	fetching("slow")
	s.do("press on", enter, enter, enter)
	s.until("see it said once", nil, `() => document.querySelector('#composer').value === '' && window.sends === 1 &&
		document.querySelector('#compose .field-error').hidden && document.querySelector('#messages').innerText.includes('别丢了')`)
}
