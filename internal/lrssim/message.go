package lrssim

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Bounds on what a client sends. A token is one tag, one text or one comment.
const (
	maxBody       = 64 << 20
	maxToken      = 64 << 10
	maxDepth      = 8
	maxAttributes = 32
)

const (
	soapSpace = "http://schemas.xmlsoap.org/soap/envelope/"
	xsiSpace  = "http://www.w3.org/2001/XMLSchema-instance"
)

var errTokenTooLong = errors.New("one tag or text is longer than 64 KiB")

// meter feeds the XML decoder byte by byte and stops it when one token grows past maxToken: the
// decoder itself would collect a text of any length in memory.
type meter struct {
	in       io.Reader
	buf      []byte
	pos, end int
	token    int
}

func newMeter(in io.Reader) *meter { return &meter{in: in, buf: make([]byte, 32<<10)} }

// ReadByte implements io.ByteReader, which keeps encoding/xml from buffering ahead of the count.
func (m *meter) ReadByte() (byte, error) {
	if m.pos == m.end {
		if err := m.fill(); err != nil {
			return 0, err
		}
	}
	if m.token++; m.token > maxToken {
		return 0, errTokenTooLong
	}
	b := m.buf[m.pos]
	m.pos++
	return b, nil
}

func (m *meter) fill() error {
	for {
		n, err := m.in.Read(m.buf)
		if n > 0 {
			m.pos, m.end = 0, n
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// Read implements io.Reader, which xml.NewDecoder asks for; the decoder uses ReadByte alone.
func (m *meter) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	b, err := m.ReadByte()
	if err != nil {
		return 0, err
	}
	p[0] = b
	return 1, nil
}

// message reads one SOAP message as a stream of elements. Its errors are *refusal values for what
// the schema forbids and for XML that is none.
type message struct {
	dec   *xml.Decoder
	src   *meter
	depth int
}

func newMessage(body io.Reader) *message {
	src := newMeter(body)
	return &message{dec: xml.NewDecoder(src), src: src}
}

// next gives the next start tag, end tag or text; comments and processing instructions are skipped.
func (m *message) next() (xml.Token, error) {
	for {
		m.src.token = 0
		tok, err := m.dec.Token()
		if err != nil {
			return nil, malformed(err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			return t, m.enter(t)
		case xml.EndElement:
			m.depth--
			return t, nil
		case xml.CharData:
			return t, nil
		case xml.Directive:
			return nil, plainRefusal("a document type declaration is not allowed")
		}
	}
}

func (m *message) enter(t xml.StartElement) error {
	if m.depth++; m.depth > maxDepth {
		return plainRefusal(fmt.Sprintf("elements stand more than %d deep", maxDepth))
	}
	if len(t.Attr) > maxAttributes {
		return plainRefusal(fmt.Sprintf("an element has more than %d attributes", maxAttributes))
	}
	return nil
}

// element gives the next child's start tag, or ok=false when the parent ends.
func (m *message) element() (el xml.StartElement, ok bool, err error) {
	for {
		tok, err := m.next()
		if err != nil {
			return el, false, err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			return t, true, nil
		case xml.EndElement:
			return el, false, nil
		case xml.CharData:
			if len(bytes.TrimSpace(t)) == 0 {
				continue
			}
			if m.depth == 0 {
				return el, false, plainRefusal("the message does not begin with an element")
			}
			return el, false, schemaRefusal("text stands where only elements may stand")
		}
	}
}

// text reads the text of an element that may have no child, up to its end tag.
func (m *message) text(name string) (string, error) {
	var text string
	for {
		tok, err := m.next()
		if err != nil {
			return "", err
		}
		switch t := tok.(type) {
		case xml.CharData:
			if text == "" {
				text = string(t)
			} else if text += string(t); len(text) > maxToken {
				return "", plainRefusal(errTokenTooLong.Error())
			}
		case xml.StartElement:
			return "", schemaRefusal("element " + name + " has a child; its type is a simple one")
		case xml.EndElement:
			return text, nil
		}
	}
}

// skip reads an element of unknown content to its end.
func (m *message) skip() error {
	for depth := m.depth; m.depth >= depth; {
		if _, err := m.next(); err != nil {
			return err
		}
	}
	return nil
}

// open reads as far as the first element inside soap:Body and returns it.
func (m *message) open() (xml.StartElement, error) {
	root, ok, err := m.element()
	if err != nil {
		return root, err
	}
	if !ok || root.Name != (xml.Name{Space: soapSpace, Local: "Envelope"}) {
		return root, plainRefusal("the message is no SOAP 1.1 envelope")
	}
	for {
		el, ok, err := m.element()
		if err != nil {
			return el, err
		}
		if !ok {
			return el, plainRefusal("the envelope has no body")
		}
		if el.Name.Local == "Body" && el.Name.Space == soapSpace {
			break
		}
		if err := m.skip(); err != nil {
			return el, err
		}
	}
	el, ok, err := m.element()
	if err == nil && !ok {
		err = plainRefusal("the body is empty")
	}
	return el, err
}

// finish reads what follows the operation element, which may only be the envelope's end.
func (m *message) finish() error {
	for m.depth > 0 {
		if _, ok, err := m.element(); err != nil {
			return err
		} else if ok {
			return plainRefusal("something follows the operation in the message")
		}
	}
	for {
		m.src.token = 0
		switch tok, err := m.dec.Token(); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return malformed(err)
		default:
			if text, isText := tok.(xml.CharData); isText && len(bytes.TrimSpace(text)) == 0 {
				continue
			}
			if _, isComment := tok.(xml.Comment); !isComment {
				return plainRefusal("something follows the envelope")
			}
		}
	}
}

// malformed turns a decoder's error into the plain fault of a message that could not be read.
func malformed(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case errors.Is(err, io.EOF):
		return plainRefusal("the message ends too early")
	case errors.Is(err, errTokenTooLong):
		return plainRefusal(errTokenTooLong.Error())
	case errors.As(err, &syntax):
		return plainRefusal(fmt.Sprintf("the message is not well-formed XML (line %d)", syntax.Line))
	case strings.HasPrefix(err.Error(), "xml: "):
		return plainRefusal("the message is not UTF-8 XML")
	}
	return fmt.Errorf("read the request: %w", err)
}

// isNil tells whether an element carries xsi:nil="true".
func isNil(el xml.StartElement) bool {
	for _, a := range el.Attr {
		if a.Name.Local == "nil" && a.Name.Space == xsiSpace {
			return a.Value == "true" || a.Value == "1"
		}
	}
	return false
}
