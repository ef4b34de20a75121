package lrssim

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// Fault is one scripted fault: which calls it meets, what happens then, and how often.
type Fault struct {
	Match  Match  `yaml:"match"`
	Action Action `yaml:"action"`
	Times  int    `yaml:"times"` // how many calls it meets; 0 = for ever
}

// Match chooses calls. An empty field chooses all.
type Match struct {
	Organisation string `yaml:"organisation"` // the id in scenario.yaml
	Operation    string `yaml:"operation"`    // the wire name, such as SubmitAchievementBatchJob
	ULN          string `yaml:"uln"`          // calls that carry a row of this ULN, and gets of such a verify job
	Call         int    `yaml:"call"`         // the first call to meet, counted over the calls that match; 0 and 1 = at once
}

// Action is what happens to a call that a Match chose. Delay comes first, whatever the Kind.
type Action struct {
	Kind     FaultKind     `yaml:"kind"`
	Code     string        `yaml:"code"`     // for KindFault, KindNoJobID, KindJobIDWithCode
	Text     string        `yaml:"text"`     // for KindPlainFault, KindHTML, KindStatusText, KindJobState
	Status   int           `yaml:"status"`   // HTTP status, for KindHTTPStatus, KindHTML, KindMaintenance, KindRedirect
	JobID    int64         `yaml:"job_id"`   // for KindJobID: 0 or a negative number
	Delay    time.Duration `yaml:"delay"`    // before the answer; for KindSlowBody before each part of it
	Accepted bool          `yaml:"accepted"` // the batch is taken all the same, though the answer does not say so
}

// FaultKind names what a scripted fault does.
type FaultKind string

// The kinds of fault. Those up to KindRedirect stand in place of the answer, and the call changes
// nothing unless Accepted; the others alter an answer or the way it travels.
const (
	KindFault       FaultKind = "fault"        // a fault of the service's own kind, with Code
	KindPlainFault  FaultKind = "plain_fault"  // a SOAP fault without detail
	KindOutOfHours  FaultKind = "out_of_hours" // WSEC0004
	KindMaintenance FaultKind = "maintenance"  // an HTML page with the text UnsupportedHttpVerb
	KindHTML        FaultKind = "html"         // an HTML page of a proxy or portal
	KindHTTPStatus  FaultKind = "http_status"  // no body
	KindRedirect    FaultKind = "redirect"     // to /moved, where nothing is
	KindDropUnread  FaultKind = "drop_unread"  // the connection goes while the body is still being sent
	KindDropBefore  FaultKind = "drop_before"  // the connection goes, nothing was taken
	KindDropAfter   FaultKind = "drop_after"   // the connection goes, the call was carried out

	KindDelay           FaultKind = "delay"              // only Delay
	KindSlowBody        FaultKind = "slow_body"          // the answer in 16 parts, Delay before each
	KindTruncatedBody   FaultKind = "truncated_body"     // half of the answer, then the connection goes
	KindWrongType       FaultKind = "wrong_content_type" // application/octet-stream
	KindNoJobID         FaultKind = "no_job_id"          // HTTP 200, no job id
	KindJobID           FaultKind = "job_id"             // JobID in place of a real one
	KindJobIDWithCode   FaultKind = "job_id_with_code"   // a real job id beside an error code (WSEC0999 or Code)
	KindMissingRow      FaultKind = "missing_row"        // verify output without the row of Match.ULN, or the first
	KindWrongSearched   FaultKind = "wrong_searched_uln" // verify output whose row of Match.ULN, or first, names another ULN
	KindStatusText      FaultKind = "status_text"        // a job status of Text
	KindCodeSpelling    FaultKind = "code_spelling"      // codes with one digit fewer or more (CONTRACT 5)
	KindFractionalTimes FaultKind = "fractional_times"   // times with milliseconds
	KindJobState        FaultKind = "job_state"          // on a submit: the job will end in state Text
)

var faultKinds = []FaultKind{
	KindFault, KindPlainFault, KindOutOfHours, KindMaintenance, KindHTML, KindHTTPStatus, KindRedirect,
	KindDropUnread, KindDropBefore, KindDropAfter, KindDelay, KindSlowBody, KindTruncatedBody, KindWrongType,
	KindNoJobID, KindJobID, KindJobIDWithCode, KindMissingRow, KindWrongSearched, KindStatusText,
	KindCodeSpelling, KindFractionalTimes, KindJobState,
}

func (k FaultKind) known() bool { return slices.Contains(faultKinds, k) }

// replaces tells that the fault stands in place of the operation's own answer.
func (k FaultKind) replaces() bool {
	switch k {
	case KindFault, KindPlainFault, KindOutOfHours, KindMaintenance, KindHTML, KindHTTPStatus, KindRedirect, KindDropBefore, KindDropAfter:
		return true
	}
	return false
}

// carriedOut tells whether the call does its work before the fault shows.
func (a Action) carriedOut() bool {
	if a.Kind == KindNoJobID || a.Kind == KindJobID || a.Kind.replaces() {
		return a.Accepted || a.Kind == KindDropAfter
	}
	return true
}

func (f *Fault) check() error {
	a := f.Action
	switch {
	case !a.Kind.known():
		return fmt.Errorf("%q is not a kind of fault", a.Kind)
	case f.Match.Operation != "" && !slices.Contains(operationNames(), f.Match.Operation):
		return fmt.Errorf("%q is not an operation", f.Match.Operation)
	case f.Times < 0 || f.Match.Call < 0 || a.Delay < 0:
		return errors.New("times, call and delay must not be negative")
	case a.Kind == KindFault && a.Code == "":
		return errors.New("a fault needs a code")
	case a.Kind == KindJobID && a.JobID > 0:
		return errors.New("job_id must be 0 or less: other jobs have the real ones")
	case a.Kind == KindJobState && !jobState(a.Text).end():
		return fmt.Errorf("%q is not a state in which a job ends", a.Text)
	case a.Kind == KindStatusText && a.Text == "":
		return errors.New("status_text needs a text")
	case a.Status != 0 && (a.Status < 200 || a.Status > 599):
		return errors.New("status must be 200 to 599")
	case a.Kind == KindRedirect && a.Status != 0 && a.Status/100 != 3:
		return errors.New("a redirect needs a status of 300 to 399")
	}
	return nil
}

// armedFault is a fault with its counts.
type armedFault struct {
	Fault
	calls, met int
}

// script holds the faults in order; the first that chooses a call has it. Simulator.mu guards it.
type script struct {
	faults []*armedFault
	chance *rand.Rand // nil = no random faults
	random random
}

func (sc *script) arm(f Fault) { sc.faults = append(sc.faults, &armedFault{Fault: f}) }

// maxFaults bounds the script against a test that arms for ever.
const maxFaults = 10_000

// pick returns the action for a call, and whether there is one. unread says that the call's rows
// have not been read: only KindDropUnread is looked at then, and only then.
func (sc *script) pick(organisation, operation string, ulns map[string]bool, unread bool) (Action, string, bool) {
	for i, f := range sc.faults {
		if (f.Action.Kind == KindDropUnread) != unread || !f.chooses(organisation, operation, ulns) {
			continue
		}
		if f.calls++; f.calls < f.Match.Call {
			continue
		}
		f.met++
		if f.Times > 0 && f.met >= f.Times {
			sc.faults = slices.Delete(sc.faults, i, i+1)
		}
		return f.Action, f.Match.ULN, true
	}
	if unread || sc.chance == nil || sc.chance.Float64() >= sc.random.Rate {
		return Action{}, "", false
	}
	return sc.random.draw(sc.chance), "", true
}

func (f *armedFault) chooses(organisation, operation string, ulns map[string]bool) bool {
	return (f.Match.Organisation == "" || f.Match.Organisation == organisation) &&
		(f.Match.Operation == "" || f.Match.Operation == operation) &&
		(f.Match.ULN == "" || ulns[f.Match.ULN])
}

// draw gives a random fault of the configured kinds, with values that make each kind do something.
func (r random) draw(chance *rand.Rand) Action {
	a := Action{Kind: r.Kinds[chance.IntN(len(r.Kinds))], Delay: time.Duration(chance.IntN(200)) * time.Millisecond}
	switch a.Kind {
	case KindFault:
		a.Code = "WSEC0999"
	case KindStatusText:
		a.Text = "Paused"
	case KindJobState:
		a.Text = string(stateFailed)
	case KindHTTPStatus:
		a.Status = 503
	case KindSlowBody:
		a.Delay /= 8
	}
	return a
}

// watched lists the ULNs that faults look for, so that reading a batch notes only those.
func (sc *script) watched() map[string]bool {
	var ulns map[string]bool
	for _, f := range sc.faults {
		if f.Match.ULN != "" {
			if ulns == nil {
				ulns = map[string]bool{}
			}
			ulns[f.Match.ULN] = true
		}
	}
	return ulns
}

// faultList reads one fault or a list of faults, in YAML or JSON.
func faultList(text []byte) ([]Fault, error) {
	var many []Fault
	if err := decodeStrict(text, &many); err != nil {
		var one Fault
		if decodeStrict(text, &one) != nil {
			return nil, fmt.Errorf("%w: read the faults: %w", ErrScenario, err)
		}
		many = []Fault{one}
	}
	for i := range many {
		if err := many[i].check(); err != nil {
			return nil, fmt.Errorf("%w: fault %d: %w", ErrScenario, i+1, err)
		}
	}
	return many, nil
}
