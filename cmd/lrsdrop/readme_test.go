package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"lrsdrop/internal/config"
)

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestConfigurationOfTheReadmeIsInOrder(t *testing.T) {
	_, rest, _ := strings.Cut(readme(t), "```yaml\n")
	block, _, ok := strings.Cut(rest, "```")
	path := filepath.Join(t.TempDir(), "lrsdrop.yaml")
	if err := os.WriteFile(path, []byte(block), 0o600); err != nil || !ok {
		t.Fatal("no configuration in README.md", err)
	}
	if c, err := config.Load(path); err != nil || len(c.Problems) > 0 {
		t.Errorf("%v %v", err, c)
	}
}

func TestReadmeListsTheCommands(t *testing.T) {
	listed, known := map[string]bool{"help": true}, map[string]bool{} // help explains itself
	for _, found := range regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\|").FindAllStringSubmatch(readme(t), -1) {
		listed[found[1]] = true
	}
	for _, name := range commands {
		first, _, _ := strings.Cut(name, " ")
		known[first] = true
		if !listed[first] {
			t.Errorf("README.md does not list %s", first)
		}
	}
	for name := range listed {
		if !known[name] {
			t.Errorf("README.md lists %s, which is no command", name)
		}
	}
}
