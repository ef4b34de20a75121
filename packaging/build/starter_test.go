package main

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"lrsdrop/internal/config"
)

// A relative path means another place in another folder. What means the same in
// two of them has none.
func TestFirstConfigurationOfAPackageHasNoRelativePath(t *testing.T) {
	var loaded []*config.Config
	for range 2 {
		path := filepath.Join(t.TempDir(), "lrsdrop.yaml")
		if err := os.WriteFile(path, linuxPlaces.starter(), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := config.Load(path)
		if err != nil {
			t.Fatal(err)
		}
		if len(c.Problems) > 0 {
			t.Error(c.Problems)
		}
		c.File = ""
		loaded = append(loaded, c)
	}
	if !reflect.DeepEqual(loaded[0], loaded[1]) {
		t.Errorf("a path of config/lrsdrop.yaml is in no list of starter.go and stays relative: %v and %v differ", loaded[0], loaded[1])
	}
}

// The list is the same for both systems. Each path in it is one of the
// configuration and is replaced.
func TestBothSystemsHaveThePathsOfTheConfiguration(t *testing.T) {
	for _, places := range []places{linuxPlaces, windowsPlaces} {
		for _, p := range places {
			if n := bytes.Count(places.starter(), []byte(": "+p.absolute)); n == 0 {
				t.Errorf("%s is not in the configuration, want it for %s", p.absolute, p.relative)
			}
		}
	}
	lines := strings.Split(string(windowsPlaces.starter()), "\n")
	for i, line := range strings.Split(string(linuxPlaces.starter()), "\n") {
		moved := !strings.HasPrefix(strings.TrimSpace(line), "#") && strings.Contains(line, ": /")
		if moved != strings.Contains(lines[i], `C:\ProgramData\lrsdrop\`) {
			t.Errorf("line %d is %q and %q", i+1, line, lines[i])
		}
	}
}
