package service

import "context"

// Host runs the program until ctx ends, under the service manager that has
// started this process, or under none.
func Host(ctx context.Context, p Program) error { return newSession(ctx, nobody{}).run(p) }
