package record

// Outcome is what became of one row. Each row has exactly one at a time.
type Outcome uint8

// The outcomes of INTERFACE section 4. Open is a row that has none yet. Decided
// and Undecided are lines of a review file that came back: what it says of a row
// was recorded, or it says nothing and the row still waits.
const (
	Open Outcome = iota
	Accepted
	Rejected
	Invalid
	Unverified
	Held
	Declined
	AlreadySent
	NotSent
	Unknown
	Unconfirmed
	Failed
	Matched
	Linked
	Review
	NoMatch
	NotFound
	Decided
	Undecided
)

// LastOutcome is the highest value that an Outcome can have.
const LastOutcome = Undecided

var outcomeNames = [...]string{
	"open", "accepted", "rejected", "invalid", "unverified", "held", "declined", "already_sent",
	"not_sent", "unknown", "unconfirmed", "failed", "matched", "linked", "review", "no_match", "not_found",
	"decided", "undecided",
}

// String gives the word that files and scripts see.
func (o Outcome) String() string { return outcomeNames[o] }

// Outcomes lists every outcome a row can end with.
func Outcomes() []Outcome {
	all := make([]Outcome, 0, len(outcomeNames)-1)
	for o := Accepted; int(o) < len(outcomeNames); o++ {
		all = append(all, o)
	}
	return all
}

// Waits reports whether the row waits for a person.
func (o Outcome) Waits() bool { return o == Held || o == Unknown || o == Unconfirmed }

// ToCorrect reports whether the row belongs in errors.csv, to be put right
// and dropped again.
func (o Outcome) ToCorrect() bool {
	return o == Invalid || o == Rejected || o == Unverified || o == Failed
}
