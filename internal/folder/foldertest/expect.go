package foldertest

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"lrsdrop/internal/folder"
)

func text(content string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, content)
		return err
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantError(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("got error %v, want %v", err, want)
	}
}

func put(t *testing.T, f folder.Folder, name, content string) {
	t.Helper()
	must(t, f.Put(t.Context(), name, text(content)))
}

func claim(t *testing.T, f folder.Folder, name string, c folder.Claim) folder.Entry {
	t.Helper()
	e, err := f.Claim(t.Context(), name, c)
	must(t, err)
	return e
}

func list(t *testing.T, f folder.Folder) []folder.Entry {
	t.Helper()
	entries, err := f.List(t.Context(), "", 1000)
	must(t, err)
	return entries
}

// wantNames says everything that is in the folder, hidden names included.
func wantNames(t *testing.T, f folder.Folder, want ...string) {
	t.Helper()
	var got []string
	for _, e := range list(t, f) {
		got = append(got, e.Name)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
}

// wantVisible says which names without a dot before them are in the folder.
func wantVisible(t *testing.T, f folder.Folder, want ...string) {
	t.Helper()
	var got []string
	for _, e := range list(t, f) {
		if !strings.HasPrefix(e.Name, ".") {
			got = append(got, e.Name)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("the folder shows %q, want %q", got, want)
	}
}

func wantClaims(t *testing.T, f folder.Folder, of string, want ...folder.Claim) {
	t.Helper()
	got, err := f.Claims(t.Context(), of)
	must(t, err)
	if !slices.Equal(got, want) {
		t.Errorf("%s has claims %v, want %v", of, got, want)
	}
}

func wantContent(t *testing.T, f folder.Folder, name, want string) {
	t.Helper()
	r, _, err := f.Open(t.Context(), name)
	must(t, err)
	wantRead(t, r, want)
}

func wantClaimContent(t *testing.T, f folder.Folder, c folder.Claim, want string) {
	t.Helper()
	r, _, err := f.OpenClaim(t.Context(), c)
	must(t, err)
	wantRead(t, r, want)
}

func wantRead(t *testing.T, r io.ReadCloser, want string) {
	t.Helper()
	got, err := io.ReadAll(r)
	must(t, errors.Join(err, r.Close()))
	if string(got) != want {
		t.Errorf("read %q, want %q", got, want)
	}
}
