package pipeline

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/batchfile"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

func TestF22_FileThatMakesOurReadingFailIsStopped(t *testing.T) {
	s, err := store.Open(t.Context(), t.TempDir(), time.Now)
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	var log bytes.Buffer
	p := New(s, nil, Options{}, slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	f := &store.File{ID: "F1", Organisation: "acme", Name: "July.csv"}
	must(t, s.Spool.Write(inputOf(f), func(w io.Writer) error {
		_, err := io.WriteString(w, "ULN,GivenName,FamilyName,LRSDROP_File,LRSDROP_Row\n1000000078,Alex,Okonkwo,F0,2\n")
		return err
	}))
	found, err := p.readGuarded(t.Context(), f, batchfile.Options{Original: func(string, int) ([]string, []string, bool) { panic("Okonkwo") }})
	must(t, err)
	if found.stopped == nil || found.stopped.Code != record.CodeInternal {
		t.Fatalf("got %+v", found.stopped)
	}
	if !strings.Contains(log.String(), "a fault of its own") || strings.Contains(log.String(), "Okonkwo") {
		t.Errorf("the log says: %s", log.String())
	}
}

// The same file dropped for a trial and to be sent: the trial sends nothing, so
// the other is no duplicate of it, also while the trial has not been checked.
func TestF6_ATrialMakesNoDuplicates(t *testing.T) {
	p, org, trial := stored(t, 1)
	org.Inboxes["trial"] = Inbox{Trial: true}
	add := func(id, inbox string) *store.File {
		f := &store.File{ID: id, Organisation: "acme", Inbox: inbox, Name: "July.csv", SHA256: trial.SHA256}
		must(t, p.store.Update(t.Context(), func(tx *store.Tx) error { return tx.AddFile(f, namer, audit.Event{Operation: "receive", File: id}) }))
		f, err := p.store.File(t.Context(), id)
		must(t, err)
		f.Kind = record.KindAchievement
		return f
	}
	var got []string
	for _, f := range []*store.File{add("F2", "trial"), add("F3", ""), add("F4", "trial"), add("F5", "")} {
		same, err := p.sameBytes(t.Context(), org, f)
		must(t, err)
		got = append(got, same.ID)
	}
	if want := "[F1 F1 F3 F3]"; fmt.Sprint(got) != want {
		t.Errorf("duplicates of %v, want %s", got, want)
	}
}
