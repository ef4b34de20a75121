package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
)

func TestStarterWritesWhatItsConfigurationNames(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "lrs")
	wrote, err := Starter(dir)
	if err != nil {
		t.Fatal(err)
	}
	c := load(t, filepath.Join(dir, "lrsdrop.yaml"))
	for _, path := range append([]string{c.File, c.StateDir, filepath.Dir(c.Organisations[0].Password.File),
		filepath.Join(dir, "mappings", "example.yaml"), dir}, folderPaths(c)...) {
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
		if !slices.Contains(wrote, path) {
			t.Errorf("%s is not in the list of what was written", path)
		}
	}
	if wrote[len(wrote)-1] != c.File {
		t.Errorf("the configuration was not written last: %v", wrote)
	}
}

func folderPaths(c *Config) []string {
	var all []string
	for _, f := range c.folders() {
		all = append(all, f.path)
	}
	return all
}

func TestStarterKeepsStateAndSecretsPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no mode bits")
	}
	dir := t.TempDir()
	if _, err := Starter(dir); err != nil {
		t.Fatal(err)
	}
	for name, forbidden := range map[string]fs.FileMode{"state": 0o077, "secrets": 0o077, "inbox/acme": 0o027, "outbox/acme": 0o027} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm()&forbidden != 0 {
			t.Errorf("%s has the mode %v (%v)", name, info.Mode(), err)
		}
	}
}

func TestStarterOverwritesNothing(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "lrsdrop.yaml")
	write(t, file, "mine", 0o600)
	wrote, err := Starter(dir)
	if !errors.Is(err, fs.ErrExist) || len(wrote) > 0 {
		t.Errorf("wrote %v, error %v", wrote, err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("the folder has %v", entries)
	}
	if data, _ := os.ReadFile(file); string(data) != "mine" {
		t.Errorf("the file is now %q", data)
	}
}

func TestStarterKeepsWhatIsThereBesideTheConfiguration(t *testing.T) {
	dir := t.TempDir()
	mapping := filepath.Join(dir, "mappings", "example.yaml")
	if err := os.Mkdir(filepath.Dir(mapping), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, mapping, "mine", 0o600)
	wrote, err := Starter(dir)
	if err != nil || slices.Contains(wrote, mapping) {
		t.Errorf("wrote %v, error %v", wrote, err)
	}
	if data, _ := os.ReadFile(mapping); string(data) != "mine" {
		t.Errorf("the mapping is now %q", data)
	}
}

func TestStarterSaysWhatItCouldNotWrite(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "inbox"), "a file where a folder belongs", 0o600)
	if _, err := Starter(dir); err == nil {
		t.Error("no error")
	}
	if _, err := os.Stat(filepath.Join(dir, "lrsdrop.yaml")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a configuration was written all the same (%v)", err)
	}
}

func write(t *testing.T, path, content string, mode fs.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), mode); err != nil {
		t.Fatal(err)
	}
}

func chmod(t *testing.T, path string, mode fs.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}
