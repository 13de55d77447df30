package intent

// A concept is what words stand for: 何时, 几号 and "by when" are one.
type concept uint16

// maxConcepts is how many a set has room for.
const maxConcepts = 512

// set is a set of concepts.
type set [maxConcepts / 64]uint64

func (s *set) add(c concept) { s[c/64] |= 1 << (c % 64) }

func (s *set) has(c concept) bool { return s[c/64]&(1<<(c%64)) != 0 }

func (s *set) join(other *set) {
	for i := range s {
		s[i] |= other[i]
	}
}

// meets reports whether the two have a concept in common.
func (s *set) meets(other *set) bool {
	for i := range s {
		if s[i]&other[i] != 0 {
			return true
		}
	}
	return false
}

// The concepts that the reader finds by itself, and no word stands for.
const (
	isUnit     = "unit"    // a unit of the register, by name
	isOwn      = "own"     // 我单位, our
	isDomain   = "domain"  // a whole domain
	isSuffix   = "ending"  // the ending of domains
	isPattern  = "pattern" // ○○○.ahsz.gov.cn
	isMail     = "mailbox" // an address with an at sign
	isQuestion = "?"       // a question mark
	isShort    = "short"   // a few words and no more
	isAlone    = "alone"   // the sentence has one clause
	isStrange  = "strange" // there are words in it that the lexicon does not know
)

// number gives them their numbers.
func (l *lexicon) number() {
	for _, name := range []string{isUnit, isOwn, isDomain, isSuffix, isPattern, isMail, isQuestion, isShort, isAlone, isStrange} {
		l.concept(name)
	}
}
