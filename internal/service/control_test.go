package service

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// machine is a service control manager of the test's own.
type machine struct {
	orders  chan order
	reports chan report
	ended   chan error

	mu   sync.Mutex
	told []report
}

func controlled(t *testing.T, p Program) *machine {
	t.Helper()
	m := &machine{orders: make(chan order), reports: make(chan report), ended: make(chan error, 1)}
	go func() {
		for r := range m.reports {
			m.mu.Lock()
			m.told = append(m.told, r)
			m.mu.Unlock()
		}
	}()
	go func() {
		m.ended <- serve(context.Background(), p, m.orders, m.reports)
		close(m.reports)
	}()
	return m
}

// phases are what was told so far, each change once.
func (m *machine) phases() (all []phase) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.told {
		all = append(all, r.phase)
	}
	return slices.Compact(all)
}

func (m *machine) last() report {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.told[len(m.told)-1]
}

// upload is a program that, when it is to stop, has an upload to finish first.
func upload(takes time.Duration, cut *atomic.Bool, pulse func() Pulse) Program {
	return func(ctx context.Context, s *Session) error {
		s.Ready(pulse, takes)
		<-ctx.Done()
		cut.Store(true)
		time.Sleep(takes)
		cut.Store(false)
		return nil
	}
}

func goesOn() Pulse { return Pulse{Words: "well"} }

func TestWindowsAwaitsAnUploadThatIsBeingSentWheneverItStopsTheService(t *testing.T) {
	for name, o := range map[string]order{"stop": orderStop, "shutdown": orderShutdown, "preshutdown": orderPreshutdown} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var cut atomic.Bool
				m := controlled(t, upload(5*time.Minute, &cut, goesOn))
				time.Sleep(time.Hour)
				if got := m.phases(); !slices.Equal(got, []phase{starting, running}) {
					t.Fatalf("it told %v", got)
				}
				began := time.Now()
				m.orders <- o
				for step := uint32(0); time.Since(began) < 4*time.Minute; step = m.last().step {
					time.Sleep(controlHint - time.Second)
					if r := m.last(); r.phase != stopping || r.step <= step || r.hint < controlEvery {
						t.Fatalf("after %v it told %+v, before that step %d", time.Since(began), r, step)
					}
				}
				if err := <-m.ended; err != nil || cut.Load() {
					t.Errorf("ended with %v, the upload cut: %v", err, cut.Load())
				}
				if took := time.Since(began); took != 5*time.Minute {
					t.Errorf("it took %v", took)
				}
			})
		})
	}
}

func TestWindowsIsToldThatALongStartGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := controlled(t, func(ctx context.Context, s *Session) error {
			time.Sleep(3 * time.Minute) // a large store is upgraded
			s.Ready(goesOn, 0)
			<-ctx.Done()
			return nil
		})
		time.Sleep(2 * time.Minute)
		if r := m.last(); r.phase != starting || r.step < 20 {
			t.Errorf("it told %+v", r)
		}
		time.Sleep(2 * time.Minute)
		m.orders <- orderInterrogate
		synctest.Wait()
		if r := m.last(); r != (report{phase: running}) {
			t.Errorf("asked, it told %+v", r)
		}
		m.orders <- orderStop
		if err := <-m.ended; err != nil {
			t.Error(err)
		}
	})
}

func TestF14_WindowsServiceThatHangsEndsToBeStartedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var cut, stuck atomic.Bool
		m := controlled(t, upload(time.Second, &cut, func() Pulse {
			if stuck.Load() {
				return Pulse{Stuck: []string{"no work has been taken up"}}
			}
			return goesOn()
		}))
		for range 3 { // not for a while that passes
			time.Sleep(time.Minute)
			stuck.Store(!stuck.Load())
		}
		stuck.Store(true)
		began := time.Now()
		err := <-m.ended
		if !errors.Is(err, errStuck) {
			t.Errorf("ended with %v", err)
		}
		if took := time.Since(began); took < stuckFor-controlEvery || took > stuckFor+2*controlEvery+time.Second {
			t.Errorf("after %v", took)
		}
		if got := m.phases(); !slices.Equal(got, []phase{starting, running, stopping}) {
			t.Errorf("it told %v", got)
		}
	})
}

func TestWindowsServiceThatCannotStartEndsWithItsError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("the configuration cannot be used")
		m := controlled(t, func(context.Context, *Session) error { return broken })
		if err := <-m.ended; !errors.Is(err, broken) {
			t.Errorf("ended with %v", err)
		}
	})
}
