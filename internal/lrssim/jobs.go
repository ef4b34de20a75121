package lrssim

import (
	"encoding/binary"
	"iter"
	"time"
)

// Bounds of what the simulator remembers of the jobs. What a job keeps for its answer goes, oldest
// first, when all jobs together keep more than maxKept; the job is then unknown (WSRC0018), as an
// expired one is.
const (
	maxJobs = 10_000
	maxKept = 128 << 20
)

// jobState is the Status of CONTRACT 5.6. The verify batch uses the same words (ASM-08).
type jobState string

const (
	stateWaiting    jobState = "Waiting"
	stateInProgress jobState = "InProgress"
	stateSuccessful jobState = "Successful"
	stateFailed     jobState = "Failed"
	stateCancelled  jobState = "Cancelled"
)

func (s jobState) end() bool {
	return s == stateSuccessful || s == stateFailed || s == stateCancelled
}

// Job is one asynchronous job, without learner data.
type Job struct {
	ID           int64     `json:"id"`
	Operation    string    `json:"operation"` // the submit operation
	Organisation string    `json:"organisation"`
	User         string    `json:"user"`
	Records      int       `json:"records"`
	State        string    `json:"state"`
	Submitted    time.Time `json:"submitted"`
	Started      time.Time `json:"started"`
	Ended        time.Time `json:"ended"`
	Gets         int       `json:"gets"`
	Counters     *Counters `json:"counters,omitempty"` // of an achievement job
	Expired      bool      `json:"expired,omitempty"`  // LRS no longer knows it
}

// Counters are the numbers of an achievement job (CONTRACT 1.8), as the job's answer gives them.
type Counters struct {
	Created        int `json:"created"`
	Updated        int `json:"updated"`
	Withdrawn      int `json:"withdrawn"`
	Reinstated     int `json:"reinstated"`
	FieldErrors    int `json:"field_data_errors"`
	LearnerErrors  int `json:"learner_data_errors"`
	BusinessErrors int `json:"business_rule_errors"`
}

func (c Counters) successful() int { return c.Created + c.Updated + c.Withdrawn + c.Reinstated }

// job is a Job with what its answer needs later, and no more.
type job struct {
	Job
	endState  jobState
	wait, run time.Duration
	endless   bool
	rows      rowStore // verify
	errorFile string   // achievements
	rejection string
}

func (j *job) kept() int { return len(j.rows.bytes) + len(j.errorFile) }

// state tells where the job is at a time.
func (j *job) state(now time.Time) jobState {
	switch started := j.Submitted.Add(j.wait); {
	case now.Before(started):
		return stateWaiting
	case j.endless || now.Before(started.Add(j.run)):
		return stateInProgress
	}
	return j.endState
}

// force gives the job the end that a fault asks for.
func (j *job) force(a Action) {
	if a.Kind == KindJobState {
		j.endState, j.endless = jobState(a.Text), false
	}
}

func (j *job) started() time.Time { return j.Submitted.Add(j.wait) }

func (j *job) ended() time.Time { return j.started().Add(j.run) }

// jobBook holds the jobs. Simulator.mu guards it.
type jobBook struct {
	next   int64
	byID   map[int64]*job
	inTurn []*job
	kept   int
	shed   int // jobs before this one keep nothing any more
}

// firstJobID is larger than the ids of a simulator that ran before, unless that one made more than
// a job a second: a client that remembers an old job must not meet a new one under its id. It fits
// the xs:int of the achievement service until 2088.
func firstJobID(now time.Time) int64 {
	return now.Unix() - time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
}

func (b *jobBook) add(j *job) {
	if b.byID == nil {
		b.byID = map[int64]*job{}
	}
	b.next++
	j.ID = b.next
	b.byID[j.ID] = j
	b.inTurn = append(b.inTurn, j)
	b.kept += j.kept()
	for b.kept > maxKept && b.shed < len(b.inTurn)-1 {
		b.expire(b.inTurn[b.shed])
		b.shed++
	}
	if len(b.inTurn) > maxJobs {
		b.expire(b.inTurn[0])
		delete(b.byID, b.inTurn[0].ID)
		b.inTurn[0] = nil
		b.inTurn = b.inTurn[1:]
		b.shed = max(0, b.shed-1)
	}
}

func (b *jobBook) expire(j *job) {
	b.kept -= j.kept()
	j.Expired, j.rows, j.errorFile = true, rowStore{}, ""
}

// find returns the job only to the organisation and operation that made it (WSRC0018).
func (b *jobBook) find(id int64, organisation, operation string) (*job, error) {
	j := b.byID[id]
	if j == nil || j.Expired || j.Organisation != organisation || j.Operation != operation {
		return nil, inResponse("WSRC0018")
	}
	return j, nil
}

func (b *jobBook) list(now time.Time) []Job {
	jobs := make([]Job, 0, len(b.inTurn))
	for _, j := range b.inTurn {
		seen := j.Job
		state := j.state(now)
		seen.State = string(state)
		if state != stateWaiting {
			seen.Started = j.started()
		}
		if state.end() {
			seen.Ended = j.ended()
		}
		jobs = append(jobs, seen)
	}
	return jobs
}

// rowStore keeps the rows of a verify job in one block of bytes: length and text of each field.
type rowStore struct {
	bytes []byte
	rows  int
}

// verifyRow is one learner as searched for; the wire form of each field, "" when it was left out.
type verifyRow struct{ mis, uln, family, given, birth, gender string }

func (s *rowStore) add(fields ...string) {
	for _, f := range fields {
		s.bytes = binary.AppendUvarint(s.bytes, uint64(len(f)))
		s.bytes = append(s.bytes, f...)
	}
	s.rows++
}

// all gives every row in order.
func (s rowStore) all() iter.Seq[verifyRow] {
	return func(yield func(verifyRow) bool) {
		rest := s.bytes
		next := func() string {
			n, used := binary.Uvarint(rest)
			text := string(rest[used : used+int(n)])
			rest = rest[used+int(n):]
			return text
		}
		for range s.rows {
			row := verifyRow{mis: next(), uln: next(), family: next(), given: next(), birth: next(), gender: next()}
			if !yield(row) {
				return
			}
		}
	}
}
