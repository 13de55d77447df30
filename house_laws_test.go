package main_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// A law looks at one file and says what is wrong with it.
type law struct {
	name  string
	check func(source) []string
}

func laws() []law {
	return []law{
		{"every file is in a room", inRoom},
		{"rooms use the rooms below them", ownImports},
		{"each library has one home", outsideImports},
		{"rules are pure", pureRules},
		{"SQL is in db", sqlInDB},
		{"words are in locales", wordsInLocales},
		{"nothing happens on import", noInit},
		{"files are short", shortFile},
	}
}

func TestHouse(t *testing.T) {
	sources := readHouse(t)
	for _, law := range laws() {
		t.Run(law.name, func(t *testing.T) {
			for _, s := range sources {
				for _, complaint := range law.check(s) {
					t.Error(complaint)
				}
			}
		})
	}
}

// TestHouseVariables looks at a package at a time: a variable may be declared in
// one file and changed in another.
func TestHouseVariables(t *testing.T) {
	packages := map[string][]source{}
	for _, s := range readHouse(t) {
		if !s.test() {
			packages[s.dir()] = append(packages[s.dir()], s)
		}
	}
	for _, files := range packages {
		for _, complaint := range changedVariables(files) {
			t.Error(complaint)
		}
	}
}

// TestHouseIsBuilt fails for a folder in a table that isn't there.
func TestHouseIsBuilt(t *testing.T) {
	var folders []string
	for _, r := range rooms() {
		folders = append(folders, r.folder)
	}
	for _, homes := range libraries() {
		folders = append(folders, homes...)
	}
	for folder := range chinese() {
		folders = append(folders, folder)
	}
	slices.Sort(folders)
	for _, folder := range slices.Compact(folders) {
		info, err := os.Stat(folder)
		switch {
		case err == nil && !info.IsDir():
			t.Errorf("%s is a room in the table, and a file on disk", folder)
		case err != nil && everyRoomStands:
			t.Errorf("the table names %s: %v", folder, err)
		}
	}
}

// within reports whether a path is the folder or in it. The root is itself
// alone, since everything is in it.
func within(path, folder string) bool {
	return path == folder || folder != "." && strings.HasPrefix(path, folder+"/")
}

// roomOf finds the room of a folder: the innermost that it is in.
func roomOf(folder string) (room, bool) {
	var found room
	for _, r := range rooms() {
		if within(folder, r.folder) && len(r.folder) > len(found.folder) {
			found = r
		}
	}
	return found, found.folder != ""
}

func inRoom(s source) []string {
	if _, ok := roomOf(s.dir()); ok {
		return nil
	}
	return []string{fmt.Sprintf("%s: %s is no room in the table of house_test.go", s.path, s.dir())}
}

// importsOf lists what a file imports, with the module's own name taken off.
func importsOf(s source) (own, outside, standard []string) {
	for _, spec := range s.file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue // the parser would have refused it
		}
		first, _, _ := strings.Cut(name, "/")
		switch {
		case strings.HasPrefix(name, ourModule):
			own = append(own, strings.TrimPrefix(name, ourModule))
		case strings.Contains(first, "."):
			outside = append(outside, name)
		default:
			standard = append(standard, name)
		}
	}
	return own, outside, standard
}

func ownImports(s source) []string {
	var complaints []string
	here, _ := roomOf(s.dir())
	own, _, standard := importsOf(s)
	for _, name := range own {
		there, _ := roomOf(name)
		if !mayImport(s, here, there, name) {
			complaints = append(complaints, fmt.Sprintf("%s imports %s, which %s may not", s.path, name, here.folder))
		}
	}
	for _, name := range standard {
		if within(name, "testing") && !s.test() && here.folder != "db/dbtest" {
			complaints = append(complaints, s.path+" is part of the program, and imports "+name)
		}
	}
	return complaints
}

func mayImport(s source, here, there room, name string) bool {
	if here.folder == there.folder {
		return true
	}
	if s.test() && slices.Contains([]string{"sandbox", "db/dbtest"}, there.folder) {
		return true
	}
	return slices.ContainsFunc(here.imports, func(open string) bool {
		switch open {
		case everyRoom:
			return there.folder != "db/dbtest"
		case there.folder:
			return true
		default:
			return within(name, open) && within(open, there.folder)
		}
	})
}

func outsideImports(s source) []string {
	var complaints []string
	_, outside, _ := importsOf(s)
	for _, name := range outside {
		home := atHome(libraries(), name, s.dir()) || s.test() && atHome(testLibraries(), name, s.dir())
		if !home {
			complaints = append(complaints, fmt.Sprintf("%s imports %s, which has no home there", s.path, name))
		}
	}
	return complaints
}

func atHome(homes map[string][]string, name, folder string) bool {
	for library, folders := range homes {
		if within(name, library) && slices.ContainsFunc(folders, func(home string) bool {
			return home == everyRoom || within(folder, home)
		}) {
			return true
		}
	}
	return false
}

// pureRules keeps out of rules what reads the clock, the machine or chance, and
// what waits.
func pureRules(s source) []string {
	if s.test() || !within(s.dir(), "rules") {
		return nil
	}
	var complaints []string
	_, _, standard := importsOf(s)
	for _, name := range standard {
		for _, impure := range []string{"context", "database", "net", "os", "log", "math/rand", "crypto/rand"} {
			if within(name, impure) {
				complaints = append(complaints, s.path+" imports "+name+", but rules see facts alone")
			}
		}
	}
	impure := []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer", "Local"}
	ast.Inspect(s.file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Name == "time" && slices.Contains(impure, sel.Sel.Name) {
			complaints = append(complaints, s.at(sel)+" uses time."+sel.Sel.Name+", but rules are told the time")
		}
		return true
	})
	return complaints
}

// sqlWords tells the beginning of a statement from a sentence that begins alike:
// by its capitals, or by the next word that a statement must have.
var sqlWords = regexp.MustCompile(`^\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER TABLE|DROP|PRAGMA)\s` +
	`|(?is)^\s*(select\s.+\sfrom|insert\s+into|update\s+\w+\s+set|delete\s+from|with\s+\w+\s+as\s*\()`)

func sqlInDB(s source) []string {
	if within(s.dir(), "db") || s.test() { // tests may spoil a row by hand
		return nil
	}
	return eachString(s, func(text string) string {
		if sqlWords.MatchString(text) {
			return "looks like SQL, which is at home in db"
		}
		return ""
	})
}

// article matches the ids by which the code names the directive's parts; they
// are keys, and no words.
var article = regexp.MustCompile(`^([一二三](\([一二三]\)[abc]?)?|结尾|附件[12])$`)

func wordsInLocales(s source) []string {
	if s.test() {
		return nil
	}
	for folder := range chinese() {
		if within(s.dir(), folder) {
			return nil
		}
	}
	return eachString(s, func(text string) string {
		if strings.ContainsFunc(text, isChinese) && !article.MatchString(text) {
			return "is Chinese; words for people are at home in locales"
		}
		return ""
	})
}

// isChinese holds for characters, Chinese punctuation and full-width forms.
func isChinese(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF
}

// eachString complains of the strings in a file that wrong finds something
// wrong with.
func eachString(s source, wrong func(text string) string) []string {
	var complaints []string
	ast.Inspect(s.file, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return true
		}
		text, err := strconv.Unquote(lit.Value)
		if err != nil {
			text = lit.Value
		}
		if what := wrong(text); what != "" {
			complaints = append(complaints, fmt.Sprintf("%s: %.60q %s", s.at(lit), text, what))
		}
		return true
	})
	return complaints
}

func noInit(s source) []string {
	var complaints []string
	for _, decl := range s.file.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
			complaints = append(complaints, s.at(f)+": init runs by being imported")
		}
	}
	return complaints
}

func shortFile(s source) []string {
	if s.lines <= maxLines {
		return nil
	}
	return []string{fmt.Sprintf("%s has %d lines, over %d", s.path, s.lines, maxLines)}
}
