package secret

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// ReadFile reads a file that only the daemon's account may read: a secret or
// a private key, of at most limit bytes. A file that other accounts can read
// is refused with the command that puts it right (Unix only; Windows guards
// files by access lists, which the folder hands down).
func ReadFile(path string, limit int64) ([]byte, error) {
	return readBounded(path, limit, checkPrivate)
}

func readBounded(path string, limit int64, check func(string, fs.FileInfo) error) ([]byte, error) {
	// Looked at before it is opened: opening a pipe would wait for its writer.
	if info, err := os.Stat(path); err != nil { // #nosec G703 -- the configuration names the file
		return nil, fmt.Errorf("reading a secret: %w", err)
	} else if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("reading the secret in %s: it is not a file", path)
	}
	f, err := os.Open(path) // #nosec G304 G703 -- the configuration names the file
	if err != nil {
		return nil, fmt.Errorf("reading a secret: %w", err)
	}
	data, err := readOpen(f, limit, check)
	if err := errors.Join(err, f.Close()); err != nil {
		return nil, fmt.Errorf("reading the secret in %s: %w", path, err)
	}
	return data, nil
}

func readOpen(f *os.File, limit int64, check func(string, fs.FileInfo) error) ([]byte, error) {
	if check != nil {
		info, err := f.Stat()
		if err != nil {
			return nil, err
		}
		if err := check(f.Name(), info); err != nil {
			return nil, err
		}
	}
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(data)) > limit {
		return nil, fmt.Errorf("it is over %d bytes", limit)
	}
	return data, err
}
