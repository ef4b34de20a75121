package internal_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "lrsdrop/"

// part is a package of the map: its layer, and which of ours it may import.
type part struct {
	layer int
	may   []string
}

// parts is the map of doc.go.
var parts = map[string]part{
	"faultpoint": {-1, nil},
	"disk":       {-1, nil},

	"record":   {0, nil},
	"audit":    {0, []string{"disk", "faultpoint"}},
	"secret":   {0, nil},
	"endpoint": {0, []string{"faultpoint"}},
	"lrssim":   {0, nil},
	"sftpsim":  {0, nil},
	"service":  {0, nil},
	"logging":  {0, nil},
	"peer":     {0, nil},

	"batchfile": {1, []string{"record"}},
	"answer":    {1, []string{"record"}},
	"lrs":       {1, []string{"record", "peer", "faultpoint"}},
	"folder":    {1, []string{"endpoint", "disk", "faultpoint"}},
	"config":    {1, []string{"record", "secret"}},
	"store":     {1, []string{"record", "audit", "disk", "faultpoint"}},
	"journal":   {1, []string{"audit"}},

	"inbox":    {2, []string{"folder"}},
	"evidence": {2, []string{"record", "answer", "lrs", "folder"}},

	"pipeline": {3, []string{"record", "batchfile", "answer", "lrs", "store", "folder", "audit", "journal"}},
	"schedule": {3, []string{"store"}},
	"status":   {3, []string{"store", "faultpoint"}},
	"notice":   {3, []string{"store", "peer"}},

	"daemon": {4, []string{
		"record", "folder", "endpoint", "disk", "audit", "secret", "batchfile", "answer", "lrs", "inbox", "config", "store", "pipeline", "schedule", "status", "notice", "journal", "peer",
	}},

	// For tests alone.
	"needs":    {0, nil},
	"tlstest":  {0, nil},
	"sftptest": {1, []string{"sftpsim", "needs"}},
}

// homes are the places that may import a library. What is not listed is not
// used yet: a new library gets its home here first.
var homes = map[string][]string{
	"modernc.org/sqlite":                 {"internal/store"},
	"github.com/pressly/goose/v3":        {"internal/store"},
	"github.com/gofrs/flock":             {"internal/store"},
	"github.com/gocarina/gocsv":          {"internal/answer"},
	"github.com/dustin/go-humanize":      {"internal/answer", "cmd/lrsdrop"},
	"github.com/fsnotify/fsnotify":       {"internal/inbox"},
	"github.com/prometheus":              {"internal/status"},
	"gopkg.in/yaml.v3":                   {"internal/config", "internal/lrssim"},
	"software.sslmate.com/src/go-pkcs12": {"internal/config", "internal/lrssim"},
	"github.com/pkg/sftp":                {"internal/endpoint", "internal/sftpsim"},
	"golang.org/x/crypto":                {"internal/endpoint", "internal/sftpsim", "internal/sftptest", "internal/status"},
	"github.com/skeema/knownhosts":       {"internal/endpoint"},
	"github.com/youmark/pkcs8":           {"internal/endpoint"},
	"github.com/emersion":                {"internal/notice", "internal/notice/noticetest"},
	"golang.org/x/net":                   {"internal/lrs", "internal/status"},
	"golang.org/x/time":                  {"internal/status"},
	"golang.org/x/sync":                  {"internal/pipeline", "packaging/build"},
	"golang.org/x/sys":                   {"internal/folder", "internal/secret", "internal/disk", "internal/service", "internal/logging"},
	"github.com/coreos/go-systemd/v22":   {"internal/service", "internal/logging"},
	"gopkg.in/natefinch/lumberjack.v2":   {"internal/logging"},
	"github.com/kardianos/service":       {"internal/service"},
	"github.com/CycloneDX/cyclonedx-go":  {"packaging/build"},
	"github.com/google/uuid":             {"packaging/build"},
	"golang.org/x/text":                  {"internal/record", "internal/batchfile", "internal/answer"},
	"golang.org/x/term":                  {"cmd/lrsdrop"},
	"github.com/spf13/cobra":             {"cmd/lrsdrop", "cmd/lrssim"},
	"github.com/schollz/progressbar/v3":  {"cmd/lrsdrop"},
}

// source is one Go file and what it imports.
type source struct {
	dir     string // from the module's root, with slashes
	file    string
	program bool
	imports []string
}

// sources reads every Go file of the module but tests, whatever system a file
// is for.
func sources(t *testing.T) (all []source) {
	t.Helper()
	root := os.DirFS("..")
	for _, top := range []string{"internal", "cmd", "config", "examples", "packaging"} {
		err := fs.WalkDir(root, top, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			text, err := fs.ReadFile(root, path)
			if err != nil {
				return err
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), path, text, parser.ImportsOnly)
			if err != nil {
				return err
			}
			s := source{dir: filepath.ToSlash(filepath.Dir(path)), file: path, program: parsed.Name.Name == "main"}
			for _, spec := range parsed.Imports {
				name, err := strconv.Unquote(spec.Path.Value)
				if err != nil {
					return err
				}
				s.imports = append(s.imports, name)
			}
			all = append(all, s)
			return nil
		})
		if err != nil && !(top == "examples" && os.IsNotExist(err)) {
			t.Fatal(err)
		}
	}
	if len(all) < 100 {
		t.Fatalf("only %d files were found: is this the module?", len(all))
	}
	return all
}

// owner is the part of the map that a folder belongs to: foldertest belongs to
// folder.
func owner(dir string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(dir, "internal/"), "/")
	return name
}

func (s source) internal() bool { return strings.HasPrefix(s.dir, "internal/") && !s.program }

func TestImportsPointDownward(t *testing.T) {
	for name, p := range parts {
		for _, below := range p.may {
			if parts[below].layer >= p.layer {
				t.Errorf("the map lets %s import %s, which is not below it", name, below)
			}
		}
	}
}

func TestEachPackageImportsOnlyWhatTheMapAllows(t *testing.T) {
	seen, all := map[string]bool{}, sources(t)
	tests := forTests(all)
	for _, s := range all {
		if !s.internal() {
			continue
		}
		name := owner(s.dir)
		p, known := parts[name]
		if !known {
			t.Errorf("%s: package %s is not on the map of doc.go", s.file, name)
			continue
		}
		seen[name] = true
		for _, path := range s.imports {
			ours, found := strings.CutPrefix(path, module)
			// Packages for tests may help one another.
			if !found || allowed(s, name, p, ours) || tests[s.dir] && tests[ours] {
				continue
			}
			t.Errorf("%s: %s may not import %s", s.file, name, ours)
		}
	}
	for name := range parts {
		if !seen[name] {
			t.Errorf("package %s is on the map and not there", name)
		}
	}
}

func allowed(s source, name string, p part, path string) bool {
	if path == "config" { // the starter files that config hands out
		return name == "config"
	}
	below := owner(path)
	// A package for tests may import its parent, never the other way round.
	if below == name {
		return path == "internal/"+name && s.dir != path
	}
	return slices.Contains(p.may, below) && path == "internal/"+below
}

// The simulators are in lrsdrop for the demonstration alone.
func TestOnlyTheDemonstrationHasSimulators(t *testing.T) {
	all := sources(t)
	tests := forTests(all)
	for _, s := range all {
		demo := s.dir == "cmd/lrsdrop" && strings.HasPrefix(filepath.Base(s.file), "demo")
		for _, simulator := range []string{"lrssim", "sftpsim"} {
			imported := slices.Contains(s.imports, module+"internal/"+simulator)
			if imported && !demo && !tests[s.dir] && s.dir != "cmd/"+simulator {
				t.Errorf("%s imports %s", s.file, simulator)
			}
		}
	}
}

// forTests are the folders of packages for tests: they import testing.
func forTests(all []source) map[string]bool {
	dirs := map[string]bool{}
	for _, s := range all {
		if slices.Contains(s.imports, "testing") {
			dirs[s.dir] = true
		}
	}
	return dirs
}

// Nothing but tests, which sources leaves out, and other packages for tests may
// import a package for tests.
func TestPackagesForTestsStayInTests(t *testing.T) {
	all := sources(t)
	tests := forTests(all)
	for _, s := range all {
		for _, path := range s.imports {
			if ours, found := strings.CutPrefix(path, module); found && tests[ours] && !tests[s.dir] {
				t.Errorf("%s imports %s, which is for tests", s.file, path)
			}
		}
	}
}

func TestEachLibraryHasItsHome(t *testing.T) {
	for _, s := range sources(t) {
		if s.program && strings.HasPrefix(s.dir, "internal/") {
			continue
		}
		for _, path := range s.imports {
			if !foreign(path) {
				continue
			}
			if places := homesOf(path); !slices.Contains(places, s.dir) {
				t.Errorf("%s imports %s, whose home is %v", s.file, path, places)
			}
		}
	}
}

// foreign reports a package of another module: its first element is a host.
func foreign(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return strings.Contains(first, ".")
}

func homesOf(path string) []string {
	for library, places := range homes {
		if path == library || strings.HasPrefix(path, library+"/") {
			return places
		}
	}
	return nil
}

// A newcomer follows the map to a file, so the file must be there.
func TestTheMapNamesFilesThatAreThere(t *testing.T) {
	text, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, s := range sources(t) {
		there[filepath.Base(s.file)] = true
	}
	for _, name := range regexp.MustCompile(`[a-z_]+\.go`).FindAllString(string(text), -1) {
		if !there[name] && name != "arch_test.go" {
			t.Errorf("doc.go names %s, which is not there", name)
		}
	}
}

// What is embedded as data must not become a part.
func TestDataImportsNothingOfOurs(t *testing.T) {
	for _, s := range sources(t) {
		if s.dir != "config" && s.dir != "packaging" && !strings.HasPrefix(s.dir, "examples") {
			continue
		}
		for _, path := range s.imports {
			if strings.HasPrefix(path, module) || foreign(path) {
				t.Errorf("%s imports %s", s.file, path)
			}
		}
	}
}
