package endpoint

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// longestCall is how many time-outs a call may take while the server answers
// others.
const longestCall = 4

// ask runs one request to its end, always. It returns early when the context
// ends; then the request goes on by itself, its watch with it, and late gets
// what it brings, to free it. A server that is silent for too long loses the
// connection.
func ask[T any](ctx context.Context, c *connection, request func(*vigil) (T, error), late func(T)) (T, error) {
	type reply struct {
		value T
		err   error
	}
	var none T
	replies := make(chan reply)
	go func() {
		v := c.watch()
		defer v.stop()
		value, err := request(v)
		select {
		case replies <- reply{value, err}:
		case <-ctx.Done():
			if err == nil && late != nil {
				late(value)
			}
		}
	}()
	select {
	case r := <-replies:
		if err := c.answer(r.err); err != nil {
			return none, err
		}
		return r.value, nil
	case <-ctx.Done():
		return none, context.Cause(ctx)
	}
}

// answer sorts what a request brought. Without an answer, or with one that makes
// no sense, the connection is over: nobody knows what the next answer would
// belong to. Who is told so finds it in the endpoint's health as well.
func (c *connection) answer(err error) error {
	err, answered := sorted(err)
	if answered {
		c.answered.Store(time.Now().UnixNano())
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errNonsense):
		c.fail(errNonsense)
	case c.over() || errors.Is(err, ErrDown):
		c.fail(errLost)
	default:
		return err
	}
	return fmt.Errorf("%w: %w", ErrDown, c.why)
}

// vigil ends the connection when the server is silent for too long while
// somebody waits.
type vigil struct {
	c     *connection
	mu    sync.Mutex
	began time.Time
	timer *time.Timer // nil: over
}

func (c *connection) watch() *vigil {
	v := &vigil{c: c, began: time.Now()}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.timer = time.AfterFunc(c.timeout, v.look)
	return v
}

func (v *vigil) stop() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.timer != nil {
		v.timer.Stop()
		v.timer = nil
	}
}

// progress gives a long call its time anew.
func (v *vigil) progress() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.began = time.Now()
}

// look is called when a request has waited for a time-out. A server that
// answers other requests meanwhile gets more time, but not for ever. What it
// answers to keepalives does not count: the part of it that reads its disks may
// hang.
func (v *vigil) look() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.timer == nil {
		return
	}
	waited, quiet := time.Since(v.began), v.c.tap.silence()
	left := min(v.c.timeout-quiet, longestCall*v.c.timeout-waited)
	if left > 0 {
		v.timer.Reset(left)
		return
	}
	v.timer = nil
	go v.c.fail(errSilent)
}
