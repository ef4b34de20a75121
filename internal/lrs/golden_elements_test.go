package lrs

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lrsdrop/internal/record"
)

// The names that people are told are those of the golden requests.
func TestO21_ElementsAreThoseOfTheRequests(t *testing.T) {
	sent := func(pattern string) string {
		paths, err := filepath.Glob(filepath.Join("testdata", "golden", pattern))
		if err != nil || len(paths) == 0 {
			t.Fatal("no golden request", pattern, err)
		}
		var all strings.Builder
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(text)
		}
		return all.String()
	}
	achievements, learners := sent("*chievement*"), sent("*erify*")
	for f := range record.Field(record.FieldCount) {
		achievement, learner := Elements(f)
		if achievement != "" && !strings.Contains(achievements, ":"+achievement+">") {
			t.Errorf("%s: no achievement has an element %s", f.Name(), achievement)
		}
		if learner != "" && !strings.Contains(learners, "<"+learner+">") {
			t.Errorf("%s: no learner has an element %s", f.Name(), learner)
		}
	}
}
