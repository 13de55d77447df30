package main_test

import (
	"go/ast"
	"go/token"
)

// changedVariables says where the functions of one package change a variable of
// the package: by assigning to it, to a field or an element of it, by counting
// it up or down, or by handing out its address.
//
// It goes by names alone. A function that declares a name of its own anywhere
// is taken to mean that one throughout.
func changedVariables(files []source) []string {
	variables := packageVariables(files)
	var complaints []string
	for _, s := range files {
		for _, decl := range s.file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			local := localNames(f)
			for _, changed := range changes(f) {
				if variables[changed.Name] && !local[changed.Name] {
					complaints = append(complaints, s.at(changed)+": package variable "+changed.Name+" changes")
				}
			}
		}
	}
	return complaints
}

func packageVariables(files []source) map[string]bool {
	names := map[string]bool{}
	for _, s := range files {
		for _, decl := range s.file.Decls {
			if g, ok := decl.(*ast.GenDecl); ok && g.Tok == token.VAR {
				addSpecs(names, g.Specs)
			}
		}
	}
	return names
}

func addSpecs(names map[string]bool, specs []ast.Spec) {
	for _, spec := range specs {
		if v, ok := spec.(*ast.ValueSpec); ok {
			addNames(names, v.Names...)
		}
	}
}

func addNames(names map[string]bool, idents ...*ast.Ident) {
	for _, ident := range idents {
		names[ident.Name] = true
	}
}

// localNames collects the names that a function declares: receivers,
// parameters, results, variables.
func localNames(f *ast.FuncDecl) map[string]bool {
	names := map[string]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			addNames(names, n.Names...)
		case *ast.GenDecl:
			addSpecs(names, n.Specs)
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				addRoots(names, n.Lhs...)
			}
		case *ast.RangeStmt:
			if n.Tok == token.DEFINE {
				addRoots(names, n.Key, n.Value)
			}
		}
		return true
	})
	return names
}

func addRoots(names map[string]bool, exprs ...ast.Expr) {
	for _, expr := range exprs {
		if ident := rootOf(expr); ident != nil {
			names[ident.Name] = true
		}
	}
}

// changes lists the variables that a function changes, its own among them.
func changes(f *ast.FuncDecl) []*ast.Ident {
	var changed []*ast.Ident
	add := func(exprs ...ast.Expr) {
		for _, expr := range exprs {
			if ident := rootOf(expr); ident != nil {
				changed = append(changed, ident)
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				add(n.Lhs...)
			}
		case *ast.RangeStmt:
			if n.Tok == token.ASSIGN {
				add(n.Key, n.Value)
			}
		case *ast.IncDecStmt:
			add(n.X)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				add(n.X)
			}
		}
		return true
	})
	return changed
}

// rootOf is the variable that an expression reaches into, or nil.
func rootOf(expr ast.Expr) *ast.Ident {
	for {
		switch e := expr.(type) {
		case *ast.Ident:
			return e
		case *ast.SelectorExpr:
			expr = e.X
		case *ast.IndexExpr:
			expr = e.X
		case *ast.StarExpr:
			expr = e.X
		case *ast.ParenExpr:
			expr = e.X
		default:
			return nil
		}
	}
}
