//go:build windows

// Scanner has a file open that nobody else may open, rename or delete
// meanwhile, as virus scanners do: scanner FILE [CONTENT]. With the path of a
// content it makes the file, as a slow copy does. It says so once it has it, and
// lets go when its input ends.
package main

import (
	"fmt"
	"io"
	"os"
	"syscall"
)

func main() {
	if err := hold(os.Args[1:]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func hold(args []string) error {
	path, err := syscall.UTF16PtrFromString(args[0])
	if err != nil {
		return err
	}
	mode := uint32(syscall.OPEN_EXISTING)
	if len(args) > 1 {
		mode = syscall.CREATE_NEW
	}
	h, err := syscall.CreateFile(path, syscall.GENERIC_READ|syscall.GENERIC_WRITE, 0, nil, mode, 0, 0)
	if err != nil {
		return err
	}
	file := os.NewFile(uintptr(h), args[0])
	if len(args) > 1 {
		content, err := os.ReadFile(args[1])
		if err != nil {
			return err
		}
		if _, err := file.Write(content); err != nil {
			return err
		}
	}
	fmt.Println("has it")
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		return err
	}
	return file.Close()
}
