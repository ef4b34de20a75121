package endpoint

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

func TestF13_SilenceIsNoticedWithinAMinute(t *testing.T) {
	p := usualPace()
	// The server falls silent right after a look at it.
	if worst := p.dead + p.alive; worst >= time.Minute {
		t.Errorf("a dead connection is noticed after %v", worst)
	}
	if asked := p.alive/2 + p.alive; p.dead-asked < p.alive/2 {
		t.Errorf("a server that is asked has only %v to answer", p.dead-asked)
	}
	if worst := p.dial + p.handshake; worst >= time.Minute {
		t.Errorf("an attempt to connect may take %v", worst)
	}
	if DefaultTimeout >= time.Minute {
		t.Errorf("a call may hang for %v", DefaultTimeout)
	}
}

func TestPausesGrowToALimit(t *testing.T) {
	p, refusal := usualPace(), fmt.Errorf("log in: %w", errLogin)
	for _, c := range []struct {
		err   error
		grows pauses
	}{{errLost, p.failed}, {errors.New("any"), p.failed}, {refusal, p.refused}} {
		var b backoff
		want := c.grows.first
		for range 100 {
			pause := b.next(p, c.err)
			if pause < want*3/4 || pause > want*5/4 {
				t.Fatalf("%v: %v, not about %v", c.err, pause, want)
			}
			want = min(2*want, c.grows.last)
		}
		b.reset()
		if pause := b.next(p, c.err); pause > c.grows.first*5/4 {
			t.Errorf("%v after a reset", pause)
		}
	}
	if p.refused.first < 10*p.failed.first {
		t.Error("a login that was refused is tried again as soon as any other")
	}
}

func TestNoTwoInstallationsComeBackTogether(t *testing.T) {
	seen := map[time.Duration]bool{}
	for range 100 {
		var b backoff
		seen[b.next(usualPace(), errLost)] = true
	}
	if len(seen) < 90 {
		t.Errorf("%d different pauses of 100", len(seen))
	}
}
