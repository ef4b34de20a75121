package main

import (
	"archive/zip"
	"bufio"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// unpack writes what is in a zip file to a folder: unpack ZIP DIR.
func unpack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: unpack ZIP DIR")
	}
	r, err := zip.OpenReader(ts.MkAbs(args[0]))
	ts.Check(err)
	defer r.Close()
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), &r.Reader))
}

// nowhere looks for each line of a file in all files of a folder, and in their
// names: nowhere DIR LINES. None may be there.
func nowhere(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: nowhere DIR LINES")
	}
	var words []string
	lines := bufio.NewScanner(strings.NewReader(ts.ReadFile(args[1])))
	for lines.Scan() {
		if lines.Text() != "" {
			words = append(words, lines.Text())
		}
	}
	seen := 0
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		text, err := io.ReadAll(f)
		for _, word := range words {
			if strings.Contains(d.Name()+"\n"+string(text), word) {
				ts.Logf("%s shows %q", path, word)
				seen++
			}
		}
		return err
	}))
	if seen > 0 || len(words) == 0 {
		ts.Fatalf("%d places", seen)
	}
}
