package audit

import (
	"bufio"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Head is the end of a chain at a moment. Heads are kept in a file of their
// own, outside the database: whoever cuts the end off the chain, or writes it
// anew from some event on, would have to change that file too.
//
// Each line of the file is a time in RFC 3339, the sequence of the last event
// and its hash, with a space between. Lines are only ever added. A line with
// "restored" in place of the hash says that a person had the state folder
// restored from a backup whose last event that was: what the file says of later
// events before that line is no more compared.
type Head struct {
	Time     time.Time
	Sequence int64
	Hash     Hash
}

func (h Head) line() string {
	return fmt.Sprintf("%s %d %s\n", h.Time.UTC().Format(time.RFC3339), h.Sequence, hex.EncodeToString(h.Hash[:]))
}

// AppendHead adds a head to the file, which it makes where it is missing. The
// line is on disk when it returns.
func AppendHead(path string, h Head) error { return appendHead(path, h.line()) }

func appendHead(path, line string) error {
	if err := AppendLine(path, []byte(line)); err != nil {
		return fmt.Errorf("add to the audit heads: %w", err)
	}
	return nil
}

// AppendRestored adds that the state folder was restored from a backup which
// ended with an event.
func AppendRestored(path string, at time.Time, last int64) error {
	return appendHead(path, fmt.Sprintf("%s %d %s\n", at.UTC().Format(time.RFC3339), last, restoredWord))
}

const restoredWord = "restored"

// ReadHeads reads the file of heads. One that is missing has none. Lines that
// are none, such as one that a power cut tore, are counted and passed over.
func ReadHeads(path string) (heads []Head, unreadable int, err error) {
	f, err := os.Open(path) // #nosec G304 -- the configuration names the file
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, fmt.Errorf("read the audit heads: %w", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if h, ok := parseHead(lines.Text()); ok {
			heads = append(heads, h)
		} else if last, ok := parseRestored(lines.Text()); ok {
			heads = slices.DeleteFunc(heads, func(h Head) bool { return h.Sequence > last })
		} else {
			unreadable++
		}
	}
	if err := lines.Err(); err != nil {
		return nil, 0, fmt.Errorf("read the audit heads: %w", err)
	}
	return heads, unreadable, nil
}

func parseRestored(line string) (last int64, ok bool) {
	parts := strings.Fields(line)
	if len(parts) != 3 || parts[2] != restoredWord {
		return 0, false
	}
	last, err := strconv.ParseInt(parts[1], 10, 64)
	return last, err == nil && last >= 0
}

func parseHead(line string) (h Head, ok bool) {
	parts := strings.Fields(line)
	if len(parts) != 3 {
		return h, false
	}
	at, err := time.Parse(time.RFC3339, parts[0])
	if err != nil {
		return h, false
	}
	seq, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil || seq < 1 {
		return h, false
	}
	hash, err := hex.DecodeString(parts[2])
	if err != nil || len(hash) != len(h.Hash) {
		return h, false
	}
	return Head{at, seq, Hash(hash)}, true
}
