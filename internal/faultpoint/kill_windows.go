//go:build faultpoints && windows

package faultpoint

import "syscall"

func kill() {
	if self, err := syscall.GetCurrentProcess(); err == nil {
		_ = syscall.TerminateProcess(self, 137)
	}
}
