package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	settings "lrsdrop/internal/config"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/record"
)

// boundsShown are the rows of the guide's table, in its order: the constants of
// the program, or settings, that each is about. Of the first row and of those
// without any other tests say that they are kept.
func boundsShown(t *testing.T) []string {
	t.Helper()
	c, err := settings.Load(filepath.Join("..", "..", "config", "lrsdrop.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	calls := lrs.DefaultTimeouts()
	return []string{
		"", // memory
		inBytes(c.Files.MaxBytes), inNumber(c.Files.MaxRows),
		"batchfile.maxRecord bytes", "batchfile.maxField bytes", "batchfile.maxCells", "batchfile.maxDepth", "batchfile.maxAttributes",
		"0", "batchfile.maxUnknown, batchfile.maxName", "0", "pipeline.maxOriginals, pipeline.maxRewinds", "batchfile.maxRestored",
		"pipeline.maxDecisions", "record.MaxDecidedBy, record.MaxNote", "folder.maxName", inNumber(int64(c.Files.MaxEntries)), "inbox.maxRefused",
		"pipeline.atOnce bytes, pipeline.ofOneAtOnce bytes, pipeline.largeFile bytes, or more for its rows", "endpoint.maxPacket bytes", "endpoint.DefaultTimeout time", "endpoint.maxKnownHosts bytes",
		"lrs.DefaultMaxResponse bytes, lrs.maxHeaderBytes bytes", "lrs.maxToken bytes, lrs.maxDepth, lrs.maxAttributes",
		"lrs.maxErrorFile bytes, lrs.maxRejections", inTime(calls.Connect) + ", " + inTime(calls.Single) + ", " + inTime(calls.Batch),
		"status.maxHeader bytes, status.requestTimeout time, status.answerTimeout time", "status.localConnections, status.remoteConnections", "notice.maxAnswer bytes, notice.maxAnswers bytes",
		"notice.sendTimeout time", "config.maxFile bytes, config.maxNodes", "secret.maxSize bytes, secret.maxKey bytes, config.maxCertificate bytes",
	}
}

// ownBounds bound what is no stranger's, or only a part of what another bound
// of the table lets in.
var ownBounds = strings.Fields(`
	answer.MaxName batchfile.maxFileID batchfile.maxKept batchfile.maxProblems batchfile.maxShown
	config.maxAchievements config.maxColumn config.maxItems config.maxLearners config.maxProblems config.maxRecipients config.maxText config.maxUser
	daemon.mostNamed daemon.mostSaid endpoint.maxListed evidence.maxBytes evidence.maxCodes evidence.maxExchanges evidence.maxFact evidence.maxRuns
	evidence.maxScanned evidence.maxSums evidence.maxTroubles evidence.maxValue folder.maxClaims folder.maxLeftover inbox.DefaultMaxEntries inbox.maxLost journal.maxLine
	lrs.maxCells lrs.maxCode lrs.maxConnections lrs.maxCount lrs.maxEvidence lrs.maxFlags lrs.maxKept lrs.maxOutlined lrs.maxRequest
	notice.mostAtOnce notice.mostWaiting pipeline.maxAttempts pipeline.maxJudgements pipeline.maxKey pipeline.maxRounds record.MaxUserName
	secret.maxSealed status.maxAddress status.maxAnswer status.maxCost status.maxPassword store.mostManifest store.mostPages`)

// The table of bounds in the operator's guide has those of the program, and
// none that the program has is missing.
func TestO25_OperatorsGuideHasTheBoundsOfTheProgram(t *testing.T) {
	rows := table(t, part(t, operator, "Bounds"), "What")
	shown, known := boundsShown(t), constants(t)
	if len(rows) != len(shown) {
		t.Fatalf("the guide has %d bounds, want %d", len(rows), len(shown))
	}
	stated := map[string]bool{}
	for i, row := range rows {
		if shown[i] == "" {
			continue
		}
		var want []string
		for of := range strings.SplitSeq(shown[i], ", ") {
			name, unit, _ := strings.Cut(of, " ")
			if value, ok := known[name]; ok {
				stated[name] = true
				of = worded(value, unit)
			}
			want = append(want, of)
		}
		if got := strings.Join(want, ", "); got != row[1] {
			t.Errorf("%s: the guide says %s, the program %s", row[0], row[1], got)
		}
		for _, code := range regexp.MustCompile(`LOCAL-[A-Z-]+`).FindAllString(row[2], -1) {
			if _, known := lrs.Lookup(code); !known {
				t.Errorf("%s: there is no code %s", row[0], code)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(known)) {
		if bounds.MatchString(name) && !stated[name] && !slices.Contains(ownBounds, name) {
			t.Errorf("the guide does not tell of %s; what bounds no stranger stands in ownBounds", name)
		}
	}
	for _, name := range ownBounds {
		if _, there := known[name]; !there || stated[name] {
			t.Errorf("%s is no bound of our own any more", name)
		}
	}
}

// bounds are the names of constants that bound something.
var bounds = regexp.MustCompile(`\.(max|most|Max|Most|DefaultMax)[A-Z]`)

func worded(value int64, unit string) string {
	switch unit {
	case "bytes":
		return inBytes(value)
	case "time":
		return inTime(time.Duration(value))
	}
	return inNumber(value)
}

func inNumber(n int64) string { return record.Thousands(n) }

func inTime(d time.Duration) string { return fmt.Sprintf("%g s", d.Seconds()) }

func inBytes(n int64) string {
	for _, unit := range []string{"bytes", "KiB", "MiB"} {
		if n%1024 != 0 || n < 1024 {
			return fmt.Sprintf("%d %s", n, unit)
		}
		n /= 1024
	}
	return fmt.Sprintf("%d GiB", n)
}

// constants are the whole numbers among the constants of the packages that the
// program is made of, by package and name.
func constants(t *testing.T) map[string]int64 {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "internal", "*", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]int64{"time.Millisecond": int64(time.Millisecond), "time.Second": int64(time.Second), "time.Minute": int64(time.Minute), "time.Hour": int64(time.Hour)}
	for range 2 { // one may be made of another that comes later
		for _, path := range files {
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			if of := file.Name.Name; !strings.HasSuffix(path, "_test.go") && of != "lrssim" && of != "sftpsim" && of != "sftptest" {
				constantsIn(file, known)
			}
		}
	}
	return known
}

func constantsIn(file *ast.File, known map[string]int64) {
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.GenDecl)
		if !ok || spec.Tok != token.CONST {
			return true
		}
		for _, s := range spec.Specs {
			value := s.(*ast.ValueSpec)
			for i, name := range value.Names {
				if i >= len(value.Values) {
					break // counted by iota
				}
				if n, whole := wholeNumber(valueOf(value.Values[i], file.Name.Name, known)); whole {
					known[file.Name.Name+"."+name.Name] = n
				}
			}
		}
		return true
	})
}

// valueOf reckons the value of an expression.
func valueOf(e ast.Expr, in string, known map[string]int64) constant.Value {
	named := func(name string) constant.Value {
		if n, ok := known[name]; ok {
			return constant.MakeInt64(n)
		}
		return constant.MakeUnknown()
	}
	switch e := e.(type) {
	case *ast.BasicLit:
		return constant.MakeFromLiteral(e.Value, e.Kind, 0)
	case *ast.Ident:
		return named(in + "." + e.Name)
	case *ast.SelectorExpr:
		return named(fmt.Sprint(e.X, ".", e.Sel))
	case *ast.ParenExpr:
		return valueOf(e.X, in, known)
	case *ast.BinaryExpr:
		x, y := constant.ToInt(valueOf(e.X, in, known)), constant.ToInt(valueOf(e.Y, in, known))
		if x.Kind() != constant.Int || y.Kind() != constant.Int {
			return constant.MakeUnknown()
		}
		if e.Op == token.SHL {
			by, _ := constant.Uint64Val(y)
			return constant.Shift(x, e.Op, uint(by))
		}
		if e.Op == token.QUO {
			return constant.BinaryOp(x, token.QUO_ASSIGN, y)
		}
		return constant.BinaryOp(x, e.Op, y)
	}
	return constant.MakeUnknown()
}

func wholeNumber(v constant.Value) (int64, bool) {
	if v = constant.ToInt(v); v.Kind() != constant.Int {
		return 0, false
	}
	return constant.Int64Val(v)
}
