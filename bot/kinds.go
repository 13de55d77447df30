package bot

import (
	"cmp"
	"maps"
	"slices"
)

// A Stand is a place in what we send, and what may stand there: an element of a
// kind in a field of a block, or, where both are empty, the block by itself.
type Stand struct {
	Block, Field, Kind string
}

// Stands lists every block that our check lets through, and all that may stand in
// each, in a fixed order. What draws our messages has to know all of them.
func Stands() []Stand {
	var stands []Stand
	for _, block := range slices.Sorted(maps.Keys(knownBlocks)) {
		stands = append(stands, Stand{Block: block})
	}
	for block, fields := range allowed {
		for field, kinds := range fields {
			for _, kind := range kinds {
				stands = append(stands, Stand{cmp.Or(inside[block], block), field, kind})
			}
		}
	}
	slices.SortFunc(stands, func(a, b Stand) int {
		return cmp.Or(cmp.Compare(a.Block, b.Block), cmp.Compare(a.Field, b.Field), cmp.Compare(a.Kind, b.Kind))
	})
	return stands
}

// inside names the block around an object that is no block itself.
var inside = map[string]string{"cell": "table"}
