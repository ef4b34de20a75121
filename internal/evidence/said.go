package evidence

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"lrsdrop/internal/answer"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/record"
)

// Bounds on what is read out of an answer, which is kept whole beside it.
const (
	maxScanned = 16 << 20 // bytes
	maxValue   = 64       // bytes of a value
	maxCodes   = 100      // different ones
)

// said is what an answer says in a few values. It is read apart from the
// client, from the bytes that are kept.
type said struct {
	codes    map[string]int
	values   map[string]string // the first of each element of interest
	learners int
}

// hear reads an answer as far as it can be read.
func hear(message []byte) said {
	heard := said{codes: map[string]int{}, values: map[string]string{}}
	d := xml.NewDecoder(bytes.NewReader(message[:min(len(message), maxScanned)]))
	var text []byte
	for {
		t, err := d.RawToken()
		if err != nil {
			return heard
		}
		switch t := t.(type) {
		case xml.StartElement:
			text = text[:0]
		case xml.CharData:
			if len(text)+len(t) <= maxValue {
				text = append(text, t...)
			}
		case xml.EndElement:
			heard.element(t.Name.Local, strings.TrimSpace(string(text)))
			text = text[:0]
		}
	}
}

func (s *said) element(name, value string) {
	switch name {
	case "ResponseCode", "ErrorCode":
		if _, known := s.codes[value]; value != "" && (known || len(s.codes) < maxCodes) {
			s.codes[value]++
		}
	case "VerifiedLearner":
		s.learners++
	case "JobID", "JobId", "JobStatus", "Status", "JobFinishedDateTime", "NumberOfRecords",
		"AchievementsCreated", "AchievementsPromotedToFinal", "AchievementsReinstated", "AchievementsUpdated", "AchievementsWithdrawn",
		"FieldDataErrors", "LearnerDataErrors", "BusinessRuleErrors":
		if _, twice := s.values[name]; !twice && value != "" {
			s.values[name] = value
		}
	}
}

// code is a code that LRS gave, and what it means.
type code struct {
	Code    string `json:"code"`
	Count   int    `json:"count"`
	Meaning string `json:"meaning"`
}

func (s said) listed() []code {
	all := []code{}
	for _, c := range slices.Sorted(maps.Keys(s.codes)) {
		all = append(all, code{c, s.codes[c], meaning(c)})
	}
	return all
}

func meaning(c string) string {
	if entry, known := lrs.Lookup(c); known {
		return entry.OfCheck().Meaning
	}
	return "No public source explains this code."
}

// proof says what an exchange is worth, and what came of it in words.
func proof(e lrs.Exchange, s said) (answer.Proof, string) {
	if e.Failure != nil {
		return answer.ProofNone, failed(e.Failure)
	}
	job := s.values["JobID"] + s.values["JobId"]
	switch e.Operation {
	case submitAchievements, submitVerify:
		return answer.ProofAnswer, "LRS took the batch as job " + job + "."
	case getAchievements:
		return s.job(lrs.JobStatus(s.values["Status"]))
	case getVerify:
		if !(lrs.VerifyJob{Rows: s.learners, Finished: s.values["JobFinishedDateTime"]}).Ended() {
			return answer.ProofWorking, "LRS has not finished the job."
		}
	}
	return answer.ProofAnswer, "LRS answered about " + counted(s.learners, "learner") + "."
}

// failed tells a failure: LRS's own code stands in the answer, ours nowhere
// else.
func failed(failure *lrs.Error) string {
	words := failure.Class.String()
	words = strings.ToUpper(words[:1]) + words[1:]
	if lrs.IsLRS(failure.Code) {
		return words + "."
	}
	return fmt.Sprintf("%s (%s).", words, failure.Code)
}

// job tells how an achievement job stands.
func (s said) job(status lrs.JobStatus) (answer.Proof, string) {
	if !status.Ended() {
		return answer.ProofWorking, fmt.Sprintf("LRS has not finished the job: %s.", status)
	}
	done := s.sum("AchievementsCreated", "AchievementsPromotedToFinal", "AchievementsReinstated", "AchievementsUpdated", "AchievementsWithdrawn")
	refused := s.sum("FieldDataErrors", "LearnerDataErrors", "BusinessRuleErrors")
	return answer.ProofAnswer, fmt.Sprintf("LRS ended the job: %s. It carried out %s and refused %s.",
		status, counted(done, "record"), record.Thousands(int64(refused)))
}

func (s said) sum(names ...string) (total int) {
	for _, name := range names {
		if n, err := strconv.ParseInt(s.values[name], 10, 32); err == nil {
			total += int(n)
		}
	}
	return total
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return record.Thousands(int64(n)) + " " + what + "s"
}
