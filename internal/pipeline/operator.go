package pipeline

import (
	"lrsdrop/internal/audit"
	"lrsdrop/internal/store"
)

// Operator is the person behind a command.
type Operator struct {
	By      string // as they say
	Account string // as the operating system says
	Note    string // why; it names no learner, for the audit outlives their data
}

// Forbidden says why the data does not allow what a person asked for. Nothing
// has changed.
type Forbidden struct{ Why string }

func (e *Forbidden) Error() string { return e.Why }

func forbid(why string) error { return &Forbidden{why} }

// errForestalled is the answer to the second of two that ask for much the same.
var errForestalled = &Forbidden{"Somebody else has changed it in the meantime, and that stands. Look at lrsdrop status."}

// eventBy is the audit event of something that a person did by a command.
func (o *Organisation) eventBy(operation string, f *store.File, who Operator) audit.Event {
	e := o.event(operation, f)
	e.By, e.Account, e.Note = who.By, who.Account, who.Note
	return e
}

// organisationOf finds the organisation of a file. One that the configuration
// does not have, or does not let run, is known by its id alone.
func (p *Pipeline) organisationOf(id string) *Organisation {
	if org, ok := p.organisation(id); ok {
		return org
	}
	return &Organisation{ID: id, Suspended: errGone.Error()}
}
