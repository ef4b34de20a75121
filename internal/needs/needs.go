// Package needs is for tests that need a program of the machine. Such a test
// skips where the program is missing, and fails there when LRSDROP_NO_SKIP is
// 1: the checks before a change set it, so that nothing is skipped unseen.
package needs

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Missing skips a test, or fails it where nothing may be skipped.
func Missing(t testing.TB, why string) {
	t.Helper()
	if os.Getenv("LRSDROP_NO_SKIP") == "1" {
		t.Fatal(why)
	}
	t.Skip(why)
}

// Program is the path of a program, which comes with a package of Debian. It
// may be a server: those are not on everybody's path.
func Program(t testing.TB, name, debian string) string {
	t.Helper()
	if found, err := exec.LookPath(name); err == nil {
		return found
	}
	if found, err := exec.LookPath(filepath.Join("/usr/sbin", name)); err == nil {
		return found
	}
	Missing(t, name+" (Debian: "+debian+") is missing")
	return ""
}

// IPv6 asks for a loopback address of IPv6.
func IPv6(t testing.TB) {
	t.Helper()
	l, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		Missing(t, "this machine has no IPv6: "+err.Error())
		return
	}
	_ = l.Close()
}
