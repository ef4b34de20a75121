package batchfile

import (
	"strings"

	"lrsdrop/internal/record"
)

// Person is whom a file says it is sent for (O3). All its rows have to name
// the same one; a row may leave it blank. A row with too many or too few cells
// is not asked: any of them may stand in the place of the name.
type Person struct {
	Column string // as the file names it; empty when the file has none
	Name   string // without spaces around it; empty when nothing names anybody
	Row    int    // the first that gives the name; 0 is the header of an XML file
	Two    bool   // another name stands in Other
	Other  int    // likewise
}

// say notes what one row, or the header, has.
func (p *Person) say(value string, row int) {
	switch value = strings.TrimSpace(value); {
	case value == "" || p.Two:
	case p.Name == "":
		p.Name, p.Row = strings.Clone(value), row // not the whole row with it
	case p.Name != value:
		p.Two, p.Other = true, row
	}
}

// Problem says why the name cannot be given to LRS; nil when it can, and when
// there is none. It repeats no name.
func (p Person) Problem() *record.Problem {
	if p.Two {
		return twoPeople(p)
	}
	found := record.UserName(p.Name)
	if found == nil {
		return nil
	}
	placed := found.At(p.Row, p.Column)
	if p.Row == 0 {
		placed.Message = strings.Replace(placed.Message, "this row", "the header", 1)
	}
	placed.Action = nothingSent + placed.Action
	return &placed
}
