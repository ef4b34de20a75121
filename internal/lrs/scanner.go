package lrs

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// Bounds on an answer, beside the size of the whole.
const (
	maxDepth      = 16       // elements within elements
	maxAttributes = 32       // of one element
	maxToken      = 64 << 10 // bytes of one tag, text, comment or instruction
	maxErrorFile  = 16 << 20 // bytes of the one text that may be long
)

// malformed says in words of ours why an answer cannot be read. It never
// quotes the answer.
type malformed string

func (m malformed) Error() string { return string(m) }

const (
	errXML      = malformed("it is not well-formed XML")
	errDTD      = malformed("it has a document type declaration")
	errDepth    = malformed("its elements are nested too deeply")
	errAttrs    = malformed("an element has too many attributes")
	errLong     = malformed("a part of it is too long")
	errSize     = malformed("it is larger than we accept")
	errStray    = malformed("it has text where only elements belong")
	errNested   = malformed("it has elements where only text belongs")
	errEnvelope = malformed("it is not one SOAP message")
)

// guard feeds the XML decoder byte by byte and stops it before it buffers too
// much. Being an io.ByteReader it is in step with the decoder, which would
// otherwise read ahead, so a limit holds for exactly one token.
type guard struct {
	source io.Reader
	buffer []byte
	at     int
	broken error // what source ended with, once it has
	left   int64 // bytes that the whole answer may still have
	token  int   // bytes that the token being read may still have
}

func newGuard(source io.Reader, limit int64) *guard {
	return &guard{source: source, buffer: make([]byte, 0, maxToken), left: limit, token: maxToken}
}

// head waits for the first 64 KiB, or the whole answer if that is shorter.
func (g *guard) head() []byte {
	for len(g.buffer) < cap(g.buffer) && g.broken == nil {
		g.fill()
	}
	return g.buffer
}

// fill reads once into what room the buffer has.
func (g *guard) fill() {
	n, err := g.source.Read(g.buffer[len(g.buffer):cap(g.buffer)])
	g.buffer = g.buffer[:len(g.buffer)+n]
	g.broken = err
}

// ReadByte gives the next byte within the limits.
func (g *guard) ReadByte() (byte, error) {
	for g.at == len(g.buffer) {
		if g.broken != nil {
			return 0, g.broken
		}
		g.buffer, g.at = g.buffer[:0], 0
		g.fill()
	}
	if g.token--; g.token < 0 {
		return 0, errLong
	}
	if g.left--; g.left < 0 {
		return 0, errSize
	}
	b := g.buffer[g.at]
	g.at++
	return b, nil
}

// Read is what xml.NewDecoder asks for; it reads bytes only.
func (g *guard) Read([]byte) (int, error) { return 0, errors.ErrUnsupported }

// cutOff reports whether the answer ended otherwise than by its end.
func (g *guard) cutOff() bool { return g.broken != nil && g.broken != io.EOF }

// scanner walks an XML document by local names, whatever their namespace
// (section 1.3): the two generations of LRS differ in it.
type scanner struct {
	in   *guard
	xml  *xml.Decoder
	open []xml.Name // the elements we are in, outermost first
	null bool       // the element last opened says xsi:nil
	text []byte
}

func newScanner(in *guard) *scanner { return &scanner{in: in, xml: xml.NewDecoder(in)} }

// next gives a start, an end or a text; io.EOF only at the document's end.
func (s *scanner) next() (xml.Token, error) { return s.nextUpTo(maxToken) }

// nextUpTo is next for a token of up to limit bytes.
func (s *scanner) nextUpTo(limit int) (xml.Token, error) {
	for {
		s.in.token = limit
		t, err := s.xml.RawToken()
		if err != nil {
			return nil, s.explain(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			return t, s.enter(t)
		case xml.EndElement:
			return t, s.leave(t)
		case xml.CharData:
			return t, nil
		case xml.Directive:
			return nil, errDTD
		}
	}
}

// explain replaces the decoder's words, which may quote the answer.
func (s *scanner) explain(err error) error {
	var known malformed
	switch {
	case errors.As(err, &known):
		return known
	case err == io.EOF && len(s.open) == 0 && !s.in.cutOff():
		return io.EOF
	case s.in.cutOff():
		return s.in.broken
	}
	return errXML
}

func (s *scanner) enter(t xml.StartElement) error {
	switch {
	case len(s.open) == maxDepth:
		return errDepth
	case len(t.Attr) > maxAttributes:
		return errAttrs
	}
	s.open = append(s.open, t.Name)
	s.null = false
	for _, a := range t.Attr {
		s.null = s.null || a.Name.Local == "nil" && (a.Value == "true" || a.Value == "1")
	}
	return nil
}

func (s *scanner) leave(t xml.EndElement) error {
	last := len(s.open) - 1
	if last < 0 || s.open[last] != t.Name {
		return errXML
	}
	s.open = s.open[:last]
	return nil
}

// child goes to the next child of the element we are in and gives its name;
// false when there is none left and the element has been closed.
func (s *scanner) child() (string, bool, error) {
	for {
		t, err := s.next()
		if err != nil {
			return "", false, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			return t.Name.Local, true, nil
		case xml.EndElement:
			return "", false, nil
		case xml.CharData:
			if !blank(t) {
				return "", false, errStray
			}
		}
	}
}

// children visits each child of the element we are in, to its end. What visit
// leaves unread is skipped.
func (s *scanner) children(visit func(name string) error) error {
	depth := len(s.open)
	for {
		name, ok, err := s.child()
		if err != nil || !ok {
			return err
		}
		if err := visit(name); err != nil {
			return err
		}
		if err := s.closeTo(depth); err != nil {
			return err
		}
	}
}

// closeTo reads on until only depth elements are open.
func (s *scanner) closeTo(depth int) error {
	for len(s.open) > depth {
		if _, err := s.next(); err != nil {
			return err
		}
	}
	return nil
}

// value reads the element we are in as text, to its end.
func (s *scanner) value() (string, error) { return s.valueUpTo(maxToken) }

func (s *scanner) valueUpTo(limit int) (string, error) {
	s.text = s.text[:0]
	for {
		t, err := s.nextUpTo(limit)
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			return "", errNested
		case xml.EndElement:
			return string(s.text), nil
		case xml.CharData:
			if len(s.text)+len(t) > limit {
				return "", errLong
			}
			s.text = append(s.text, t...)
		}
	}
}

// trimmed reads the element we are in as text without the blanks around it.
func (s *scanner) trimmed() (string, error) {
	text, err := s.value()
	return strings.TrimSpace(text), err
}

// openEnvelope goes to the first child of the SOAP body and gives its name.
func (s *scanner) openEnvelope() (string, error) {
	if name, err := s.root(); err != nil || name != "Envelope" {
		return "", cmpErr(err, errEnvelope)
	}
	for {
		name, ok, err := s.child()
		switch {
		case err != nil:
			return "", err
		case !ok:
			return "", errEnvelope
		case name == "Body":
			name, ok, err = s.child()
			if err == nil && !ok {
				err = errEnvelope
			}
			return name, err
		}
		if err := s.closeTo(1); err != nil {
			return "", err
		}
	}
}

// root goes to the document's element. A byte order mark may stand before it.
func (s *scanner) root() (string, error) {
	for {
		t, err := s.next()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			return t.Name.Local, nil
		case xml.CharData:
			if !blank(bytes.TrimPrefix(t, []byte("\ufeff"))) {
				return "", errStray
			}
		}
	}
}

// closeEnvelope reads the rest: the body has nothing more and the document
// ends after the envelope. An answer cut off before that is no answer.
func (s *scanner) closeEnvelope() error {
	if err := s.closeTo(2); err != nil {
		return err
	}
	if _, more, err := s.child(); err != nil || more {
		return cmpErr(err, errEnvelope)
	}
	if err := s.closeTo(0); err != nil {
		return err
	}
	for {
		t, err := s.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if text, ok := t.(xml.CharData); !ok || !blank(text) {
			return errEnvelope
		}
	}
}

func cmpErr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

func blank(b []byte) bool { return len(bytes.TrimSpace(b)) == 0 }
