package lrssim

import (
	"errors"
	"slices"
	"strings"
)

// Behaviour is what a qualification makes of a row or of its whole job.
type Behaviour string

// The behaviours of qualifications.csv. One row is enough for those that concern the job.
const (
	BehaveAccept         Behaviour = "accept"          // the ordinary rules decide
	BehaveRejectField    Behaviour = "reject_field"    // the row counts in FieldDataErrors
	BehaveRejectLearner  Behaviour = "reject_learner"  // the row counts in LearnerDataErrors
	BehaveRejectBusiness Behaviour = "reject_business" // the row counts in BusinessRuleErrors
	BehaveFail           Behaviour = "fail_job"        // the job ends Failed with a RejectionReason
	BehaveCancel         Behaviour = "cancel_job"      // the job ends Cancelled
	BehaveSlow           Behaviour = "slow_job"        // the job runs for jobs.slow longer
	BehaveNever          Behaviour = "endless_job"     // the job stays InProgress
	BehaveMiscount       Behaviour = "miscount"        // the counters do not add up to NumberOfRecords
	BehaveGarbled        Behaviour = "garbled_errors"  // the row is rejected and the error file is no table
)

var behaviours = []Behaviour{
	BehaveAccept, BehaveRejectField, BehaveRejectLearner, BehaveRejectBusiness, BehaveFail,
	BehaveCancel, BehaveSlow, BehaveNever, BehaveMiscount, BehaveGarbled,
}

// qualification is one reference of the simulated regulator's register.
type qualification struct {
	reference string
	owners    []string // organisation ids; none = every organisation
	grades    []string // none = any grade
	behaviour Behaviour
}

// catalogue holds the qualifications by reference. It never changes once it is read.
type catalogue struct {
	byReference map[string]*qualification
	acceptAny   bool
}

// qualificationColumns are the columns of qualifications.csv; lists are separated by spaces
// (organisations) and semicolons (grades).
var qualificationColumns = []string{"Reference", "Title", "Organisations", "Grades", "Behaviour"}

func loadCatalogue(path string, acceptAny bool) (*catalogue, error) {
	c := &catalogue{byReference: map[string]*qualification{}, acceptAny: acceptAny}
	err := readTable(path, qualificationColumns, func(cell map[string]string) error {
		q := &qualification{
			reference: cell["Reference"], owners: strings.Fields(cell["Organisations"]),
			behaviour: Behaviour(either(cell["Behaviour"], string(BehaveAccept))),
		}
		if cell["Grades"] != "" {
			q.grades = strings.Split(cell["Grades"], ";")
		}
		if !qualificationForm.MatchString(q.reference) {
			return errors.New("the reference has no form of contract 6.2")
		}
		if !slices.Contains(behaviours, q.behaviour) {
			return errors.New("the behaviour is not one that the simulator knows")
		}
		c.byReference[q.reference] = q
		return nil
	})
	return c, err
}

// find returns nil for a reference that the regulator does not know.
func (c *catalogue) find(reference string) *qualification {
	if q := c.byReference[reference]; q != nil || !c.acceptAny {
		return q
	}
	return &qualification{reference: reference, behaviour: BehaveAccept}
}

func (q *qualification) belongsTo(organisation string) bool {
	return len(q.owners) == 0 || slices.Contains(q.owners, organisation)
}

func (q *qualification) hasGrade(grade string) bool {
	return grade == "" || len(q.grades) == 0 || slices.Contains(q.grades, grade)
}
