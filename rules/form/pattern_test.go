package form

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// A pattern that does not compile shows here, and not in front of a person.
func TestPatternsCompile(t *testing.T) {
	found := 0
	texts := constants{}
	for _, f := range sources(t) {
		texts.add(f)
	}
	for _, f := range sources(t) {
		ast.Inspect(f, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && named(call.Fun, "patternOf") {
				found++
				if _, err := regexp.Compile(texts.value(t, call.Args[0])); err != nil {
					t.Error(err)
				}
			}
			return true
		})
	}
	if found < 40 {
		t.Errorf("only %d patterns were found", found)
	}
}

func named(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

func sources(t *testing.T) []*ast.File {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".go") && !strings.HasSuffix(e.Name(), "_test.go") {
			f, err := parser.ParseFile(gotoken.NewFileSet(), e.Name(), nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
	}
	return files
}

// constants are the package's constant texts.
type constants map[string]ast.Expr

func (c constants) add(f *ast.File) {
	for _, decl := range f.Decls {
		g, ok := decl.(*ast.GenDecl)
		if !ok || g.Tok != gotoken.CONST {
			continue
		}
		for _, spec := range g.Specs {
			v, ok := spec.(*ast.ValueSpec)
			if ok && len(v.Values) == len(v.Names) {
				for i, name := range v.Names {
					c[name.Name] = v.Values[i]
				}
			}
		}
	}
}

// value is what a text is made of: literals, constants, and both joined.
func (c constants) value(t *testing.T, e ast.Expr) string {
	t.Helper()
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		if err != nil {
			t.Fatal(err)
		}
		return s
	case *ast.Ident:
		if c[e.Name] != nil {
			return c.value(t, c[e.Name])
		}
	case *ast.BinaryExpr:
		return c.value(t, e.X) + c.value(t, e.Y)
	}
	t.Fatalf("a pattern of something else than texts: %v", e)
	return ""
}
