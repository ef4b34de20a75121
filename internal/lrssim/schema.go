package lrssim

import (
	"encoding/xml"
	"fmt"
)

// value is the content of one simple element: absent, xsi:nil, or text.
type value struct {
	text      string
	set, null bool
}

// part is one element of a sequence.
type part struct {
	name     string
	required bool // the element must be there
	nillable bool // xsi:nil="true" may stand for a value
	many     bool // any number, one after the other
	rule     rule
	into     func(*message) error // reads complex content up to the parent's end tag
}

// shape is an xs:sequence: its parts in order, all in one namespace ("" = unqualified).
type shape struct {
	name  string
	space string
	parts []part
}

// read reads the children of an element whose start tag has been taken. Simple values go to out,
// one a part. Order, presence, namespace and type are checked (CONTRACT 1.3); n numbers the record
// in what a refusal says, 0 for none. No value is ever quoted: it may be a learner's.
func (s *shape) read(m *message, n int, out []value) error {
	clear(out)
	for at := 0; ; {
		el, ok, err := m.element()
		if err != nil {
			return err
		}
		end := len(s.parts)
		if ok {
			if end, err = s.find(el.Name, at, n); err != nil {
				return err
			}
		}
		if err := s.skipped(at, end, n); err != nil {
			return err
		}
		if !ok {
			return nil
		}
		if err := s.take(m, el, end, n, out); err != nil {
			return err
		}
		if at = end; !s.parts[end].many {
			at++
		}
	}
}

// find gives the place of an element at or after place at.
func (s *shape) find(name xml.Name, at, n int) (int, error) {
	for i := at; i < len(s.parts); i++ {
		if s.parts[i].name == name.Local {
			if name.Space != s.space {
				return 0, s.refuse(name.Local, n, s.qualification())
			}
			return i, nil
		}
	}
	for i := range at {
		if s.parts[i].name == name.Local {
			return 0, s.refuse(name.Local, n, "it stands twice or out of order; the order of the schema's sequence is fixed")
		}
	}
	return 0, s.refuse("other than the schema's", n, "the schema knows no such element here")
}

func (s *shape) qualification() string {
	if s.space == "" {
		return `its form is "unqualified": it must be in no namespace`
	}
	return "it must be in namespace " + s.space
}

func (s *shape) skipped(from, to, n int) error {
	for _, p := range s.parts[from:to] {
		if p.required {
			return s.refuse(p.name, n, "it is missing, and minOccurs is 1")
		}
	}
	return nil
}

func (s *shape) take(m *message, el xml.StartElement, i, n int, out []value) error {
	p := &s.parts[i]
	if isNil(el) {
		if !p.nillable {
			return s.refuse(p.name, n, "it is not nillable")
		}
		out[i] = value{set: true, null: true}
		if text, err := m.text(p.name); err != nil || text != "" {
			return s.refuse(p.name, n, "xsi:nil is true, so it must be empty")
		}
		return nil
	}
	out[i].set = true
	if p.into != nil {
		return p.into(m)
	}
	text, err := m.text(p.name)
	if err != nil {
		return err
	}
	out[i].text = text
	if p.rule.fits != nil && !p.rule.fits(text) {
		return s.refuse(p.name, n, p.rule.String())
	}
	return nil
}

func (s *shape) refuse(element string, n int, why string) error {
	where := s.name
	if n > 0 {
		where = fmt.Sprintf("%s %d", s.name, n)
	}
	return schemaRefusal(fmt.Sprintf("element %s of %s: %s", element, where, why))
}
