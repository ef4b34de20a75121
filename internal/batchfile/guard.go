package batchfile

import (
	"bytes"
	"io"
	"sync/atomic"
	"unicode/utf8"
)

// counter counts the bytes of the file as it is on disk and stops at the
// limit.
type counter struct {
	in    io.Reader
	limit int64
	read  atomic.Int64
}

// Read gives no byte beyond the limit.
func (c *counter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	if c.read.Add(int64(n)) > c.limit {
		return 0, tooManyBytes(c.limit)
	}
	return n, err
}

// scanner follows the structure of a format, far enough to bound what the
// parser behind it will hold.
type scanner interface {
	// scan looks at whole characters that begin at offset base of the file. It
	// may change them in place. On a fault n bytes of p are still good.
	scan(p []byte, base int64) (n int, f *fault)
	// end is called after the last byte.
	end() *fault
	// place tells the row and the cell, from 0, after the last byte scanned.
	place() (row, cell int)
}

// fault is what a guard has found. It becomes a refusal when the parser has
// come as far: only then are the names of the columns known, and in XML the
// record.
type fault struct {
	row, cell int // of a CSV; in XML the reader knows better
	refuse    func(row int, column string) *Refusal
}

// Error is for package errors only.
func (f *fault) Error() string { return "the file is not fit to be read" }

// guard stands between a file and its parser: it lets through UTF-8 that its
// scanner has counted, and nothing after the first offence.
type guard struct {
	in      io.Reader
	scanner scanner
	offset  int64 // of the next byte that the scanner will see
	held    [utf8.UTFMax]byte
	holding int // bytes in held, which need the next ones to be judged
	ended   bool
	err     error

	few  [4 * utf8.UTFMax]byte // for a reader whose buffer is nearly full
	rest []byte                // of few, which the reader had no room for
}

// Read gives what the parser may see. Its error is a *fault, io.EOF, or that of
// the file.
func (g *guard) Read(p []byte) (int, error) {
	if len(g.rest) == 0 && len(p) > len(g.held) {
		return g.read(p)
	}
	if len(g.rest) == 0 {
		n, err := g.read(g.few[:])
		if err != nil {
			return 0, err
		}
		g.rest = g.few[:n]
	}
	n := copy(p, g.rest)
	g.rest = g.rest[n:]
	return n, nil
}

// read needs room for a few characters.
func (g *guard) read(p []byte) (int, error) {
	for g.err == nil {
		n, err := g.fill(p)
		if err != nil {
			return 0, err
		}
		n = g.pass(p[:n])
		if n > 0 {
			return n, nil
		}
	}
	return 0, g.err
}

// fill reads whole characters into p. At the end of the file it gives all that
// is left.
func (g *guard) fill(p []byte) (int, error) {
	n := copy(p, g.held[:g.holding])
	m, err := g.in.Read(p[n:])
	n += m
	g.holding = 0
	if err == io.EOF {
		g.ended = true
		return n, nil
	}
	if err != nil {
		g.err = err
		return 0, err
	}
	keep := unfinished(p[:n])
	g.holding = copy(g.held[:], p[n-keep:n])
	return n - keep, nil
}

// unfinished is how many bytes at the end of p depend on what follows: a
// carriage return, or the first bytes of a character.
func unfinished(p []byte) int {
	if len(p) == 0 {
		return 0
	}
	if p[len(p)-1] == '\r' {
		return 1
	}
	for back := 1; back < utf8.UTFMax && back <= len(p); back++ {
		if c := p[len(p)-back]; utf8.RuneStart(c) {
			if c >= utf8.RuneSelf && !utf8.FullRune(p[len(p)-back:]) {
				return back
			}
			return 0
		}
	}
	return 0
}

// pass gives how many bytes of p the parser may see.
func (g *guard) pass(p []byte) int {
	good := validPrefix(p)
	n, found := g.scanner.scan(p[:good], g.offset)
	g.offset += int64(n)
	switch {
	case found != nil:
		g.err = found
	case good < len(p):
		g.err = g.unreadable(p[good:])
	case g.ended:
		g.err = io.EOF
		if found := g.scanner.end(); found != nil {
			g.err = found
		}
	}
	return n
}

func validPrefix(p []byte) int {
	if utf8.Valid(p) {
		return len(p)
	}
	n := 0
	for n < len(p) {
		r, size := utf8.DecodeRune(p[n:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		n += size
	}
	return n
}

func (g *guard) unreadable(rest []byte) *fault {
	row, cell := g.scanner.place()
	offset, likely := g.offset, likelyEncoding(rest)
	return &fault{row, cell, func(row int, column string) *Refusal { return unreadable(row, column, offset, likely) }}
}

// likelyEncoding words a guess from the first bytes that are not UTF-8. A byte
// over 0x7F right before ASCII is no broken UTF-8 but one letter of a Western
// European code page.
func likelyEncoding(rest []byte) string {
	single := len(rest) == 1 || rest[1] < utf8.RuneSelf
	undefined := bytes.IndexByte([]byte{0x81, 0x8d, 0x8f, 0x90, 0x9d}, rest[0]) >= 0
	if single && !undefined {
		return "The file looks like Windows-1252 (Latin-1), not UTF-8."
	}
	return "The file is not UTF-8."
}
