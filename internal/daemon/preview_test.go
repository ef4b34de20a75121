package daemon_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lrsdrop/internal/batchfile"
	"lrsdrop/internal/daemon"
)

// validate --report gives the very rows to correct that the daemon gives.
func TestPreviewWritesWhatTheDaemonWould(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	content := awards(matches, "1.00E+09,610/5596/7,30/06/25,Pass,Sam,Specimen,2002-11-30,1\r\n", matches)
	w.drop(acme, "July.csv", content)
	id := w.await(acme, "July.csv", "done").FileID

	dir := t.TempDir()
	path := filepath.Join(dir, "July.csv")
	must(t, os.WriteFile(path, []byte(content), 0o600))
	o, _ := w.config.Organisation(w.fixture.Organisations[acme].ID)
	written, err := daemon.NewPreview(w.config, o, o.Inboxes[0]).Report(t.Context(), path, dir)
	if err != nil || len(written) != 2 {
		t.Fatal(written, err)
	}
	got, err := os.ReadFile(path + ".errors.csv")
	must(t, err)
	want, err := os.ReadFile(w.outbox(acme, "July.csv.errors.csv"))
	must(t, err)
	if string(got) != strings.ReplaceAll(string(want), id, "VALIDATE") {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	page, err := os.ReadFile(path + ".report.html")
	must(t, err)
	if !strings.Contains(string(page), "LOCAL-ULN-EXCEL") || !strings.Contains(string(page), "nothing was sent to LRS") {
		t.Error("the page does not say what is wrong, or that nothing was sent")
	}
	if len(w.submits()) != 1 {
		t.Error("a preview called LRS")
	}
}

// Whom a file names is checked; whose account it is shows when it is dropped.
func TestO3_APreviewLooksAtWhomAFileNames(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{edit: setting("users", "{unknown: stop, column: SubmittedBy}")})
	o, _ := w.config.Organisation(w.fixture.Organisations[acme].ID)
	for names, want := range map[[2]string]string{{"", ""}: "", {"J Smith", ""}: "", {"J Smith", "A Patel"}: "LOCAL-USER-TWO"} {
		path := filepath.Join(t.TempDir(), "July.csv")
		content := awardsBy(names[:], matches, matchesToo)
		must(t, os.WriteFile(path, []byte(content), 0o600))
		preview := daemon.NewPreview(w.config, o, o.Inboxes[0])
		found, err := preview.Check(t.Context(), strings.NewReader(content), func(*batchfile.Row) error { return nil })
		must(t, err)
		code := ""
		if found.Stopped != nil {
			code = found.Stopped.Code
		}
		_, err = preview.Report(t.Context(), path, filepath.Dir(path))
		must(t, err)
		page, err := os.ReadFile(path + ".report.html")
		must(t, err)
		if code != want || strings.Contains(string(page), "LOCAL-USER") != (want != "") {
			t.Errorf("%q: stopped by %q, want %q", names, code, want)
		}
	}
}
