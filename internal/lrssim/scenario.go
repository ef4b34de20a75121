package lrssim

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// ErrScenario marks a scenario, table or fault that says something the simulator cannot do.
var ErrScenario = errors.New("the scenario is not right")

// scenario is scenario.yaml. Paths are relative to its folder.
type scenario struct {
	Server struct {
		Certificate string `yaml:"certificate"`
		Key         string `yaml:"key"`
		ClientCA    string `yaml:"client_ca"`
	} `yaml:"server"`
	Organisations []organisationEntry `yaml:"organisations"`
	Register      table               `yaml:"register"`
	Qualification table               `yaml:"qualifications"`
	Jobs          jobTimes            `yaml:"jobs"`
	Limits        limits              `yaml:"limits"`
	Wire          wire                `yaml:"wire"`
	Codes         codes               `yaml:"codes"`
	Faults        []Fault             `yaml:"faults"`
	Random        random              `yaml:"random"`
}

type organisationEntry struct {
	ID           string   `yaml:"id"`
	Name         string   `yaml:"name"`
	UKPRN        string   `yaml:"ukprn"`
	Reference    string   `yaml:"organisation_ref"`
	Password     string   `yaml:"password_file"`
	Certificate  string   `yaml:"certificate_file"`
	Services     []string `yaml:"services"`
	Achievements bool     `yaml:"achievements"`
}

type table struct {
	File      string `yaml:"file"`
	AcceptAny bool   `yaml:"accept_any"`
}

// jobTimes is how long a job stays Waiting and then InProgress; zero = finished when first asked.
type jobTimes struct {
	Wait time.Duration `yaml:"wait"`
	Run  time.Duration `yaml:"run"`
	Slow time.Duration `yaml:"slow"`
}

type limits struct {
	Achievements int `yaml:"achievements"`
	Learners     int `yaml:"learners"`
}

// wire chooses between forms that public sources leave open (CONTRACT 1.2, 1.9, 4.4).
type wire struct {
	Fractions         bool   `yaml:"fractions"`          // times with milliseconds
	AchievementErrors string `yaml:"achievement_errors"` // fault | response: how WSEC0043 to 0047 travel
	UnqualifiedFaults bool   `yaml:"unqualified_faults"` // members of MIAPAPIException in no namespace
	ErrorFile         string `yaml:"error_file"`         // csv | base64 | xml
}

// codes are the response codes that no public source shows (CONTRACT 5.4, ASM-07, ASM-08). Empty =
// the element is left out.
type codes struct {
	VerifyAccepted      string `yaml:"verify_accepted"`
	VerifyRunning       string `yaml:"verify_running"`
	VerifyDone          string `yaml:"verify_done"`
	VerifyFailed        string `yaml:"verify_failed"`
	AchievementAccepted string `yaml:"achievement_accepted"`
	AchievementRunning  string `yaml:"achievement_running"`
	AchievementDone     string `yaml:"achievement_done"`
	AchievementFailed   string `yaml:"achievement_failed"`
}

// random makes faults by chance. Rate 0 is off; seed 0 draws one, and Simulator.Seed tells it.
type random struct {
	Rate  float64     `yaml:"rate"`
	Seed  uint64      `yaml:"seed"`
	Kinds []FaultKind `yaml:"kinds"`
}

func defaultScenario() scenario {
	var sc scenario
	sc.Server.Certificate, sc.Server.Key, sc.Server.ClientCA = "sim/server.pem", "sim/server.key", "sim/ca.pem"
	sc.Register.File, sc.Qualification.File = "learners.csv", "qualifications.csv"
	sc.Jobs.Slow = 30 * time.Second
	sc.Limits = limits{Achievements: 10000, Learners: 5000}
	sc.Wire.AchievementErrors, sc.Wire.ErrorFile = "fault", "csv"
	sc.Codes = codes{
		VerifyAccepted: "WSRC0025", VerifyRunning: "WSRC0026", VerifyDone: "WSRC0027", VerifyFailed: "WSRC0028",
		AchievementAccepted: "WSRC0007", AchievementRunning: "WSRC0008", AchievementDone: "WSRC0009", AchievementFailed: "WSRC0010",
	}
	return sc
}

func readScenario(path string) (scenario, error) {
	sc := defaultScenario()
	text, err := os.ReadFile(path) // #nosec G304 -- who serves a trial names its folder
	if err != nil {
		return sc, fmt.Errorf("read the scenario: %w", err)
	}
	if err := decodeStrict(text, &sc); err != nil {
		return sc, fmt.Errorf("%w: %s: %w", ErrScenario, path, err)
	}
	if err := sc.check(); err != nil {
		return sc, fmt.Errorf("%w: %s: %w", ErrScenario, path, err)
	}
	return sc, nil
}

// decodeStrict decodes one YAML document and refuses unknown keys and a second document.
func decodeStrict(text []byte, into any) error {
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(into); err != nil {
		return err
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return errors.New("there is more than one document")
	}
	return nil
}

func (sc *scenario) check() error {
	var problems []error
	say := func(bad bool, what string) {
		if bad {
			problems = append(problems, errors.New(what))
		}
	}
	say(len(sc.Organisations) == 0, "organisations: there is none")
	say(sc.Limits.Achievements < 1 || sc.Limits.Learners < 1, "limits: each must be 1 or more")
	say(sc.Jobs.Wait < 0 || sc.Jobs.Run < 0 || sc.Jobs.Slow < 0, "jobs: a time must not be negative")
	say(sc.Wire.AchievementErrors != "fault" && sc.Wire.AchievementErrors != "response", "wire.achievement_errors: use fault or response")
	say(!strings.Contains(" csv base64 xml ", " "+sc.Wire.ErrorFile+" "), "wire.error_file: use csv, base64 or xml")
	say(sc.Random.Rate < 0 || sc.Random.Rate > 1, "random.rate: use 0 to 1")
	say(sc.Random.Rate > 0 && len(sc.Random.Kinds) == 0, "random.kinds: there is none")
	for _, kind := range sc.Random.Kinds {
		say(!kind.known(), fmt.Sprintf("random.kinds: %q is not a kind of fault", kind))
	}
	for i := range sc.Faults {
		if err := sc.Faults[i].check(); err != nil {
			problems = append(problems, fmt.Errorf("faults[%d]: %w", i, err))
		}
	}
	return errors.Join(problems...)
}

// from resolves a path of the scenario against the scenario's folder.
func from(dir, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, filepath.FromSlash(path))
}
