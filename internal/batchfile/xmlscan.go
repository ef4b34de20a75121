package batchfile

import "bytes"

// xmlScanner follows tags, comments and CDATA as far as the bounds need it.
// Whether it is XML at all is for the parser behind it.
type xmlScanner struct {
	state       xmlState
	depth       int
	attributes  int
	quotation   byte
	last        [2]byte // the two bytes before, inside a tag, comment or CDATA
	tokenStart  int64
	recordStart int64
}

type xmlState byte

const (
	xmlText    xmlState = iota
	xmlOpening          // after <
	xmlTag              // in a start tag
	xmlValue            // in a quoted value of a start tag
	xmlEndTag
	xmlInstruction // <? ... ?>
	xmlBang        // after <!
	xmlComment
	xmlCDATA
)

func (s *xmlScanner) scan(p []byte, base int64) (int, *fault) {
	for i := 0; i < len(p); i++ {
		if s.state == xmlText {
			skip := bytes.IndexByte(p[i:], '<')
			if skip < 0 {
				break
			}
			i += skip
			if found := s.judge(base + int64(i)); found != nil {
				return i, found
			}
			s.state, s.tokenStart = xmlOpening, base+int64(i)
			continue
		}
		if found := s.step(p[i], base+int64(i)); found != nil {
			return i, found
		}
	}
	return len(p), s.judge(base + int64(len(p)))
}

// step takes one byte anywhere but in text.
func (s *xmlScanner) step(c byte, offset int64) *fault {
	switch s.state {
	case xmlOpening:
		return s.opening(c, offset)
	case xmlTag:
		return s.inTag(c, offset)
	case xmlValue:
		if c == s.quotation {
			s.state = xmlTag
		}
	case xmlEndTag:
		if c == '>' {
			s.leave(offset)
		}
	case xmlBang:
		return s.bang(c, offset)
	case xmlInstruction:
		s.untilAfter("?", c, offset)
	case xmlComment:
		s.untilAfter("--", c, offset)
	case xmlCDATA:
		s.untilAfter("]]", c, offset)
	}
	s.last[0], s.last[1] = s.last[1], c
	return nil
}

func (s *xmlScanner) opening(c byte, offset int64) *fault {
	s.last = [2]byte{}
	switch c {
	case '/':
		s.state = xmlEndTag
	case '?':
		s.state = xmlInstruction
	case '!':
		s.state = xmlBang
	default:
		s.state, s.attributes = xmlTag, 0
		return s.enter(offset)
	}
	return nil
}

func (s *xmlScanner) enter(offset int64) *fault {
	s.depth++
	if s.depth == 2 {
		s.recordStart = s.tokenStart
	}
	if s.depth > maxDepth {
		return xmlFault(tooDeep, offset)
	}
	return nil
}

func (s *xmlScanner) leave(offset int64) {
	s.depth = max(s.depth-1, 0)
	s.text(offset)
}

func (s *xmlScanner) text(offset int64) { s.state, s.tokenStart = xmlText, offset+1 }

func (s *xmlScanner) inTag(c byte, offset int64) *fault {
	switch c {
	case '"', '\'':
		s.state, s.quotation = xmlValue, c
		if s.attributes++; s.attributes > maxAttributes {
			return xmlFault(tooManyAttributes, offset)
		}
	case '>':
		if s.last[1] == '/' {
			s.leave(offset)
		} else {
			s.text(offset)
		}
	}
	s.last[1] = c
	return nil
}

// bang lets through comments and CDATA. Whatever else begins with <! declares
// something.
func (s *xmlScanner) bang(c byte, offset int64) *fault {
	s.last = [2]byte{}
	switch c {
	case '-':
		s.state = xmlComment
	case '[':
		s.state = xmlCDATA
	default:
		return xmlFault(documentType, offset)
	}
	return nil
}

// untilAfter ends a token at a > that follows the mark.
func (s *xmlScanner) untilAfter(mark string, c byte, offset int64) {
	if c == '>' && (s.last[1] == mark[0] && (len(mark) == 1 || s.last[0] == mark[1])) {
		s.text(offset)
	}
}

// judge looks at the size of the token and the record that go on at offset.
func (s *xmlScanner) judge(offset int64) *fault {
	if offset-s.tokenStart > maxRecord {
		return xmlFault(tooLong, s.tokenStart)
	}
	if s.depth >= 2 && offset-s.recordStart > maxRecord {
		return xmlFault(tooLong, s.recordStart)
	}
	return nil
}

func (s *xmlScanner) end() *fault { return nil }

// place leaves it to the reader behind, which knows records and elements.
func (s *xmlScanner) place() (row, cell int) { return 0, 0 }

func xmlFault(refuse func(row int, column string, offset int64) *Refusal, offset int64) *fault {
	return &fault{refuse: func(row int, column string) *Refusal { return refuse(row, column, offset) }}
}
