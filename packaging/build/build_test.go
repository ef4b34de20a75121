package main

import (
	"archive/zip"
	"bytes"
	"context"
	"debug/buildinfo"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"lrsdrop/internal/needs"
)

// built are the packages, made once for all tests.
type built struct {
	*product
	files                  []string
	deb, rpm, zip, msi     string
	linuxBill, windowsBill string
	newerDeb, newerRPM     string // of a later version
}

// workshop makes the packages when the first test asks for them.
type workshop struct {
	once sync.Once
	made built
	err  error
}

var shop workshop

func TestMain(m *testing.M) {
	code := m.Run()
	if p := shop.made.product; p != nil {
		if err := errors.Join(os.RemoveAll(p.work), os.RemoveAll(p.out)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

func packages(t *testing.T) built {
	t.Helper()
	needs.Program(t, "wixl", "wixl")
	needs.Program(t, "msibuild", "msitools")
	shop.once.Do(func() { shop.made, shop.err = makeAll(context.Background()) })
	if shop.err != nil {
		t.Fatal(shop.err)
	}
	return shop.made
}

func makeAll(ctx context.Context) (b built, err error) {
	dir, err := os.MkdirTemp("", "lrsdrop-packages-")
	if err != nil {
		return b, err
	}
	if b.product, err = prepare(ctx, dir); err != nil {
		return b, err
	}
	if err := b.programs(ctx); err != nil {
		return b, err
	}
	if b.files, err = b.product.packages(ctx); err != nil {
		return b, err
	}
	b.deb, b.rpm, b.zip, b.msi, b.linuxBill, b.windowsBill = b.files[0], b.files[1], b.files[2], b.files[3], b.files[4], b.files[5]
	newer := *b.product
	newer.version.core = newer.version.next()
	if b.newerDeb, err = newer.deb(ctx); err != nil {
		return b, err
	}
	b.newerRPM, err = newer.rpm(ctx)
	return b, err
}

// The same commit gives the same bytes. With LRSDROP_LONG the programs are
// compiled once more as well, from a copy of the source in another folder.
func TestTheSameCommitGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	made := packages(t)
	again := *made.product
	again.out = t.TempDir()
	if os.Getenv("LRSDROP_LONG") == "1" {
		again = elsewhere(t, made.product)
	}
	var other []string
	for _, step := range []func(context.Context) (string, error){again.deb, again.rpm, again.zip, again.linuxModules, again.windowsModules} {
		file, err := step(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		other = append(other, file)
	}
	for _, file := range other {
		first, err := os.ReadFile(filepath.Join(made.out, filepath.Base(file)))
		if err != nil {
			t.Fatal(err)
		}
		second, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, second) {
			t.Errorf("%s is another one the second time", filepath.Base(file))
		}
	}
}

// elsewhere compiles the programs in a copy of the repository.
func elsewhere(t *testing.T, p *product) product {
	t.Helper()
	other := *p
	other.root, other.work, other.out = filepath.Join(t.TempDir(), "copy"), t.TempDir(), t.TempDir()
	for _, args := range [][]string{{"git", "worktree", "list"}, {"cp", "-a", p.root, other.root}} {
		if err := said(exec.Command(args[0], args[1:]...)); err != nil {
			t.Fatal(err)
		}
	}
	if err := other.programs(t.Context()); err != nil {
		t.Fatal(err)
	}
	return other
}

func TestSumsAreThoseOfTheFiles(t *testing.T) {
	t.Parallel()
	made := packages(t)
	cmd := exec.Command("sha256sum", "--check", "--strict", "SHA256SUMS")
	cmd.Dir = made.out
	if err := said(cmd); err != nil {
		t.Error(err)
	}
	text, err := os.ReadFile(filepath.Join(made.out, "SHA256SUMS"))
	if err != nil || strings.Count(string(text), "\n") != len(made.files)-1 {
		t.Errorf("not every file has a sum: %s %v", text, err)
	}
}

func TestTheListsOfModulesAreComplete(t *testing.T) {
	t.Parallel()
	made := packages(t)
	for system, path := range map[string]string{"linux": made.linuxBill, "windows": made.windowsBill} {
		var bill struct {
			Format     string `json:"bomFormat"`
			Spec       string `json:"specVersion"`
			Serial     string `json:"serialNumber"`
			Components []struct{ Type, Name, Version, PURL string }
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &bill); err != nil || bill.Format != "CycloneDX" || bill.Spec != "1.6" || !strings.HasPrefix(bill.Serial, "urn:uuid:") {
			t.Errorf("%s: %v %+v", path, err, bill)
		}
		listed := map[string]bool{}
		for _, c := range bill.Components {
			listed[c.PURL] = c.Type == "library" && c.PURL == "pkg:golang/"+c.Name+"@"+c.Version
		}
		want := map[string]bool{}
		for _, name := range []string{"lrsdrop", "lrssim"} {
			info, err := buildinfo.ReadFile(made.program(system, name))
			if err != nil {
				t.Fatal(err)
			}
			want["pkg:golang/std@"+strings.TrimPrefix(info.GoVersion, "go")] = true
			for _, m := range info.Deps {
				want["pkg:golang/"+m.Path+"@"+m.Version] = true
			}
		}
		if len(want) < 20 || !maps.Equal(listed, want) {
			t.Errorf("%s lists %v, the programs have %v", path, slices.Sorted(maps.Keys(listed)), slices.Sorted(maps.Keys(want)))
		}
	}
}

func TestZipHasTheProgramsAndWhatBelongsToThem(t *testing.T) {
	t.Parallel()
	made := packages(t)
	z, err := zip.OpenReader(made.zip)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	sizes := map[string]int64{}
	for _, f := range z.File {
		sizes[f.Name] = int64(f.UncompressedSize64)
		if !f.Modified.Equal(made.version.when) {
			t.Errorf("%s is of %s, want the commit's time", f.Name, f.Modified)
		}
	}
	for name, source := range map[string]string{
		"lrsdrop.exe": made.program("windows", "lrsdrop"), "lrssim.exe": made.program("windows", "lrssim"), "README.md": filepath.Join(made.root, "README.md"),
		"guides/operator.md": filepath.Join(made.root, "examples", "guides", "operator.md"), "schema/status.schema.json": filepath.Join(made.root, "config", "schema", "status.schema.json"),
	} {
		info, err := os.Stat(source)
		if err != nil {
			t.Fatal(err)
		}
		if sizes["lrsdrop/"+name] != info.Size() {
			t.Errorf("%s has %d bytes, want %d", name, sizes["lrsdrop/"+name], info.Size())
		}
	}
	if sizes["lrsdrop/lrsdrop.yaml"] != int64(len(windowsPlaces.starter())) {
		t.Error("lrsdrop.yaml is not there")
	}
}
