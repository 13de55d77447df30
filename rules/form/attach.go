package form

import (
	"path"
	"slices"
	"strings"
)

// Attach takes a file that somebody uploaded: into the field asked, else into the
// only one that takes a file. False is that the form takes none. A kind of file
// that no screenshot is of is a Problem.
func Attach(d *Definition, s Session, id, name string) (Session, Event, bool) {
	f, asked := d.Field(s.At)
	if !asked || f.Kind != File {
		i := slices.IndexFunc(d.Fields, func(f Field) bool { return f.Kind == File })
		if i < 0 {
			return s, "", false
		}
		f = d.Fields[i]
	}
	next := s.fresh()
	value := FileValue(id, name)
	if !slices.Contains(pictures(), strings.ToLower(path.Ext(name))) || !fileForm.MatchString(value) {
		got, event := next.reject(Problem{Key: FileShape, Field: f.ID, Said: name})
		return got, event, true
	}
	next.set(f.ID, value, false)
	got, event := next.next(d, Filled)
	return got, event, true
}

// pictures are the endings of files that a screenshot may be in.
func pictures() []string {
	return []string{".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".heic", ".pdf"}
}
