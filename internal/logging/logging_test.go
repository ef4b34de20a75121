package logging

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// lost is a trouble of the catalogue.
const lost = "the answer to an upload was lost: it is not sent again, a person has to find out"

func opened(t *testing.T, o Options) *slog.Logger {
	t.Helper()
	log, closeLog, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := closeLog(); err != nil {
			t.Error(err)
		}
	})
	return log
}

func TestTroubleIsLoggedWithItsNumberAndWhatToDo(t *testing.T) {
	var text bytes.Buffer
	log := opened(t, Options{Console: &text, JSON: true}).With("organisation", "acme")
	log.Error(lost, "file", "K7Q2")
	log.Info("started")
	var line struct {
		Event                           int
		Todo, Organisation, File, Level string
	}
	first, second, _ := strings.Cut(text.String(), "\n")
	if err := json.Unmarshal([]byte(first), &line); err != nil {
		t.Fatal(err)
	}
	if line.Event != 300 || !strings.Contains(line.Todo, "lrsdrop resolve") || line.Organisation != "acme" || line.File != "K7Q2" || line.Level != "ERROR" {
		t.Errorf("%s", first)
	}
	if strings.Contains(second, "event") || !strings.Contains(second, `"msg":"started"`) {
		t.Errorf("%s", second)
	}
}

func TestLessSevereThanTheLevelIsLeftOut(t *testing.T) {
	var text bytes.Buffer
	log := opened(t, Options{Console: &text, Level: slog.LevelWarn})
	log.Info("started")
	log.Warn("cannot clean up")
	if got := text.String(); strings.Contains(got, "started") || !strings.Contains(got, `msg="cannot clean up" event=502`) {
		t.Errorf("%s", got)
	}
}

// The journal notes the time itself and reads the priority off the line.
func TestJournalGetsThePriorityAndNoSecondTime(t *testing.T) {
	for _, asJSON := range []bool{false, true} {
		var text bytes.Buffer
		log := opened(t, Options{Console: &text, Journal: true, JSON: asJSON, Level: slog.LevelDebug}).With("organisation", "acme")
		log.Error(lost, "time", "of mine")
		log.Warn("w")
		log.Info("i")
		log.Debug("d")
		lines := strings.Split(strings.TrimSuffix(text.String(), "\n"), "\n")
		for i, want := range []string{"<3>", "<4>", "<6>", "<7>"} {
			if len(lines) != 4 || !strings.HasPrefix(lines[i], want) || strings.Contains(lines[i], time.Now().Format("2006-01-")) || !strings.Contains(lines[i], "acme") {
				t.Errorf("line %d: %q", i, lines)
			}
		}
	}
}

func TestFilesOfTheLogAreBoundedInSizeNumberAndAge(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "logs")
	path := filepath.Join(dir, "lrsdrop.log")
	log := opened(t, Options{File: File{Path: path, MaxBytes: 1 << 20, Files: 2, Keep: 24 * time.Hour}})
	long := strings.Repeat("x", 300<<10)
	for range 20 {
		log.Info(long)
	}
	old := filepath.Join(dir, "lrsdrop-2020-01-01T00-00-00.000.log") // of years ago
	if err := os.WriteFile(old, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for range 8 {
		log.Info(long)
	}
	deadline := time.Now().Add(10 * time.Second)
	for len(logFiles(t, dir)) > 3 && time.Now().Before(deadline) { // they are tidied up beside the work
		time.Sleep(5 * time.Millisecond)
	}
	names := logFiles(t, dir)
	if len(names) != 3 || slices.Contains(names, filepath.Base(old)) {
		t.Errorf("files %v", names)
	}
	for _, name := range names {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() > 1<<20 || runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
}

func logFiles(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestLogThatCannotBeWrittenIsToldAtOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(file, "lrsdrop.log"), filepath.Dir(file)} {
		if _, _, err := Open(Options{File: File{Path: path}}); err == nil {
			t.Errorf("%s was opened", path)
		}
	}
}

// written is an entry of the Event Log.
type written struct {
	kind string
	id   uint32
	text string
}

type fakeEventLog struct{ all []written }

func (f *fakeEventLog) Info(id uint32, text string) error    { return f.add("info", id, text) }
func (f *fakeEventLog) Warning(id uint32, text string) error { return f.add("warning", id, text) }
func (f *fakeEventLog) Error(id uint32, text string) error   { return f.add("error", id, text) }

func (f *fakeEventLog) add(kind string, id uint32, text string) error {
	f.all = append(f.all, written{kind, id, text})
	return nil
}

func TestEventLogGetsWhatNeedsAPersonAndNothingElse(t *testing.T) {
	to := new(fakeEventLog)
	log := slog.New(numbered{newEventHandler(newCatalogue(), to), newCatalogue()}).With("organisation", "acme")
	log.Error(lost, "file", "K7Q2", "batch", "K7Q2-01")
	log.Warn("rows wait for a person to decide", "rows", 3)
	log.Warn("a call is tried again")
	log.Info("an inbox works again")
	log.Info("started")
	want := []written{
		{"error", 300, "The answer to an upload was lost: it is not sent again, a person has to find out.\r\n\r\n" +
			"organisation=acme file=K7Q2 batch=K7Q2-01\r\n\r\n" +
			"Find out in the LRS organisation portal whether LRS has the batch. Then use lrsdrop resolve."},
		{"warning", 320, "Rows wait for a person to decide.\r\n\r\norganisation=acme rows=3\r\n\r\nHave somebody decide: lrsdrop held lists the rows."},
		{"info", 201, "An inbox works again.\r\n\r\norganisation=acme"},
	}
	if !slices.Equal(to.all, want) {
		t.Errorf("got %+v", to.all)
	}
}

func TestEventsHaveNumbersOfTheirOwnThatWindowsCanShow(t *testing.T) {
	last, messages := 99, map[string]bool{}
	for _, e := range Events() {
		if e.ID <= last || e.ID > 999 {
			t.Errorf("event %d after %d", e.ID, last)
		}
		if messages[e.Message] || e.Message == "" {
			t.Errorf("event %d has the message of another one", e.ID)
		}
		if e.Level >= slog.LevelWarn && e.Todo == "" {
			t.Errorf("event %d does not say what to do", e.ID)
		}
		if e.Level < slog.LevelWarn && (e.Todo != "" || !e.Person) {
			t.Errorf("event %d is the end of a trouble: nobody has to do anything", e.ID)
		}
		last, messages[e.Message] = e.ID, true
	}
	if _, known := newCatalogue()[EndedWithError]; !known {
		t.Error("the end of the service has no event")
	}
}
