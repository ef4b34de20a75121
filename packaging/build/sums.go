package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// sums writes SHA256SUMS, as sha256sum reads it.
func (p *product) sums(files []string) (string, error) {
	var text bytes.Buffer
	for _, file := range files {
		sum, err := digest(file)
		if err != nil {
			return "", fmt.Errorf("adding up %s: %w", file, err)
		}
		fmt.Fprintf(&text, "%x  %s\n", sum, filepath.Base(file))
	}
	target := filepath.Join(p.out, "SHA256SUMS")
	return target, os.WriteFile(target, text.Bytes(), 0o644)
}

func digest(path string) (sum []byte, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	h := sha256.New()
	_, err = io.Copy(h, file)
	return h.Sum(nil), err
}
