package answer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"lrsdrop/internal/record"
)

var digest = strings.Repeat("0123456789abcdef", 4)

func statuses() map[string]Status {
	received := Status{
		FileID: "K7Q2", Name: "July.csv", Organisation: "acme", Environment: Simulator, User: "mis-export",
		State: Received, ReceivedAt: at("2026-07-03T08:14:00Z"), UpdatedAt: at("2026-07-03T08:14:00Z"),
		SHA256: digest, Bytes: 1234, WaitingFor: Wait{Reason: WaitTurn},
	}
	held := received
	held.Kind, held.State, held.WaitingFor, held.NeedsAttention = record.KindAchievement, Held, Wait{Reason: WaitDecision, Rows: 6, Until: at("2026-08-02T08:29:00Z")}, true
	held.UpdatedAt = time.Date(2026, 7, 3, 9, 31, 0, 987654321, time.FixedZone("", 3600))
	held.NextCheckAt = at("2026-07-03T08:40:00Z")
	held.Rows = Counts{record.Accepted: 12303, record.Invalid: 14, record.Unverified: 17, record.Held: 6}
	held.Batches = []Batch{
		{ID: "K7Q2-A1", Operation: "SubmitAchievementBatchJob", Rows: 10000, State: "finished", JobID: 431188,
			SubmittedAt: at("2026-07-03T08:16:00Z"), FinishedAt: at("2026-07-03T08:29:00Z"), Code: "WSEC0001"},
		{ID: "K7Q2-A2", Operation: "SubmitAchievementBatchJob", Rows: 2309, State: "building"},
	}
	held.Outputs = []Output{{Name: "July.csv.result.csv", SHA256: digest, Rows: 12340}}
	held.Corrects = "J0A1"
	held.Problems = []Tally{{record.CodeULNExcel, 12}, {"WSVRC006", 17}}
	held.Meaning = func(code string) string { return "What " + code + " means." }
	again := received
	again.State, again.Final, again.WaitingFor, again.Rows = Duplicate, true, Wait{}, Counts{record.NotSent: 3}
	again.Kind, again.DuplicateOf = record.KindVerify, &Earlier{"J0A1", at("2026-07-01T08:14:00Z")}
	decision := received
	decision.Kind, decision.State, decision.Final, decision.WaitingFor = record.KindDecision, Done, true, Wait{}
	decision.Rows = Counts{record.Decided: 4, record.Undecided: 1, record.Invalid: 1}
	decision.Problems, decision.Meaning = []Tally{{record.CodeDecisionMade, 1}}, held.Meaning
	return map[string]Status{"received": received, "held": held, "duplicate": again, "decision": decision}
}

func writeStatus(t *testing.T, s Status) string {
	t.Helper()
	var b bytes.Buffer
	if err := s.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	compiled, err := compiler.Compile(filepath.Join("..", "..", "config", "schema", "status.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

func TestStatusMatchesGoldenAndSchema(t *testing.T) {
	valid := schema(t)
	for name, s := range statuses() {
		t.Run(name, func(t *testing.T) {
			text := writeStatus(t, s)
			golden(t, filepath.Join("testdata", "status", name+".json"), text)
			instance, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if err := valid.Validate(instance); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestStatusSchemaRefusesWhatItDoesNotKnow(t *testing.T) {
	valid := schema(t)
	changes := map[string]func(map[string]any){
		"another key":      func(m map[string]any) { m["learners"] = "Alex Example" },
		"a missing key":    func(m map[string]any) { delete(m, "final") },
		"another state":    func(m map[string]any) { m["state"] = "lost" },
		"a time with zone": func(m map[string]any) { m["updated_at"] = "2026-07-03T09:14:00+01:00" },
		"no time":          func(m map[string]any) { m["received_at"] = "Z" },
		"another outcome":  func(m map[string]any) { m["rows"].(map[string]any)["open"] = 1 },
		"a negative count": func(m map[string]any) { m["rows"].(map[string]any)["held"] = -1 },
	}
	for name, change := range changes {
		var m map[string]any
		if err := json.Unmarshal([]byte(writeStatus(t, statuses()["held"])), &m); err != nil {
			t.Fatal(err)
		}
		change(m)
		if err := valid.Validate(m); err == nil {
			t.Errorf("%s: the schema takes it", name)
		}
	}
}

func TestStatusCountsEveryOutcome(t *testing.T) {
	s := statuses()["received"]
	s.Rows = Counts{record.Open: 7}
	for i, o := range record.Outcomes() {
		s.Rows[o] = i + 1
	}
	var got struct{ Rows map[string]int }
	if err := json.Unmarshal([]byte(writeStatus(t, s)), &got); err != nil {
		t.Fatal(err)
	}
	sum := 7
	for i, o := range record.Outcomes() {
		if got.Rows[o.String()] != i+1 {
			t.Errorf("%s: got %d, want %d", o, got.Rows[o.String()], i+1)
		}
		sum += i + 1
	}
	if got.Rows["total"] != sum || len(got.Rows) != len(record.Outcomes())+1 {
		t.Errorf("rows are %v, want a total of %d", got.Rows, sum)
	}
}

func TestStatusRefusesWhatMakesNoSense(t *testing.T) {
	changes := map[string]func(*Status){
		"negative count":       func(s *Status) { s.Rows = Counts{record.Held: -1} },
		"unknown state":        func(s *Status) { s.State = "lost" },
		"no meaning":           func(s *Status) { s.Meaning = nil },
		"words for a state":    func(s *Status) { s.Batches = []Batch{{State: "Alex Example", Operation: "verifyLearner"}} },
		"digits for operation": func(s *Status) { s.Batches = []Batch{{State: "finished", Operation: "1000000078"}} },
	}
	for name, change := range changes {
		s := statuses()["held"]
		change(&s)
		var b bytes.Buffer
		if err := s.Write(&b); err == nil || b.Len() > 0 {
			t.Errorf("%s: wrote %d bytes, error %v", name, b.Len(), err)
		}
	}
}

func TestStatusNeverShowsWhatIsNoCode(t *testing.T) {
	tests := map[string]string{
		"WSEC0005": "WSEC0005", "wsrc30": "wsrc30", "LOCAL-NET": "LOCAL-NET", "": "",
		"1000000078": record.CodeBadAnswer, "Alex Example": record.CodeBadAnswer, "Example": record.CodeBadAnswer,
		"2001-02-03": record.CodeBadAnswer, "A" + strings.Repeat("1", 40): record.CodeBadAnswer, "é1": record.CodeBadAnswer,
	}
	for code, want := range tests {
		if got := shownCode(code); got != want {
			t.Errorf("%q is shown as %q, want %q", code, got, want)
		}
	}
}

// The strings of a status are few, and each is named here with what it holds.
func TestO6_StatusHasNoPlaceForALearner(t *testing.T) {
	allowed := []string{
		"Status.FileID", "Status.Name", "Status.Organisation", "Status.Environment", "Status.User", "Status.Kind",
		"Status.State", "Status.SHA256", "Status.Corrects", "Batch.ID", "Batch.Operation", "Batch.State", "Batch.Code",
		"Output.Name", "Output.SHA256", "Earlier.FileID", "Tally.Code",
		"Wait.Code", "Wait.Do", // the second is of our own catalogue
	}
	for _, field := range fields(Status{}) {
		if !slices.Contains(allowed, field) {
			t.Errorf("%s is a new text in status.json: no value of a row may reach it", field)
		}
	}
}

// fields names every text that a struct can hold, its parts included.
func fields(value any) []string {
	var names []string
	var walk func(reflect.Type)
	walk = func(structure reflect.Type) {
		for i := range structure.NumField() {
			field := structure.Field(i)
			kind := field.Type
			for kind.Kind() == reflect.Pointer || kind.Kind() == reflect.Slice {
				kind = kind.Elem()
			}
			switch {
			case kind.Kind() == reflect.String:
				names = append(names, structure.Name()+"."+field.Name)
			case kind.Kind() == reflect.Struct && kind != reflect.TypeFor[time.Time]():
				walk(kind)
			}
		}
	}
	walk(reflect.TypeOf(value))
	return names
}

var errDisk = errors.New("no room")

// fullDisk takes some bytes and fails then.
type fullDisk struct{ room int }

func (d *fullDisk) Write(p []byte) (int, error) {
	if d.room -= len(p); d.room < 0 {
		return 0, errDisk
	}
	return len(p), nil
}

func TestEveryWriterReportsAFullDisk(t *testing.T) {
	writers := map[string]func(*fullDisk) error{
		"status": func(d *fullDisk) error { return statuses()["held"].Write(d) },
		"report": func(d *fullDisk) error { return base().Write(d) },
		"result": func(d *fullDisk) error {
			w := NewResultWriter(d, true)
			return errors.Join(many(func() error { return w.Write(Result{Row: 1}) }), w.Close())
		},
		"errors": func(d *fullDisk) error {
			w := NewErrorsWriter(d, []string{"ULN"})
			return errors.Join(many(func() error { return w.Write([]string{"1"}, Mark{}) }), w.Close())
		},
		"review": func(d *fullDisk) error {
			w := NewReviewWriter(d)
			return errors.Join(many(func() error { return w.Write(ReviewRow{Row: 1}) }), w.Close())
		},
	}
	for name, write := range writers {
		for _, room := range []int{0, 100} {
			if err := write(&fullDisk{room}); !errors.Is(err, errDisk) {
				t.Errorf("%s with room for %d bytes: got %v", name, room, err)
			}
		}
	}
}

func many(write func() error) error {
	for i := range 5000 {
		if err := write(); err != nil {
			return fmt.Errorf("row %d: %w", i, err)
		}
	}
	return nil
}
