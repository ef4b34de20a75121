package internal_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// obligations are those of the LRS application form, O1 to O27.
const obligations = 27

// Each obligation has a row in README.md that names its tests, and each test
// that is named is there.
func TestReadmeNamesATestOfEachObligation(t *testing.T) {
	tests := testsOfTheProject(t)
	readme, err := os.ReadFile("../README.md")
	must(t, err)
	rows := map[string]string{}
	for _, found := range regexp.MustCompile(`(?m)^\| (O\d+) \|[^|]+\|(.*)\|$`).FindAllStringSubmatch(string(readme), -1) {
		if rows[found[1]] != "" {
			t.Errorf("README.md has %s twice", found[1])
		}
		rows[found[1]] = found[2]
	}
	for n := 1; n <= obligations; n++ {
		id := fmt.Sprintf("O%d", n)
		has := slices.ContainsFunc(tests, func(test string) bool { return carries(test, id) })
		switch {
		case !has:
			t.Errorf("no test carries %s in its name", id)
		case rows[id] == "":
			t.Errorf("README.md has no row for %s", id)
		}
		shown := regexp.MustCompile("`(Test\\w+)`").FindAllStringSubmatch(rows[id], -1)
		if rows[id] != "" && len(shown) == 0 {
			t.Errorf("README.md names no test of %s", id)
		}
		for _, test := range shown {
			if !slices.Contains(tests, test[1]) || !carries(test[1], id) {
				t.Errorf("README.md names %s for %s, and there is no such test of it", test[1], id)
			}
		}
		delete(rows, id)
	}
	for id := range rows {
		t.Errorf("README.md has a row for %s, which the form does not have", id)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// carries tells whether the name of a test says that it is of an obligation, and
// `-run 'TestO[0-9]+'` runs it.
func carries(test, id string) bool {
	return regexp.MustCompile(`^TestO\d+_`).MatchString(test) && regexp.MustCompile(`^Test(?:[OF]\d+_)*`+id+`_`).MatchString(test)
}

// testsOfTheProject are the names of all tests.
func testsOfTheProject(t *testing.T) (all []string) {
	t.Helper()
	for path, text := range project(t) {
		if strings.HasSuffix(path, "_test.go") {
			for _, found := range regexp.MustCompile(`(?m)^func (Test\w+)\(`).FindAllSubmatch(text, -1) {
				all = append(all, string(found[1]))
			}
		}
	}
	return all
}

// project is each file of the project with what is in it.
func project(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	must(t, filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules" || path == filepath.Join("..", "bin")):
			return filepath.SkipDir
		case !d.Type().IsRegular():
			return nil
		}
		text, err := os.ReadFile(path)
		all[path] = text
		return err
	}))
	return all
}

// LRS's developer pack comes as Word and PDF documents, spreadsheets, archives
// and service descriptions. None of them is in the project: what describes a
// service or a format here says that it is the project's own. That no words of
// them are either is for a reader to see; of LRS's own notices there is none.
func TestO27_NothingOfLRSsMaterialIsInTheProject(t *testing.T) {
	documents := [][]byte{[]byte("%PDF-"), []byte("PK\x03\x04"), []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), []byte("{\\rtf"), []byte("\x1f\x8b"), []byte("MSCF"), []byte("7z\xbc\xaf")}
	kinds := regexp.MustCompile(`(?i)\.(pdf|docx?|dotx?|xlsx?|xlsm|pptx?|rtf|odt|ods|msg|zip|7z|gz|chm|dll|jar|wsdl|xsd|disco|svcmap)$`)
	own := map[string]string{
		filepath.Join("..", "internal", "lrssim", "wsdl", "learner.wsdl"):     "The simulator's own description",
		filepath.Join("..", "internal", "lrssim", "wsdl", "achievement.wsdl"): "The simulator's own description",
		filepath.Join("..", "config", "schema", "achievement.xsd"):            "lrsdrop",
		filepath.Join("..", "config", "schema", "verify.xsd"):                 "lrsdrop",
	}
	notices := regexp.MustCompile(`(?i)crown\s+copyright|©\s*crown|skills\s+funding\s+agency|open\s+government\s+licence|data\s+service\s*©|all\s+rights\s+reserved`)
	for path, text := range project(t) {
		if path == filepath.Join("..", "internal", "obligations_test.go") {
			continue // it has the notices that it looks for
		}
		mark, ours := own[path]
		switch {
		case ours && !bytes.Contains(text, []byte(mark)):
			t.Errorf("%s does not say that it is our own", path)
		case !ours && kinds.MatchString(path):
			t.Errorf("%s is of a kind in which LRS's material comes", path)
		case notices.Match(text):
			t.Errorf("%s has a notice of LRS's: %q", path, notices.Find(text))
		}
		for _, magic := range documents {
			if bytes.HasPrefix(text, magic) {
				t.Errorf("%s is a document or an archive", path)
			}
		}
		if strings.HasSuffix(path, ".wsdl") && bytes.Contains(text, []byte("documentation")) {
			t.Errorf("%s has words about a service in it", path)
		}
		delete(own, path)
	}
	for path := range own {
		t.Errorf("%s is not there", path)
	}
}
