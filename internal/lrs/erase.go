package lrs

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf16"
)

// Removed stands where a password was.
const Removed = "REMOVED"

// eraser takes a password out of a message. A request has it in one place; LRS
// may repeat it in any, such as the rule of a schema that it broke: as it is,
// with characters written as XML references, within the base64 of ErrorDetail
// (section 1.9), or in UTF-16.
type eraser struct {
	password string
	text     *regexp.Regexp // nil: there is no password
}

var byteOrders = []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian}

// inBase64 finds texts that may be base64, between two tags.
var inBase64 = regexp.MustCompile(`>[A-Za-z0-9+/=\s]{8,}<`)

func newEraser(password string) *eraser {
	if password == "" {
		return &eraser{}
	}
	return &eraser{password, anySpelling(password)}
}

// anySpelling finds a text whichever of its characters are references.
func anySpelling(text string) *regexp.Regexp {
	named := map[rune]string{'&': "amp", '<': "lt", '>': "gt", '"': "quot", '\'': "apos"}
	var b strings.Builder
	for _, r := range text {
		fmt.Fprintf(&b, `(?:&#0*%d;|&#[xX]0*(?i:%x);`, r, r)
		if name := named[r]; name != "" {
			fmt.Fprintf(&b, `|&%s;`, name)
		}
		fmt.Fprintf(&b, `|%s)`, regexp.QuoteMeta(string(r)))
	}
	return regexp.MustCompile(b.String())
}

// inUTF16 writes a text in UTF-16 of one byte order.
func inUTF16(text string, order binary.AppendByteOrder) []byte {
	var b []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		b = order.AppendUint16(b, unit)
	}
	return b
}

// erase gives a copy without the password. All else stays byte for byte.
func (e *eraser) erase(message []byte) []byte {
	if e.text == nil {
		return bytes.Clone(message)
	}
	return inBase64.ReplaceAllFunc(e.eraseText(message), e.eraseEncoded)
}

func (e *eraser) eraseText(text []byte) []byte {
	text = e.text.ReplaceAllLiteral(text, []byte(Removed))
	for _, order := range byteOrders {
		text = bytes.ReplaceAll(text, inUTF16(e.password, order), inUTF16(Removed, order))
	}
	return text
}

// eraseEncoded looks into a text between two tags. One that is no base64, or
// whose content has no password, stays as it is.
func (e *eraser) eraseEncoded(between []byte) []byte {
	packed := strings.Join(strings.Fields(string(between[1:len(between)-1])), "")
	content, err := base64.StdEncoding.DecodeString(packed)
	if err != nil {
		return between
	}
	clean := e.eraseText(content)
	if bytes.Equal(clean, content) {
		return between
	}
	return []byte(">" + base64.StdEncoding.EncodeToString(clean) + "<")
}
