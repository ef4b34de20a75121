//go:build !linux

package sftptest

import "syscall"

// The real servers run on Linux alone: see needRoot.
const (
	kill = iota
	suspend
	resume
)

func attributes() *syscall.SysProcAttr { return nil }

func signalTree(int, int) {}
