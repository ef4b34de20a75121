package endpoint

import (
	"context"
	"errors"
)

// Connect makes a session if none stands. Calls do that by themselves; a check
// asks for nothing else.
func (e *Endpoint) Connect(ctx context.Context) error {
	_, err := e.session(ctx)
	return err
}

// LoginFailed reports an error whose cause is who we say we are, as against the
// server, its key or the network.
func LoginFailed(err error) bool { return errors.Is(err, errLogin) }
