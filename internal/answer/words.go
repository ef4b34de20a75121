package answer

import (
	"fmt"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
)

// number writes 12303 as 12,303.
func number(n int) string { return humanize.Comma(int64(n)) }

// plural writes "1 row" and "12,303 rows".
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(n) + " " + many
}

// list joins clauses as a sentence does: "a, b and c".
func list(parts []string) string {
	last := len(parts) - 1
	if last < 1 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}

// sentences joins what is not empty with a space.
func sentences(parts ...string) string {
	var said []string
	for _, part := range parts {
		if part != "" {
			said = append(said, part)
		}
	}
	return strings.Join(said, " ")
}

// firstSentence splits a text behind its first sentence, whose full stop is
// left off: it becomes a heading.
func firstSentence(text string) (first, rest string) {
	first, rest, _ = strings.Cut(strings.TrimSpace(text), ". ")
	return strings.TrimSuffix(first, "."), strings.TrimSpace(rest)
}

// longestText bounds a text from outside on the page, in characters.
const longestText = 600

// bounded cuts a long text from outside and keeps it on one line.
func bounded(text string) string {
	text = oneLine(text)
	shown := 0
	for i := range text {
		if shown == longestText {
			return text[:i] + "…"
		}
		shown++
	}
	return text
}

// clock shows times as people in the United Kingdom read them.
type clock struct{ zone *time.Location }

// newClock fails where the system has no time zones; the programs embed them.
func newClock() (clock, error) {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		return clock{}, fmt.Errorf("loading the time zone of London: %w", err)
	}
	return clock{zone}, nil
}

// stamp is a time for people and for machines. Its zero value is no time.
type stamp struct{ Machine, Human string }

// stamp writes "3 July 2026 at 09:14 BST".
func (c clock) stamp(t time.Time) stamp {
	if t.IsZero() {
		return stamp{}
	}
	return stamp{Machine: utc(t), Human: t.In(c.zone).Format("2 January 2006 at 15:04 MST")}
}

// day writes "3 July at 09:14", with the year when it is not that of now.
func (c clock) day(t, now time.Time) string {
	t, now = t.In(c.zone), now.In(c.zone)
	if t.Year() != now.Year() {
		return t.Format("2 January 2006 at 15:04")
	}
	return t.Format("2 January at 15:04")
}
