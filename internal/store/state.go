package store

import (
	"errors"
	"fmt"
	"slices"
)

// FileState is where a file stands (INTERFACE section 4).
type FileState string

// The states of a file.
const (
	Received   FileState = "received"
	Checking   FileState = "checking"
	Verifying  FileState = "verifying"
	Submitting FileState = "submitting"
	Waiting    FileState = "waiting"
	Held       FileState = "held"
	Done       FileState = "done"
	Refused    FileState = "refused"
	Duplicate  FileState = "duplicate"
	Cancelled  FileState = "cancelled" // a person wanted nothing of it sent
)

// BatchState is where one call's worth of rows stands.
type BatchState string

// The states of a batch. BatchUnknown is an achievement submit whose answer
// was lost: nothing but a person moves it.
const (
	BatchPlanned    BatchState = "planned"
	BatchSubmitting BatchState = "submitting"
	BatchSubmitted  BatchState = "submitted"
	BatchFinished   BatchState = "finished"
	BatchFailed     BatchState = "failed"
	BatchUnknown    BatchState = "unknown"
	BatchStale      BatchState = "stale" // never sent; its rows were planned anew
)

// fileMoves is the life of a file. A file that changed after its claim goes
// back to received, as long as nothing was sent; so does one that was stopped
// and that a person releases. A held file goes on once a person has confirmed
// rows of it. One whose lost upload turns out to be a job of LRS's goes from
// held back to waiting.
var fileMoves = map[FileState][]FileState{
	Received:   {Checking, Received},
	Checking:   {Verifying, Done, Refused, Duplicate, Received, Cancelled},
	Verifying:  {Submitting, Done, Held, Refused, Received, Cancelled},
	Submitting: {Waiting, Verifying, Held, Done, Received, Cancelled},
	Waiting:    {Held, Done, Verifying},
	Held:       {Done, Held, Submitting, Waiting, Cancelled},
	Refused:    {Received, Cancelled},
	Duplicate:  {Received},
}

// batchMoves is the life of a batch. What has ended moves on only when a person
// says what LRS did with it.
var batchMoves = map[BatchState][]BatchState{
	BatchPlanned:    {BatchSubmitting, BatchSubmitted, BatchFinished, BatchFailed, BatchStale, BatchUnknown},
	BatchSubmitting: {BatchSubmitted, BatchPlanned, BatchFailed, BatchUnknown},
	BatchSubmitted:  {BatchFinished, BatchFailed},
	BatchUnknown:    {BatchSubmitted, BatchFinished, BatchFailed},
	BatchFailed:     {BatchSubmitted, BatchFinished},
	BatchFinished:   {BatchFinished},
}

// Final reports whether the file has reached its end.
func (s FileState) Final() bool { return s == Done || s == Refused || s == Duplicate || s == Cancelled }

// Ended reports whether nothing more is to be asked of LRS for the batch.
func (s BatchState) Ended() bool {
	return s == BatchFinished || s == BatchFailed || s == BatchUnknown || s == BatchStale
}

// ErrMoved says that a file or batch is not in the state any more in which it
// was read: whoever moved it decides.
var ErrMoved = errors.New("it was moved by somebody else meanwhile")

func mayMove[S comparable](moves map[S][]S, what string, from, to S) error {
	if slices.Contains(moves[from], to) {
		return nil
	}
	return fmt.Errorf("%s may not go from %v to %v", what, from, to)
}
