package lrs

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"unicode"
)

const (
	maxEvidence = 2 << 10 // bytes kept of a detail or of evidence
	maxOutlined = 8 << 10 // bytes of an answer that its outline is made from
	blankedOut  = "***"
)

var (
	// personal finds numbers that may be a ULN or a date of birth.
	personal = regexp.MustCompile(`\d{8,}|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4}`)
	// quoted finds a value that a schema check repeats; a name may have an
	// apostrophe of its own.
	quoted = regexp.MustCompile(`(?is)(\bvalue:?\s*)(?:'.*?'|".*?")([\s.,;:)]|$)`)
)

// blanked cuts a text of LRS's to size and blanks what may be a learner's or
// secret: the password, each value it quotes, each word that stands in our
// request, and long numbers and dates.
func (x *exchange) blanked(text string) string {
	if text == "" {
		return ""
	}
	text = shorten(strings.ToValidUTF8(text, "?"), 2*maxEvidence) // so that no password is cut in two at the end
	text = strings.ReplaceAll(string(newEraser(string(x.password)).erase([]byte(text))), Removed, blankedOut)
	text = shorten(text, maxEvidence)
	text = quoted.ReplaceAllString(text, "${1}'"+blankedOut+"'${2}")
	ours := wordsIn(text)
	x.markSent(ours)
	text = eachWord(text, func(word string) string {
		if ours[strings.ToLower(word)] {
			return blankedOut
		}
		return word
	})
	return shorten(personal.ReplaceAllString(text, blankedOut), maxEvidence)
}

// markSent sets the words that stand in a value of the request.
func (x *exchange) markSent(words map[string]bool) {
	rest := x.request.body
	for {
		_, after, ok := bytes.Cut(rest, []byte(">"))
		if !ok {
			return
		}
		value, next, _ := bytes.Cut(after, []byte("<"))
		rest = next
		eachWord(string(value), func(word string) string {
			lower := strings.ToLower(word)
			if _, ok := words[lower]; ok {
				words[lower] = true
			}
			return word
		})
	}
}

// wordsIn lists the words of a text, each not yet found in the request.
func wordsIn(text string) map[string]bool {
	words := make(map[string]bool)
	eachWord(text, func(word string) string {
		words[strings.ToLower(word)] = false
		return word
	})
	return words
}

// eachWord replaces each run of two or more letters and digits.
func eachWord(text string, replace func(string) string) string {
	var b strings.Builder
	for text != "" {
		end := strings.IndexFunc(text, func(r rune) bool { return !isWord(r) })
		if end < 0 {
			end = len(text)
		}
		if end > 1 {
			b.WriteString(replace(text[:end]))
		} else {
			b.WriteString(text[:end])
		}
		text = text[end:]
		gap := strings.IndexFunc(text, isWord)
		if gap < 0 {
			gap = len(text)
		}
		b.WriteString(text[:gap])
		text = text[gap:]
	}
	return b.String()
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// shorten cuts at a character.
func shorten(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	return strings.ToValidUTF8(s[:limit], "")
}

// evidence keeps what an unusable answer looked like (F26): of a SOAP message
// its outline, of anything else its first words, blanked.
func (x *exchange) evidence(r *http.Response, head []byte) []byte {
	first := fmt.Sprintf("HTTP %d %s\n", r.StatusCode, shorten(r.Header.Get("Content-Type"), 100))
	rest := string(head[:min(len(head), maxEvidence)])
	if isEnvelope(head) {
		rest = outline(head)
	}
	return []byte(shorten(x.blanked(first)+x.blanked(rest), maxEvidence))
}

// outline gives the elements of a message and the values of those that never
// hold a learner's details.
func outline(head []byte) string {
	var b strings.Builder
	d := xml.NewDecoder(bytes.NewReader(head))
	shown := false
	for b.Len() < maxEvidence {
		t, err := d.RawToken()
		if err != nil {
			break
		}
		switch t := t.(type) {
		case xml.StartElement:
			shown = tellsNothing(t.Name.Local)
			b.WriteString("<" + t.Name.Local + ">")
		case xml.EndElement:
			shown = false
			b.WriteString("</" + t.Name.Local + ">")
		case xml.CharData:
			b.WriteString(outlined(t, shown))
		}
	}
	return b.String()
}

func outlined(text []byte, shown bool) string {
	switch {
	case blank(text):
		return ""
	case shown:
		return shorten(string(text), maxCode)
	}
	return "..."
}

func tellsNothing(name string) bool {
	switch name {
	case "faultcode", "ErrorCode", "ErrorTimestamp", "ResponseCode", "JobId", "JobID", "JobStatus", "Status":
		return true
	}
	return false
}
