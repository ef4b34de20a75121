package audit

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"lrsdrop/internal/disk"
	"lrsdrop/internal/faultpoint"
)

// AppendLine adds a line, which brings its own end, to a private file that is
// only ever added to. The file is made where it is missing, and a line that a
// power cut tore is ended first. The line is on disk when AppendLine returns nil.
func AppendLine(path string, line []byte) error {
	if torn, err := endsTorn(path); err != nil {
		return err
	} else if torn {
		line = append([]byte{'\n'}, line...)
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600) // #nosec G304 -- the configuration names the file
	if err != nil {
		return err
	}
	faultpoint.At("line: write")
	_, err = faultpoint.Torn("line: write half", f).Write(line)
	faultpoint.At("line: flush")
	return errors.Join(err, f.Sync(), f.Close(), disk.FlushFolder(filepath.Dir(path)))
}

// endsTorn reports whether the file's last line has no end.
func endsTorn(path string) (bool, error) {
	f, err := os.Open(path) // #nosec G304 -- the configuration names the file
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return false, err
	}
	last := make([]byte, 1)
	_, err = f.ReadAt(last, info.Size()-1)
	return last[0] != '\n', err
}
