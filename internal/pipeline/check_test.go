package pipeline

import (
	"bytes"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

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
