package main

// reachComposer needs the field to write in to be in sight, large enough for a
// finger, and uncovered.
func reachComposer(s *sitter) {
	s.t.Helper()
	s.until("reach the composer", nil, `() => {
		const composer = document.querySelector('#composer'), r = composer.getBoundingClientRect()
		return r.height >= 36 && r.bottom <= innerHeight && composer.contains(document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2))
	}`)
}

// readHome goes to the home tab by the list of conversations, as there is no
// room for it beside them.
func readHome(s *sitter) {
	s.t.Helper()
	s.press("#menu", "")
	s.press("#channels span", "域名管家")
	s.press("#tab-home", "")
	s.until("read the home tab", nil, `() => document.querySelector('#home').innerText.includes('附件2')`)
	fits(s, "the home tab")
}

// tooWide lists what stands out of the screen to the right, except in boxes that
// scroll by themselves; tooSmall, the words that are hard to read, and the
// buttons that are hard to hit.
const (
	tooWide = `() => [...document.querySelectorAll('body *')].filter((n) => n.checkVisibility() && !n.closest('#side, .b-table, .b-carousel') &&
		n.getBoundingClientRect().right > screen.width + 0.5).map((n) => n.outerHTML.slice(0, 120))`
	tooSmall = `() => [...document.querySelectorAll('#messages .content *, #home .content *')].filter((n) => n.checkVisibility() && (
		n.matches('.text, small') && parseFloat(getComputedStyle(n).fontSize) < 12.5 ||
		n.matches('button') && n.getBoundingClientRect().height < 40)).map((n) => n.outerHTML.slice(0, 120))`
)

func fits(s *sitter, what string) {
	s.t.Helper()
	for _, fault := range []string{tooWide, tooSmall} {
		var found []string
		s.until("measure "+what, &found, fault)
		for _, n := range found {
			s.t.Errorf("%s: too wide or too small for a phone: %s", what, n)
		}
	}
	if s.read(`String(document.documentElement.scrollWidth - screen.width)`) != "0" {
		s.t.Errorf("%s: the page can be moved sideways", what)
	}
}
