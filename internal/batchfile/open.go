package batchfile

import (
	"bufio"
	"bytes"
	"io"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"
)

// bufferSize is how much is read at once, and how far the first look goes.
const bufferSize = 64 << 10

// room is the size of the buffer for a reader or writer: what is in memory, as
// small files are, needs none of its own.
func room(of any) int {
	if sized, ok := of.(interface{ Len() int }); ok {
		return min(bufferSize, sized.Len()+16)
	}
	return bufferSize
}

// open finds out what the file is and reads its head.
func (r *Reader) open() error {
	in := bufio.NewReaderSize(r.input, room(r.input.in))
	start, err := in.Peek(in.Size())
	if err != nil && err != io.EOF {
		return err
	}
	if refusal := foreign(start); refusal != nil {
		return refusal
	}
	if rest, ok := bytes.CutPrefix(start, []byte("\ufeff")); ok {
		r.head.BOM = true
		start = rest
		if _, err := in.Discard(len("\ufeff")); err != nil {
			return err
		}
	}
	text := bytes.TrimSpace(start)
	if len(text) == 0 {
		return emptyFile()
	}
	decoded, converted := r.decode(in, start)
	if text[0] == '<' {
		return r.openXML(decoded, converted)
	}
	return r.openCSV(decoded, start)
}

// decode converts what the options say, unless the file itself is known to be
// UTF-8: by its byte order mark, or because it is an errors.csv of ours.
func (r *Reader) decode(in io.Reader, start []byte) (io.Reader, bool) {
	if r.options.Encoding != "windows-1252" || r.head.BOM || bytes.Contains(start, []byte(correctsFile)) {
		return in, false
	}
	return transform.NewReader(in, charmap.Windows1252.NewDecoder()), true
}

// start is how many bytes of the file come before the first that the guard
// sees.
func (r *Reader) start() int64 {
	if r.head.BOM {
		return int64(len("\ufeff"))
	}
	return 0
}

// foreign recognises what is no text in UTF-8 from its first bytes.
func foreign(start []byte) *Refusal {
	const workbook = "In Excel choose Save As, \"CSV UTF-8 (Comma delimited)\" and drop that file."
	for _, known := range []struct{ magic, what, do string }{
		{"PK\x03\x04", "an Excel workbook (.xlsx) or a zip archive", workbook},
		{"PK\x05\x06", "an empty zip archive", "Drop the file itself."},
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook (.xls) or another Office file", workbook},
		{"%PDF-", "a PDF", "Export the rows as CSV or XML."},
		{"\x1f\x8b", "a compressed file (gzip)", "Drop the file itself."},
		{"7z\xbc\xaf\x27\x1c", "a compressed file (7-Zip)", "Drop the file itself."},
		{"Rar!\x1a\x07", "a compressed file (RAR)", "Drop the file itself."},
	} {
		if bytes.HasPrefix(start, []byte(known.magic)) {
			return notText(known.what, known.do)
		}
	}
	return wide(start)
}

// wide recognises UTF-16 and UTF-32, by the byte order mark or by the NUL that
// stands beside each Latin letter.
func wide(start []byte) *Refusal {
	const look = 64
	begin := start[:min(len(start), look)]
	nul := bytes.IndexByte(begin, 0)
	switch {
	case bytes.HasPrefix(start, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(start, []byte("\x00\x00\xfe\xff")):
		return wideEncoding("UTF-32")
	case bytes.HasPrefix(start, []byte("\xff\xfe")), bytes.HasPrefix(start, []byte("\xfe\xff")):
		return wideEncoding(`UTF-16 (Excel calls it "Unicode Text")`)
	case nul >= 0 && bytes.Count(begin, []byte{0})*3 > len(begin):
		return wideEncoding(`UTF-16 (Excel calls it "Unicode Text")`)
	}
	return nil
}
