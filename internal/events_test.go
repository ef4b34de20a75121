package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"log/slog"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"lrsdrop/internal/logging"
)

// logged is a call of a logger.
type logged struct {
	at      string
	level   slog.Level
	message string // "" is not constant
}

var levels = map[string]slog.Level{"Error": slog.LevelError, "Warn": slog.LevelWarn, "Info": slog.LevelInfo}

// loggedIn finds what the daemon's packages and lrsdrop run log. The logger is
// called log, alone or as a field.
func loggedIn(t *testing.T) (all []logged) {
	t.Helper()
	for _, s := range sources(t) {
		if strings.HasPrefix(s.dir, "internal/lrssim") || strings.HasPrefix(s.dir, "internal/sftp") || s.dir == "cmd/lrssim" {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, filepath.Join("..", filepath.FromSlash(s.file)), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if l, ok := loggerCall(n); ok {
				l.at = set.Position(n.Pos()).String()
				all = append(all, l)
			}
			return true
		})
	}
	return all
}

func loggerCall(n ast.Node) (l logged, ok bool) {
	call, isCall := n.(*ast.CallExpr)
	if !isCall || len(call.Args) == 0 {
		return l, false
	}
	method, isMethod := call.Fun.(*ast.SelectorExpr)
	if !isMethod {
		return l, false
	}
	level, isLevel := levels[method.Sel.Name]
	name := ""
	switch on := method.X.(type) {
	case *ast.Ident:
		name = on.Name
	case *ast.SelectorExpr:
		name = on.Sel.Name
	}
	return logged{level: level, message: constant(call.Args[0])}, isLevel && name == "log"
}

// constant is the text of a literal, or of several that are added.
func constant(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, _ := strconv.Unquote(e.Value)
		return text
	case *ast.BinaryExpr:
		if a, b := constant(e.X), constant(e.Y); e.Op == token.ADD && a != "" && b != "" {
			return a + b
		}
	}
	return ""
}

// Whoever looks at the Event Log, or at a rule that reads a log, counts on the
// number of a trouble staying what it is.
func TestEachTroubleThatIsLoggedHasItsEvent(t *testing.T) {
	events := logging.Events()
	var found []string
	for _, l := range loggedIn(t) {
		i := slices.IndexFunc(events, func(e logging.Event) bool { return e.Message == l.message })
		switch {
		case l.message == "":
			t.Errorf("%s: the message is not a constant text: put what changes into attributes", l.at)
		case i < 0 && l.level >= slog.LevelWarn:
			t.Errorf("%s: no event in internal/logging/events.csv has the message %q. Add a line with a number that was never used", l.at, l.message)
		case i >= 0 && events[i].Level != l.level:
			t.Errorf("%s: it is logged as %v, and event %d is %v", l.at, l.level, events[i].ID, events[i].Level)
		case i >= 0:
			found = append(found, l.message)
		}
	}
	for _, e := range events {
		if !slices.Contains(found, e.Message) && e.Message != logging.EndedWithError {
			t.Errorf("event %d is never logged: %q", e.ID, e.Message)
		}
	}
}
