//go:build faultpoints && unix

package faultpoint

import "syscall"

func kill() { _ = syscall.Kill(syscall.Getpid(), syscall.SIGKILL) }
