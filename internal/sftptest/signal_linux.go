package sftptest

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
)

const (
	kill    = syscall.SIGKILL
	suspend = syscall.SIGSTOP
	resume  = syscall.SIGCONT
)

// attributes end a server with the test program, however that ends.
func attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

// signalTree signals a process and all that came from it. The process group
// does not hold them: sshd gives each connection a session of its own.
func signalTree(root int, signal syscall.Signal) {
	if signal != kill {
		signalAll(treeOf(root), signal)
		return
	}
	before := treeOf(root)
	signalAll(before, suspend) // so that no new one escapes
	// One whose parent has ended meanwhile is in the tree no more.
	signalAll(append(treeOf(root), before...), kill)
}

// signalAll signals processes; one that has ended needs none.
func signalAll(processes []int, signal syscall.Signal) {
	for _, pid := range processes {
		_ = syscall.Kill(pid, signal)
	}
}

// treeOf lists a process and all that came from it, parents first.
func treeOf(root int) []int {
	children, tree := childrenOf(), []int{root}
	for i := 0; i < len(tree); i++ {
		tree = append(tree, children[tree[i]]...)
	}
	return tree
}

// childrenOf tells the children of every process of the machine.
func childrenOf() map[int][]int {
	children := map[int][]int{}
	files, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, file := range files {
		pid, err := strconv.Atoi(filepath.Base(filepath.Dir(file)))
		if err != nil {
			continue
		}
		if parent, ok := parentIn(file); ok {
			children[parent] = append(children[parent], pid)
		}
	}
	return children
}

// parentIn reads the parent from a stat file: the second field after the name,
// which stands in brackets and may itself have brackets.
func parentIn(file string) (int, bool) {
	text, err := os.ReadFile(file)
	if err != nil {
		return 0, false // it has ended meanwhile
	}
	fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
	if len(fields) < 2 {
		return 0, false
	}
	parent, err := strconv.Atoi(string(fields[1]))
	return parent, err == nil
}
