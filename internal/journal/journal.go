// Package journal keeps a record of every upload outside the state folder. A
// state folder that is restored from a backup knows nothing of what was
// uploaded since; the journal does, and so nothing is sent twice.
//
// Each upload is one line of JSON, on disk before the first byte goes to LRS.
// Lines are only ever added. A line holds keyed digests of rows: without the key
// in the state folder it tells nothing of them. It takes about 22 bytes a row.
package journal

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"
	"time"

	"lrsdrop/internal/audit"
)

// Entry is one upload.
type Entry struct {
	State        string    `json:"state"` // id of the state folder
	Number       int64     `json:"n"`     // of the upload, counted by the state folder
	At           time.Time `json:"at"`
	Organisation string    `json:"organisation"`
	File         string    `json:"file"`
	Batch        string    `json:"batch"`
	Digests      []byte    `json:"digests"` // of the rows, one after the other
}

// maxLine is more than an upload of 10,000 rows can have, in bytes.
const maxLine = 1 << 20

// Journal is a file that is added to. Its methods may be called from several
// goroutines.
type Journal struct {
	path string
	mu   sync.Mutex
}

// At is the journal in a file, which the first entry makes.
func At(path string) *Journal { return &Journal{path: path} }

// Append adds an entry. It is on disk when Append returns nil. The file may have
// been moved since the last: it is made anew then.
func (j *Journal) Append(e Entry) error {
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if err := audit.AppendLine(j.path, append(line, '\n')); err != nil {
		return fmt.Errorf("write to the journal of uploads: %w", err)
	}
	return nil
}

// Read gives the entries in order. A file that is missing has none. Lines that
// are none, such as one that a power cut tore before its upload began, are
// counted and passed over.
func (j *Journal) Read(each func(Entry) error) (unreadable int, err error) {
	f, err := os.Open(j.path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read the journal of uploads: %w", err)
	}
	defer f.Close()
	lines := bufio.NewReaderSize(f, maxLine)
	for {
		line, err := lines.ReadSlice('\n')
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			return unreadable, fmt.Errorf("read the journal of uploads: a line of %s is longer than any of ours: it is another file, or damaged", j.path)
		case err != nil && !errors.Is(err, io.EOF):
			return unreadable, fmt.Errorf("read the journal of uploads: %w", err)
		}
		var e Entry
		if len(line) > 0 {
			if json.Unmarshal(line, &e) != nil || e.State == "" || e.Number < 1 {
				unreadable++
			} else if err := each(e); err != nil {
				return unreadable, err
			}
		}
		if err != nil {
			return unreadable, nil
		}
	}
}
