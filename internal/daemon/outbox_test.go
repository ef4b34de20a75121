package daemon

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/folder"
	"lrsdrop/internal/inbox"
	"lrsdrop/internal/pipeline"
	"lrsdrop/internal/status"
)

// brokenBox is an outbox on an endpoint, whose disk does not take anything
// while err is set.
type brokenBox struct {
	pipeline.Shelf
	err error
}

func (b *brokenBox) Endpoint() string { return "sftp://acme@mft.example.org:22" }

func (b *brokenBox) Put(_ context.Context, name string, write func(io.Writer) error) error {
	if err := write(b); err != nil {
		return fmt.Errorf("write %q in /outgoing: %w", name, err)
	}
	return nil
}

func (b *brokenBox) Replace(ctx context.Context, name string, write func(io.Writer) error) error {
	return b.Put(ctx, name, write)
}

func (b *brokenBox) Write(p []byte) (int, error) { return len(p), b.err }

func TestF24_AnOutboxIsOutWhileItCannotBeWritten(t *testing.T) {
	disk := &brokenBox{err: errors.New("no space left")}
	box := watchOutbox(disk, "acme", "/outgoing", status.UseOutbox)
	now := time.Date(2026, 7, 9, 12, 0, 0, 0, time.UTC)
	box.now = func() time.Time { return now }
	text := func(w io.Writer) error { _, err := io.WriteString(w, "x"); return err }

	if got := box.status(); !got.OutSince.IsZero() || got.Endpoint != disk.Endpoint() || got.Use != status.UseOutbox {
		t.Errorf("at first: %+v", got)
	}
	_ = box.Put(t.Context(), "Okonkwo.csv", text)
	began := now
	now = now.Add(time.Hour)
	if err := box.Replace(t.Context(), "Okonkwo.csv", text); !errors.Is(err, disk.err) {
		t.Errorf("the error is %v", err)
	}
	if got := box.status(); !got.OutSince.Equal(began) || got.Error != "write a file in /outgoing: no space left" {
		t.Errorf("out: %+v", got)
	}
	disk.err = nil
	if err := box.Replace(t.Context(), "Okonkwo.csv", text); err != nil {
		t.Error(err)
	}
	if got := box.status(); !got.OutSince.IsZero() || got.Error != "" || !got.LastWrite.Equal(now) {
		t.Errorf("back: %+v", got)
	}
}

func TestWhatIsNotTheOutboxsOwnIsNotHeldAgainstIt(t *testing.T) {
	disk := &brokenBox{}
	box := watchOutbox(disk, "acme", "/outgoing", status.UseOutbox)
	_ = box.Put(t.Context(), "x", func(io.Writer) error { return errors.New("the spool cannot be read") })
	_ = box.Put(t.Context(), "x", func(io.Writer) error { return folder.ErrExists })
	ended, stop := context.WithCancel(t.Context())
	stop()
	disk.err = ended.Err()
	_ = box.Put(ended, "x", func(w io.Writer) error { _, err := w.Write(nil); return err })
	if got := box.status(); !got.OutSince.IsZero() || got.Error != "" {
		t.Errorf("%+v", got)
	}
}

func TestF14_WhatAnInboxTellsOfItselfReachesTheStatus(t *testing.T) {
	at := time.Date(2026, 7, 9, 12, 0, 0, 0, time.UTC)
	got := inboxStatus(inbox.Health{
		Inbox:    &inbox.Inbox{ID: "/in", Organisation: "acme"},
		LastScan: at, OutSince: at.Add(time.Minute), LastError: fmt.Errorf("claim %q in /in: %w", "Okonkwo.csv", folder.ErrBusy),
		Stalled: true, Events: true, Waiting: 1, Held: 2, Lost: 3, Refusals: 4, Refused: []inbox.Refusal{{Name: "Okonkwo.csv"}},
	})
	want := status.Inbox{
		Organisation: "acme", ID: "/in", LastScan: status.At(at), OutSince: status.At(at.Add(time.Minute)),
		Error: "claim a file in /in: " + folder.ErrBusy.Error(), Stalled: true, Events: true, Waiting: 1, Held: 2, Lost: 3, Refused: 4,
	}
	if got != want {
		t.Errorf("got %+v", got)
	}
	s := status.Snapshot{Inboxes: []status.Inbox{got}}
	if reasons := s.Unhealthy(); len(reasons) != 1 || !strings.Contains(reasons[0], "inbox /in of acme hangs") {
		t.Errorf("%q", reasons)
	}
}
