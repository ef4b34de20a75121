package lrs

import (
	"log/slog"
	"strconv"
	"time"
)

// JobID is the number that LRS gave a batch. It is greater than zero.
type JobID int64

// String gives the number in decimal.
func (id JobID) String() string { return strconv.FormatInt(int64(id), 10) }

// Receipt says that LRS took a batch: it gave a job number and no error code
// (ASM-07).
type Receipt struct {
	JobID  JobID
	Code   string    // as received; which codes mean success is not public
	Digest string    // SHA-256 of the request without the password, in hex
	Date   time.Time // the server's clock at its answer; zero when it gave none
}

// Verdict is what LRS says of one learner: all that may be known outside of
// what LRS returned (O6).
type Verdict struct {
	MISIdentifier string   // ours, echoed; only in a batch
	SearchedULN   string   // the ULN that LRS looked for: compare it with the one sent
	Code          string   // as received: WSVRC001 to 006, or one we do not know
	ULN           string   // LRS's own; the master's for a linked learner
	Flags         []string // VRF1 to VRF8: which comparisons failed (section 5.2)
	Digest        string   // as in Receipt; only of a single learner
}

// LogValue shows the code alone.
func (v Verdict) LogValue() slog.Value { return slog.StringValue("[verdict " + v.Code + "]") }

// VerifyJob is the head of a verify batch's output (section 1.6). The words
// LRS uses are not public, so they are kept as received.
type VerifyJob struct {
	Code     string
	Status   string
	Started  string // read it with ParseTime
	Finished string // read it with ParseTime
	Rows     int    // verdicts in the output
}

// Ended reports whether the output is complete: there are rows or a finish
// time (ASM-08).
func (j VerifyJob) Ended() bool { return j.Rows > 0 || j.Finished != "" }

// Count is a number that LRS may leave out. Absent is not zero.
type Count struct {
	N   int
	Set bool
}

// JobStatus is the state of an achievement job, as received.
type JobStatus string

// The states of section 1.8. Any other text is to be kept, shown and polled
// slowly.
const (
	StatusWaiting    JobStatus = "Waiting"
	StatusInProgress JobStatus = "InProgress"
	StatusSuccessful JobStatus = "Successful"
	StatusFailed     JobStatus = "Failed"
	StatusCancelled  JobStatus = "Cancelled"
)

// Known reports whether the contract lists the state.
func (s JobStatus) Known() bool {
	return s == StatusWaiting || s == StatusInProgress || s.Ended()
}

// Ended reports whether the job will not change any more.
func (s JobStatus) Ended() bool {
	return s == StatusSuccessful || s == StatusFailed || s == StatusCancelled
}

// AchievementJob is LRS's account of an achievement batch: the 24 members of
// section 1.8. An empty text was absent. Filename, ErrorFile, RejectionReason
// and User are LRS's words and may quote a learner: show them to the
// organisation, log them never.
type AchievementJob struct {
	ResponseCode          string
	ErrorFile             string // as received; see ParseErrorFile
	Created               Count
	PromotedToFinal       Count
	Reinstated            Count
	Updated               Count
	Withdrawn             Count
	BusinessRuleErrors    Count
	Duration              string
	EndDate               string // read the dates with ParseTime
	FieldDataErrors       Count
	Filename              string
	JobID                 JobID
	LearnerDataErrors     Count
	NumberOfRecords       Count
	PercentageSuccessful  float64
	PercentageSet         bool
	RejectionReason       string
	StartDate             string
	Status                JobStatus
	SubmittedDate         string
	SuccessfulFinal       Count
	SuccessfulProvisional Count
	Type                  string
	User                  string
}

// LogValue shows the number and the state alone.
func (j AchievementJob) LogValue() slog.Value {
	return slog.GroupValue(slog.Int64("job_id", int64(j.JobID)), slog.String("status", string(j.Status)))
}

// Suspicious reports a Failed without a reason, an end or a count. Failed is
// the state LRS sends when it has set none, so ask once more before believing
// it (section 1.8).
func (j AchievementJob) Suspicious() bool {
	if j.Status != StatusFailed || j.RejectionReason != "" || j.EndDate != "" {
		return false
	}
	for _, c := range append(j.processed(), append(j.refused(), j.NumberOfRecords)...) {
		if c.N != 0 {
			return false
		}
	}
	return true
}

func (j AchievementJob) processed() []Count {
	return []Count{j.Created, j.Updated, j.Withdrawn, j.Reinstated, j.PromotedToFinal}
}

func (j AchievementJob) refused() []Count {
	return []Count{j.FieldDataErrors, j.LearnerDataErrors, j.BusinessRuleErrors}
}

// Reconciliation compares a job's counters with what was sent.
type Reconciliation struct {
	Processed int    // records that LRS says it carried out
	Rejected  int    // records that it says it refused, all three classes
	Agrees    bool   // the counters account for every record sent
	Why       string // when they do not, in plain words
}

// Reconciled adds up the counters of a job that was sent `sent` records
// (section 1.8, INFERRED). It never assumes: a missing record count, a
// negative counter or any other sum does not agree.
func (j AchievementJob) Reconciled(sent int) Reconciliation {
	processed, ok := total(j.processed())
	rejected, alsoOK := total(j.refused())
	r := Reconciliation{Processed: processed, Rejected: rejected}
	switch {
	case !ok || !alsoOK:
		r.Why = "LRS gave a count that cannot be"
	case !j.NumberOfRecords.Set:
		r.Why = "LRS did not say how many records it had"
	case j.NumberOfRecords.N != sent:
		r.Why = "LRS counted " + strconv.Itoa(j.NumberOfRecords.N) + " records, we sent " + strconv.Itoa(sent)
	case processed+rejected != sent:
		r.Why = "LRS accounted for " + strconv.Itoa(processed+rejected) + " of " + strconv.Itoa(sent) + " records"
	default:
		r.Agrees = true
	}
	return r
}

// total adds what is set; false when a count is out of range.
func total(counts []Count) (int, bool) {
	sum := 0
	for _, c := range counts {
		if c.N < 0 || c.N > maxCount {
			return 0, false
		}
		sum += c.N
	}
	return sum, true
}

// maxCount is the largest number that the wire's int can hold.
const maxCount = 1<<31 - 1

// ParseTime reads a time as LRS writes it, with or without fractions
// (sections 1.2, 1.6). A time without a zone, as all seen are, is read in loc.
func ParseTime(text string, loc *time.Location) (time.Time, bool) {
	for _, layout := range []string{"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05", time.DateTime} {
		if t, err := time.ParseInLocation(layout, text, loc); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
