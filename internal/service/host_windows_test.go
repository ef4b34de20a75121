package service

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/windows/svc"
)

// executed runs a program as the service control manager would, and gives what
// it is told.
func executed(p Program) (requests chan svc.ChangeRequest, status chan svc.Status, ended chan [2]uint32) {
	requests, status, ended = make(chan svc.ChangeRequest), make(chan svc.Status, 100), make(chan [2]uint32, 1)
	go func() {
		own, code := (&handler{ctx: context.Background(), program: p}).Execute(nil, requests, status)
		kind := uint32(0)
		if own {
			kind = 1
		}
		ended <- [2]uint32{kind, code}
	}()
	return requests, status, ended
}

func next(t *testing.T, status <-chan svc.Status) svc.Status {
	t.Helper()
	select {
	case s := <-status:
		return s
	case <-time.After(10 * time.Second):
		t.Fatal("nothing was told")
		return svc.Status{}
	}
}

func TestServiceControlManagerStopsTheProgramAndHearsOfIt(t *testing.T) {
	for name, command := range map[string]svc.Cmd{"stop": svc.Stop, "shutdown": svc.Shutdown, "preshutdown": svc.PreShutdown} {
		t.Run(name, func(t *testing.T) {
			sent := make(chan struct{})
			requests, status, ended := executed(func(ctx context.Context, s *Session) error {
				s.Ready(goesOn, time.Minute)
				<-ctx.Done()
				<-sent
				return errors.New("inboxes still busy")
			})
			if s := next(t, status); s.State != svc.StartPending || s.WaitHint == 0 {
				t.Errorf("first %+v", s)
			}
			if s := next(t, status); s.State != svc.Running || s.Accepts != svc.AcceptStop|svc.AcceptShutdown|svc.AcceptPreShutdown {
				t.Errorf("then %+v", s)
			}
			requests <- svc.ChangeRequest{Cmd: svc.Interrogate}
			if s := next(t, status); s.State != svc.Running {
				t.Errorf("asked %+v", s)
			}
			requests <- svc.ChangeRequest{Cmd: command}
			if s := next(t, status); s.State != svc.StopPending || s.WaitHint == 0 || s.CheckPoint == 0 {
				t.Errorf("stopping %+v", s)
			}
			close(sent)
			if got := <-ended; got != [2]uint32{0, 0} { // it was stopped: nobody starts it again
				t.Errorf("ended with %v", got)
			}
		})
	}
}

func TestServiceThatFailsEndsWithACodeSoThatItIsStartedAgain(t *testing.T) {
	_, _, ended := executed(func(context.Context, *Session) error { return errors.New("broken") })
	if got := <-ended; got != [2]uint32{1, exitFailed} {
		t.Errorf("ended with %v", got)
	}
}

func TestDataFolderIsClosedToOthers(t *testing.T) {
	d := definition()
	d.DataDir = t.TempDir()
	if err := errors.Join(d.foreign(), d.protect(), d.foreign()); err != nil {
		t.Error(err)
	}
}

func TestDataFolderThatLeadsElsewhereIsRefused(t *testing.T) {
	dir := t.TempDir()
	d := Definition{DataDir: filepath.Join(dir, "lrsdrop")}
	if err := os.WriteFile(d.DataDir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := d.foreign(); err == nil || !strings.Contains(err.Error(), "remove it") {
		t.Errorf("a file: %v", err)
	}
	err := errors.Join(os.Remove(d.DataDir), os.Symlink(dir, d.DataDir))
	if info, look := os.Lstat(d.DataDir); err != nil || look != nil || info.IsDir() {
		t.Skip("no link can be made here that is seen as one: ", err)
	}
	if err := d.foreign(); err == nil || !strings.Contains(err.Error(), "remove it") {
		t.Errorf("a link: %v", err)
	}
}
