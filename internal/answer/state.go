package answer

import (
	"strings"
	"time"
)

// State is where a file stands (INTERFACE section 4, file states).
type State string

// The states of a file. Held, Done, Refused, Duplicate and Cancelled have all
// their answers; of these only Held goes on, when a person has decided.
const (
	Received   State = "received"
	Checking   State = "checking"
	Verifying  State = "verifying"
	Submitting State = "submitting"
	Waiting    State = "waiting"
	Held       State = "held"
	Done       State = "done"
	Refused    State = "refused"
	Duplicate  State = "duplicate"
	Cancelled  State = "cancelled"
)

// underway reports that the file still moves without a person.
func (s State) underway() bool {
	switch s {
	case Received, Checking, Verifying, Submitting, Waiting:
		return true
	}
	return false
}

// known reports that the state is one of ours.
func (s State) known() bool {
	switch s {
	case Held, Done, Refused, Duplicate, Cancelled:
		return true
	}
	return s.underway()
}

// Environment is which LRS a file was meant for (configuration key
// `lrs.environment`).
type Environment string

// The environments. Only Production records anything at LRS that counts.
const (
	Simulator     Environment = "simulator"
	Compatibility Environment = "compatibility"
	Production    Environment = "production"
)

// WaitReason is what a file waits for. The words are made here, so that
// `waiting_for` in a status can never carry a value from a row.
type WaitReason uint8

// What a file can wait for.
const (
	WaitNothing     WaitReason = iota
	WaitTurn                   // other work of ours comes first
	WaitJob                    // LRS works on a job
	WaitOpen                   // LRS is outside its hours or in maintenance
	WaitReach                  // LRS cannot be reached or answers wrongly; tried again
	WaitSettings               // LRS refused us until a setting, password or certificate changes
	WaitDecision               // a person to decide on held rows
	WaitResolution             // an operator to find out what became of a submit
	WaitRelease                // a person to release the file
	WaitPause                  // an operator to resume calls
	WaitOutbox                 // room or rights in the outbox or on our disk
	WaitCertificate            // the organisation's certificate cannot be used
	WaitPassword               // its password cannot be used
)

// Wait is a reason and the rows it concerns; 0 where that is not known.
type Wait struct {
	Reason WaitReason
	Rows   int

	// Of WaitDecision: until when the first of the rows waits, zero where that
	// is not known, and after how many days people were reminded, 0 for not yet.
	Until time.Time
	Days  int

	// Of WaitSettings: with which code LRS refused us, and what our catalogue of
	// codes says is to be done then.
	Code, Do string
}

// String gives the words of `waiting_for`; empty when nothing is waited for.
func (w Wait) String() string {
	switch w.Reason {
	case WaitTurn:
		return "other files that came first"
	case WaitJob:
		return "LRS to finish its work" + w.on()
	case WaitOpen:
		return "LRS to open again"
	case WaitReach:
		return "LRS to answer; we try again"
	case WaitSettings:
		return "support to put right the connection to LRS" + w.refusal()
	case WaitDecision:
		return "a person to decide" + w.on() + w.by()
	case WaitResolution:
		return "support to find out with LRS what happened" + w.to()
	case WaitRelease:
		return "a person to release the file"
	case WaitPause:
		return "support to resume calls to LRS"
	case WaitOutbox:
		return "room or access rights to write the answers"
	case WaitCertificate:
		return "support to put right the organisation's certificate for LRS, which cannot be used"
	case WaitPassword:
		return "support to put right the organisation's password for LRS, which cannot be used"
	}
	return ""
}

// since adds to the words since when, if that is known.
func (w Wait) since(t time.Time) string {
	if t.IsZero() || w.Reason == WaitNothing {
		return w.String()
	}
	return w.String() + " (since " + t.UTC().Format("2 January 2006 at 15:04 UTC") + ")"
}

// refusal says with which code LRS refused us, and what to do.
func (w Wait) refusal() string {
	if w.Code == "" {
		return ""
	}
	return strings.TrimSuffix(" ("+shownCode(w.Code)+": "+strings.TrimSuffix(w.Do, "."), ": ") + ")"
}

func (w Wait) on() string {
	if w.Rows <= 0 {
		return ""
	}
	return " on " + plural(w.Rows, "row", "rows")
}

// by says until when, and for how long already.
func (w Wait) by() string {
	words := ""
	if day := w.lastDay(); day != "" {
		words = " by " + day
	}
	if w.Days > 0 {
		words += "; they have waited for " + plural(w.Days, "day", "days")
		if w.Rows == 1 {
			words = strings.Replace(words, "they have", "it has", 1)
		}
	}
	return words
}

// lastDay is the day of Until in London, empty where there is none.
func (w Wait) lastDay() string {
	if w.Until.IsZero() {
		return ""
	}
	c, err := newClock()
	if err != nil {
		return w.Until.UTC().Format(dayFormat)
	}
	return w.Until.In(c.zone).Format(dayFormat)
}

const dayFormat = "2 January 2006"

func (w Wait) to() string {
	if w.Rows <= 0 {
		return ""
	}
	return " to " + plural(w.Rows, "row", "rows")
}
