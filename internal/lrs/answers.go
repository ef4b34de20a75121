package lrs

import (
	"math"
	"regexp"
	"strconv"
)

const (
	maxCode  = 64 // bytes of a code
	maxFlags = 16 // the old schema had eight
)

const (
	errNumber   = malformed("a number in it is not one")
	errTwice    = malformed("it gives a value twice")
	errNoCode   = malformed("it has no response code")
	errNoJob    = malformed("it says nothing of the job")
	errOtherJob = malformed("it is about another job")
	errFlags    = malformed("a learner has too many failure flags")
)

// answered is LRS's own error, in an answer that is not a fault.
type answered struct {
	code string
	job  JobID
}

func (answered) Error() string { return "LRS answered with an error code" }

// noJob is a submit's answer without a job number to go by.
type noJob struct{ job JobID }

func (noJob) Error() string { return "LRS answered without a job number" }

// refusal is the caller's: it would not take what was read.
type refusal struct{ error }

func (r refusal) Unwrap() error { return r.error }

// readVerifyLearner reads VerifyLearnerResponse (section 1.4). The code sits
// in the learner; an error code there is an error like any other.
func readVerifyLearner(s *scanner) (Verdict, error) {
	var v Verdict
	seen := false
	err := s.children(func(name string) (err error) {
		if name != "VerifiedLearner" {
			return nil
		}
		if seen {
			return errTwice
		}
		seen = true
		v, err = readVerdict(s)
		return err
	})
	switch {
	case err != nil:
		return Verdict{}, err
	case isFailure(v.Code):
		return Verdict{}, answered{code: v.Code}
	case v.Code == "":
		return Verdict{}, errNoCode
	}
	return v, nil
}

// readVerdict keeps five of the thirteen members and passes over LRS's names,
// dates of birth and genders unread (O6).
func readVerdict(s *scanner) (Verdict, error) {
	var v Verdict
	err := s.children(func(name string) (err error) {
		switch name {
		case "MISIdentifier":
			v.MISIdentifier, err = s.value()
		case "SearchedULN":
			v.SearchedULN, err = s.trimmed()
		case "ResponseCode":
			v.Code, err = s.code()
		case "ULN":
			v.ULN, err = s.trimmed()
		case "FailureFlag":
			var flag string
			if flag, err = s.code(); flag != "" {
				v.Flags = append(v.Flags, flag)
			}
			if len(v.Flags) > maxFlags {
				err = errFlags
			}
		}
		return err
	})
	return v, err
}

// readSubmitVerify reads SubmitVerifyBatchResponse (section 1.5).
func readSubmitVerify(s *scanner) (string, JobID, error) {
	var t ticket
	if err := s.children(func(name string) error { return t.read(s, name) }); err != nil {
		return "", 0, err
	}
	return t.accept()
}

// readSubmitBatch reads SubmitAchievementBatchJobResponse (section 1.7).
func readSubmitBatch(s *scanner) (string, JobID, error) {
	var t ticket
	err := s.children(func(name string) error {
		if name != "SubmitAchievementBatchJobResult" {
			return nil
		}
		return s.children(func(name string) error { return t.read(s, name) })
	})
	if err != nil {
		return "", 0, err
	}
	return t.accept()
}

// ticket is the answer to a submit.
type ticket struct {
	code           string
	job            int64
	hasCode, hasID bool
}

// read takes one member. The learner service writes JobID, the achievement
// service JobId.
func (t *ticket) read(s *scanner, name string) (err error) {
	switch name {
	case "ResponseCode":
		if t.hasCode {
			return errTwice
		}
		t.hasCode = true
		t.code, err = s.code()
	case "JobID", "JobId":
		if t.hasID {
			return errTwice
		}
		t.hasID = true
		t.job, _, err = s.integer(math.MaxInt64)
	}
	return err
}

// accept decides as ASM-07 says: a job number above zero, and no error code.
func (t *ticket) accept() (string, JobID, error) {
	switch {
	case isFailure(t.code):
		return "", 0, answered{code: t.code, job: JobID(t.job)}
	case t.job <= 0:
		return "", 0, noJob{job: JobID(t.job)}
	}
	return t.code, JobID(t.job), nil
}

// readVerifyOutput reads GetVerifyBatchOutputResponse (section 1.6).
func readVerifyOutput(s *scanner, each func(Verdict) error) (VerifyJob, error) {
	var j VerifyJob
	err := s.children(func(name string) (err error) {
		switch name {
		case "ResponseCode":
			j.Code, err = s.code()
		case "JobStatus":
			j.Status, err = s.trimmed()
		case "JobStartedDateTime":
			j.Started, err = s.trimmed()
		case "JobFinishedDateTime":
			j.Finished, err = s.trimmed()
		case "VerifiedLearner":
			err = j.row(s, each)
		}
		return err
	})
	switch {
	case err != nil:
		return VerifyJob{}, err
	case isFailure(j.Code) && !j.Ended():
		return VerifyJob{}, answered{code: j.Code}
	case j == VerifyJob{}:
		return VerifyJob{}, errNoJob
	}
	return j, nil
}

func (j *VerifyJob) row(s *scanner, each func(Verdict) error) error {
	v, err := readVerdict(s)
	if err != nil {
		return err
	}
	j.Rows++
	if err := each(v); err != nil {
		return refusal{err}
	}
	return nil
}

// readGetBatch reads GetAchievementBatchJobResponse (section 1.8). An error
// code counts as one unless the job beside it says something.
func readGetBatch(s *scanner, asked JobID) (AchievementJob, error) {
	var j AchievementJob
	seen := false
	err := s.children(func(name string) (err error) {
		if name != "GetAchievementBatchJobResult" {
			return nil
		}
		if seen {
			return errTwice
		}
		seen = true
		return s.children(func(name string) error { return j.read(s, name) })
	})
	switch {
	case err != nil:
		return AchievementJob{}, err
	case isFailure(j.ResponseCode) && (j.Status == "" || j.Suspicious()):
		return AchievementJob{}, answered{code: j.ResponseCode}
	case j.Status == "":
		return AchievementJob{}, errNoJob
	case j.JobID != 0 && j.JobID != asked:
		return AchievementJob{}, errOtherJob
	}
	return j, nil
}

// read takes one of the 24 members.
func (j *AchievementJob) read(s *scanner, name string) (err error) {
	if c := j.count(name); c != nil {
		*c, err = s.count()
		return err
	}
	if t := j.label(name); t != nil {
		*t, err = s.trimmed()
		return err
	}
	switch name {
	case "ResponseCode":
		j.ResponseCode, err = s.code()
	case "AchievementBatchErrorFile":
		j.ErrorFile, err = s.valueUpTo(maxErrorFile)
	case "JobID":
		var n int64
		n, _, err = s.integer(math.MaxInt32)
		j.JobID = JobID(n)
	case "PercentageSuccessfulRecords":
		j.PercentageSuccessful, j.PercentageSet, err = s.float()
	case "Status":
		var status string
		status, err = s.trimmed()
		j.Status = JobStatus(status)
	}
	return err
}

func (j *AchievementJob) count(name string) *Count {
	switch name {
	case "AchievementsCreated":
		return &j.Created
	case "AchievementsPromotedToFinal":
		return &j.PromotedToFinal
	case "AchievementsReinstated":
		return &j.Reinstated
	case "AchievementsUpdated":
		return &j.Updated
	case "AchievementsWithdrawn":
		return &j.Withdrawn
	case "BusinessRuleErrors":
		return &j.BusinessRuleErrors
	case "FieldDataErrors":
		return &j.FieldDataErrors
	case "LearnerDataErrors":
		return &j.LearnerDataErrors
	case "NumberOfRecords":
		return &j.NumberOfRecords
	case "SuccessfulFinalAchievements":
		return &j.SuccessfulFinal
	case "SuccessfulProvisionalAchievements":
		return &j.SuccessfulProvisional
	}
	return nil
}

func (j *AchievementJob) label(name string) *string {
	switch name {
	case "Duration":
		return &j.Duration
	case "EndDate":
		return &j.EndDate
	case "Filename":
		return &j.Filename
	case "RejectionReason":
		return &j.RejectionReason
	case "StartDate":
		return &j.StartDate
	case "SubmittedDate":
		return &j.SubmittedDate
	case "Type":
		return &j.Type
	case "User":
		return &j.User
	}
	return nil
}

// code reads a code as it is.
func (s *scanner) code() (string, error) {
	text, err := s.trimmed()
	return cleanCode(text), err
}

// codeShape is what codes look like, whoever made them: in one word of bounded
// length, with a digit or an underscore, such as WSEC0005, E17 or INVALID_ULN.
var codeShape = regexp.MustCompile(`^[\w.-]*[\d_][\w.-]*$`)

// cleanCode blanks what does not look like a code, such as a name or a ULN:
// codes stand in the log, in the audit and in every status.
func cleanCode(text string) string {
	if text == "" || len(text) <= maxCode && codeShape.MatchString(text) && !personal.MatchString(text) {
		return text
	}
	return blankedOut
}

// integer reads a whole number up to limit; false when there is no value.
func (s *scanner) integer(limit int64) (int64, bool, error) {
	null := s.null
	text, err := s.trimmed()
	if err != nil || (text == "" && null) {
		return 0, false, err
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n > limit || n < -limit-1 {
		return 0, false, errNumber
	}
	return n, true, nil
}

func (s *scanner) count() (Count, error) {
	n, ok, err := s.integer(maxCount)
	return Count{N: int(n), Set: ok}, err
}

func (s *scanner) float() (float64, bool, error) {
	null := s.null
	text, err := s.trimmed()
	if err != nil || (text == "" && null) {
		return 0, false, err
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, false, errNumber
	}
	return f, true, nil
}
