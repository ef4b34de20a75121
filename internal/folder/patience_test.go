package folder

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

var (
	errPasses = errors.New("sharing violation")
	errStays  = errors.New("no such right")
)

func passes(err error) bool { return errors.Is(err, errPasses) }

func TestF18_WhatPassesByItselfIsRetried(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tries := 0
		err := patiently(t.Context(), passes, func() error {
			if tries++; tries < 8 {
				return errPasses
			}
			return nil
		})
		if err != nil || tries != 8 {
			t.Errorf("got %v after %d tries, want success at the 8th", err, tries)
		}
	})
}

func TestF18_PatienceEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began, tries := time.Now(), 0
		err := patiently(t.Context(), passes, func() error { tries++; return errPasses })
		if !errors.Is(err, ErrBusy) || !errors.Is(err, errPasses) {
			t.Errorf("got %v, want ErrBusy and its cause", err)
		}
		if spent := time.Since(began); spent < 5*time.Second || spent > patienceTotal || tries > 40 {
			t.Errorf("gave up after %s and %d tries", spent, tries)
		}
	})
}

func TestF18_OtherErrorsAreNotRetried(t *testing.T) {
	tries := 0
	err := patiently(t.Context(), passes, func() error { tries++; return errStays })
	if !errors.Is(err, errStays) || tries != 1 {
		t.Errorf("got %v after %d tries", err, tries)
	}
}

func TestF18_AStopEndsPatience(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began := time.Now()
		err := patiently(ctx, passes, func() error { return errPasses })
		if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != time.Second {
			t.Errorf("got %v after %s", err, time.Since(began))
		}
	})
}
