// Package record is one row of a file: a learner, an award, and the rules of
// each field. A broken rule is a [Problem] value, never an error: a clerk
// answers it, not the program.
//
// Values are kept as text. A ULN is never a number, and a date is the
// yyyy-mm-dd that both the file and LRS use (contract 6.1, 6.4).
package record

import "log/slog"

// Kind tells what a file asks of LRS.
type Kind string

// The kinds of file. The content tells them apart, never the name. A decision
// file is a review file that a person has filled in: it has nothing to send.
const (
	KindAchievement Kind = "achievement"
	KindVerify      Kind = "verify"
	KindDecision    Kind = "decision"
)

// Learner is a person as the awarding organisation knows them (contract 3.1).
// Empty means not given.
type Learner struct {
	MISIdentifier string // the client's own key, 0 to 128 characters, may repeat
	ULN           string // 10 digits, the last one a check digit
	GivenName     string // 1 to 35 code points
	FamilyName    string // 1 to 35 code points
	DateOfBirth   string // yyyy-mm-dd, optional
	Gender        string // 0, 1, 2 or 9, optional
}

// Achievement is one award to one learner (contract 3.2).
type Achievement struct {
	Learner
	ProviderUKPRN string // optional; never sent (contract 3.2: not to be supplied)
	Reference     string // qualification nnn/nnnn/c or unit L/nnn/nnnn, slashed after checking
	AwardDate     string // yyyy-mm-dd, from 2006-09-01 to today
	Grade         string // up to 20 characters, optional
	Language      string // language of assessment, optional
	Action        string // award, withdraw or reinstate; a word, ASM-01 makes it a number
	ActionDate    string // yyyy-mm-dd, between award date and today
	ActionReason  string // needed to withdraw or reinstate (ASM-02)
	Postcode      string // upper case, one space, optional
}

// LogValue keeps a learner out of every log.
func (Learner) LogValue() slog.Value { return slog.StringValue("[learner]") }

// String keeps a learner out of every formatted message.
func (Learner) String() string { return "[learner]" }

// LogValue keeps an award's learner out of every log.
func (Achievement) LogValue() slog.Value { return slog.StringValue("[achievement]") }

// String keeps an award's learner out of every formatted message.
func (Achievement) String() string { return "[achievement]" }

// Problem is one broken rule, in words for a clerk.
type Problem struct {
	Row     int    // as a spreadsheet numbers it; 0 means the file as a whole
	Column  string // the column as the file names it; empty for the row as a whole
	Code    string // LOCAL-..., in the code catalogue
	Message string // what is wrong; quotes a value only where it tells nothing personal
	Action  string // what to do about it
	Warning bool   // noted, and stops nothing
}

// The bounds of a file unless the configuration says otherwise.
const (
	DefaultFileBytes = 2 << 30
	DefaultFileRows  = 2_000_000
)
