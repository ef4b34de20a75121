//go:build !windows

package service

import (
	"context"
	"os"
)

// Host runs the program until ctx ends, under the service manager that has
// started this process, or under none.
func Host(ctx context.Context, p Program) error {
	m, err := managerOf()
	if err != nil {
		return err
	}
	return newSession(ctx, m).run(p)
}

func managerOf() (manager, error) {
	if !Managed() {
		return nobody{}, nil
	}
	return newSystemd()
}

// Managed reports whether a service manager has started this process and waits
// to hear from it.
func Managed() bool { return os.Getenv("NOTIFY_SOCKET") != "" }
