package service

import (
	"context"
	"fmt"

	"golang.org/x/sys/windows/svc"
)

// Managed reports whether a service manager has started this process.
func Managed() bool {
	is, err := svc.IsWindowsService()
	return err == nil && is
}

// Host runs the program until ctx ends, under the service manager that has
// started this process, or under none.
func Host(ctx context.Context, p Program) error {
	if !Managed() {
		return newSession(ctx, nobody{}).run(p)
	}
	h := &handler{ctx: ctx, program: p}
	if err := svc.Run(Name, h); err != nil {
		return fmt.Errorf("connect to the service control manager: %w", err)
	}
	return h.err
}

// handler translates between the service control manager and [serve].
type handler struct {
	ctx     context.Context
	program Program
	err     error // how the program ended
}

// Exit codes of the service, beside 0. They are its own and not the system's.
const exitFailed = 1

var orders = map[svc.Cmd]order{
	svc.Interrogate: orderInterrogate,
	svc.Stop:        orderStop,
	svc.Shutdown:    orderShutdown,
	svc.PreShutdown: orderPreshutdown,
}

// Execute implements [svc.Handler].
func (h *handler) Execute(_ []string, requests <-chan svc.ChangeRequest, status chan<- svc.Status) (ownCode bool, code uint32) {
	wanted, reports, ended := make(chan order), make(chan report), make(chan struct{})
	go func() {
		h.err = serve(h.ctx, h.program, wanted, reports)
		close(ended)
	}()
	stopped := false
	for {
		select {
		case r := <-reports:
			status <- statusOf(r)
		case r := <-requests:
			if o, known := orders[r.Cmd]; known {
				stopped = stopped || o != orderInterrogate
				pass(o, wanted, reports, status, ended)
			}
		case <-ended:
			return exitCode(h.err, stopped)
		}
	}
}

// pass hands an order on, and what is reported meanwhile.
func pass(o order, wanted chan<- order, reports <-chan report, status chan<- svc.Status, ended <-chan struct{}) {
	for {
		select {
		case wanted <- o:
			return
		case r := <-reports:
			status <- statusOf(r)
		case <-ended:
			return
		}
	}
}

// exitCode has the recovery actions start the service again unless somebody
// has stopped it.
func exitCode(err error, stopped bool) (ownCode bool, code uint32) {
	if err == nil || stopped {
		return false, 0
	}
	return true, exitFailed
}

func statusOf(r report) svc.Status {
	if r.phase == running {
		return svc.Status{State: svc.Running, Accepts: svc.AcceptStop | svc.AcceptShutdown | svc.AcceptPreShutdown}
	}
	state := svc.StartPending
	if r.phase == stopping {
		state = svc.StopPending
	}
	return svc.Status{State: state, CheckPoint: r.step, WaitHint: uint32(r.hint.Milliseconds())}
}
