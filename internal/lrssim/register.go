package lrssim

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
)

// learner is a person of the simulated learner register.
type learner struct {
	uln, given, family, previous, birth, gender string
	master                                      string // ULN of the master record; "" = not linked
}

// register holds the learners by ULN. It never changes once it is read.
type register struct {
	byULN     map[string]*learner
	acceptAny bool
}

// learnerColumns are the columns of learners.csv. The first five are what a client sends to get the
// code in Expect; the Register columns hold what the register says where that differs.
var learnerColumns = []string{
	"ULN", "GivenName", "FamilyName", "DateOfBirth", "Gender", "Expect", "InRegister",
	"RegisterGivenName", "RegisterFamilyName", "PreviousFamilyName", "MasterULN",
}

func loadRegister(path string, acceptAny bool) (*register, error) {
	r := &register{byULN: map[string]*learner{}, acceptAny: acceptAny}
	err := readTable(path, learnerColumns, func(cell map[string]string) error {
		if !isULN(cell["ULN"]) {
			return errors.New("ULN is not a possible ULN")
		}
		if cell["InRegister"] != "no" {
			l := &learner{
				uln: cell["ULN"], birth: cell["DateOfBirth"], gender: cell["Gender"],
				given: either(cell["RegisterGivenName"], cell["GivenName"]), family: either(cell["RegisterFamilyName"], cell["FamilyName"]),
				previous: cell["PreviousFamilyName"], master: cell["MasterULN"],
			}
			r.byULN[l.uln] = l
			return nil
		}
		r.byULN[cell["ULN"]] = nil // known to be absent, whatever accept_any says
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, l := range r.byULN {
		if l != nil && l.master != "" && r.byULN[l.master] == nil {
			return nil, fmt.Errorf("%w: %s: the master of a linked learner is not in the register", ErrScenario, path)
		}
	}
	return r, nil
}

func either(first, second string) string {
	if first != "" {
		return first
	}
	return second
}

// readTable reads a CSV file with exactly these columns, in any order, row by row.
func readTable(path string, columns []string, row func(map[string]string) error) error {
	f, err := os.Open(path) // #nosec G304 -- who serves a trial names its folder
	if err != nil {
		return fmt.Errorf("open table: %w", err)
	}
	defer f.Close()
	in := csv.NewReader(f)
	header, err := in.Read()
	if err != nil {
		return fmt.Errorf("%w: read the header of %s: %w", ErrScenario, path, err)
	}
	cell := map[string]string{}
	for _, name := range columns {
		cell[name] = ""
	}
	for _, name := range header {
		if _, known := cell[name]; !known {
			return fmt.Errorf("%w: %s: unknown column %q", ErrScenario, path, name)
		}
	}
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: read %s: %w", ErrScenario, path, err)
		}
		for i, name := range header {
			cell[name] = record[i]
		}
		if err := row(cell); err != nil {
			line, _ := in.FieldPos(0)
			return fmt.Errorf("%w: %s line %d: %w", ErrScenario, path, line, err)
		}
	}
}
