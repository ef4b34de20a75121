//go:build !windows

package secret

import (
	"errors"
	"strings"
	"testing"
)

func TestOnlyWindowsSeals(t *testing.T) {
	if _, err := Seal(password); !errors.Is(err, ErrNoSealing) {
		t.Errorf("sealed with %v", err)
	}
	if problem := (Ref{Sealed: "eA=="}).Problem(); !strings.Contains(problem, "{credential: NAME}") {
		t.Errorf("the problem is %q", problem)
	}
}
