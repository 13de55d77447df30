package papers

import "strings"

// risky are the beginnings of a cell that a spreadsheet runs as a formula; the
// wide ones too, which input methods for Chinese turn into the others.
const risky = "=+-@\t\r＝＋－＠"

// guarded makes a cell text for every spreadsheet: a quote is put before what
// would be run, and before what looks as if one had been, so that it comes off
// again exactly.
func guarded(cell string) string {
	if bare := strings.TrimLeft(cell, "'"); bare != "" && strings.ContainsRune(risky, first(bare)) {
		return "'" + cell
	}
	return cell
}

// unguarded takes the quote of guarded off.
func unguarded(cell string) string {
	if !strings.HasPrefix(cell, "'") {
		return cell
	}
	if bare := strings.TrimLeft(cell, "'"); bare != "" && strings.ContainsRune(risky, first(bare)) {
		return cell[1:]
	}
	return cell
}

func first(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}
