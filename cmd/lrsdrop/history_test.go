package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"lrsdrop/internal/audit"
)

// Every event that the pipeline writes about a file has words of its own.
func TestHistoryHasWordsForEveryEvent(t *testing.T) {
	sources, err := filepath.Glob(filepath.Join("..", "..", "internal", "pipeline", "*.go"))
	if err != nil || len(sources) == 0 {
		t.Fatal("the pipeline is not where it was", err)
	}
	event := regexp.MustCompile(`(?:event|eventBy|events|p\.end|move)\([^)\n]*"([a-z][a-z ]+)"`)
	seen := map[string]bool{"verify by hand": true, "hold ended": true} // of no file
	for _, path := range sources {
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range event.FindAllStringSubmatch(string(source), -1) {
			if name := found[1]; !seen[name] {
				seen[name] = true
				if eventWords(audit.Event{Operation: name}) == name+"." {
					t.Errorf("%q of %s has no words", name, filepath.Base(path))
				}
			}
		}
	}
	if len(seen) < 20 {
		t.Errorf("only %d events were found", len(seen))
	}
}
