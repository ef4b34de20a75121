package answer

import (
	"fmt"

	"lrsdrop/internal/record"
)

// Counts is how many rows have each outcome. A row without one yet counts as
// record.Open, so that the sum is always the rows of the file.
type Counts map[record.Outcome]int

// Total is the number of rows.
func (c Counts) Total() int {
	total := 0
	for _, n := range c {
		total += n
	}
	return total
}

// sum adds the rows of some outcomes.
func (c Counts) sum(outcomes ...record.Outcome) int {
	n := 0
	for _, o := range outcomes {
		n += c[o]
	}
	return n
}

// less takes the rows of other away, never below none.
func (c Counts) less(other Counts) Counts {
	left := make(Counts, len(c))
	for o, n := range c {
		left[o] = max(0, n-max(0, other[o]))
	}
	return left
}

// check finds a count that cannot be.
func (c Counts) check() error {
	for outcome, n := range c {
		if n < 0 {
			return fmt.Errorf("%d rows are %s", n, outcome)
		}
	}
	return nil
}
