package lrssim

import (
	"bytes"
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
	"time"
)

// ErrExists is the reason why Init refused: it never overwrites.
var ErrExists = errors.New("a file is there already; nothing was written")

// Fixture lists what Init wrote. All paths begin with the folder that Init was given.
type Fixture struct {
	Dir            string
	Config         string // lrsdrop.yaml
	Scenario       string
	Learners       string
	Qualifications string
	CA             string // PEM; its private key was not kept
	ServerCert     string
	ServerKey      string
	Organisations  []FixtureOrganisation
	Files          []string // all of these, sorted
}

// FixtureOrganisation is one organisation with the files of its secrets and its folders.
type FixtureOrganisation struct {
	ID, Name, UKPRN, Reference string

	Password, PKCS12, Passphrase, Certificate, Key string // files
	Inbox, Outbox, Archive                         string // folders
}

// Option changes what Init writes.
type Option func(*settings)

type settings struct {
	Port               int
	Listen             string
	SFTP               string // address of a server; "": folders of this machine
	Wait, Run          time.Duration
	AcceptAny          bool
	PollFirst, PollMax time.Duration
	Settle, InboxPoll  time.Duration
	Organisations      []organisationSettings
	Expired, NotYet    []string
}

type organisationSettings struct{ ID, Name, UKPRN, Reference, Email string }

// WithPort makes lrsdrop.yaml call the simulator on another port of 127.0.0.1 than 8443.
func WithPort(port int) Option { return func(s *settings) { s.Port = port } }

// WithListen sets where lrsdrop.yaml has the daemon tell how it is: an address of this machine, "" for
// nowhere. Without it that is 127.0.0.1:9464, which one daemon at a time can have; port 0 is any free one.
func WithListen(address string) Option { return func(s *settings) { s.Listen = address } }

// WithSFTP has lrsdrop.yaml look for inboxes and outboxes on an SFTP server, as /inbox and /outbox of
// a login named like the organisation. Whoever starts the server serves the folder sftp/ID to each,
// and writes its password to secrets/ID.sftp and the server's key to secrets/known_hosts.
func WithSFTP(address string) Option { return func(s *settings) { s.SFTP = address } }

// WithJobTimes has jobs wait and run for so long; without it they are finished when first asked for.
func WithJobTimes(wait, run time.Duration) Option {
	return func(s *settings) { s.Wait, s.Run = wait, run }
}

// WithAcceptAny lets every possible ULN that the register does not list match whatever details are
// sent, and every well-formed reference be an accepted one. Large loads need it.
func WithAcceptAny() Option { return func(s *settings) { s.AcceptAny = true } }

// WithPolling sets when lrsdrop.yaml first asks for a job and the longest time between two questions.
func WithPolling(first, longest time.Duration) Option {
	return func(s *settings) { s.PollFirst, s.PollMax = first, longest }
}

// WithInboxes sets how long a file must stand still, and how often the folders are looked at.
func WithInboxes(settle, poll time.Duration) Option {
	return func(s *settings) { s.Settle, s.InboxPoll = settle, poll }
}

// WithOrganisations has so many organisations instead of two, each with a certificate, password and
// folders of its own: acme and beta, then org-03 and so on, at most 9,999.
func WithOrganisations(n int) Option {
	return func(s *settings) {
		for i := len(s.Organisations); i < min(n, 9999); i++ {
			id := fmt.Sprintf("org-%02d", i+1)
			s.Organisations = append(s.Organisations, organisationSettings{
				id, fmt.Sprintf("Organisation %d", i+1), fmt.Sprintf("1%07d", i+1), fmt.Sprintf("RN%04d", i), "lrs-alerts@" + id + ".example.org",
			})
		}
		s.Organisations = s.Organisations[:max(1, min(n, len(s.Organisations)))]
	}
}

// WithExpired gives the organisations named a certificate that expired an hour ago.
func WithExpired(ids ...string) Option {
	return func(s *settings) { s.Expired = append(s.Expired, ids...) }
}

// WithNotYet gives the organisations named a certificate that is valid from tomorrow on.
func WithNotYet(ids ...string) Option {
	return func(s *settings) { s.NotYet = append(s.NotYet, ids...) }
}

func defaultSettings() settings {
	return settings{
		Port: 8443, Listen: "127.0.0.1:9464", PollFirst: 2 * time.Second, PollMax: 15 * time.Second,
		Settle: 2 * time.Second, InboxPoll: 10 * time.Second,
		Organisations: []organisationSettings{
			{"acme", "Acme Awarding", "10099999", "RN0000", "lrs-alerts@acme.example.org"},
			{"beta", "Beta Board", "10088888", "RN0001", "lrs-alerts@beta.example.org"},
		},
	}
}

// Init writes a complete set for trials to dir, which it makes if need be: certificates, two
// organisations with their secrets and folders, learners.csv, qualifications.csv, scenario.yaml and
// a lrsdrop.yaml that fits them. Secrets are readable by their owner alone. If one of the files is
// there already it writes none and returns an ErrExists that names it.
func Init(dir string, options ...Option) (Fixture, error) {
	set := defaultSettings()
	for _, option := range options {
		option(&set)
	}
	w := &fixtureWriter{set: set, fixture: newFixture(dir, set)}
	for _, path := range w.fixture.Files {
		if _, err := os.Lstat(path); err == nil {
			return Fixture{}, fmt.Errorf("%s: %w", path, ErrExists)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return Fixture{}, fmt.Errorf("look for %s: %w", path, err)
		}
	}
	if err := w.writeAll(); err != nil {
		return Fixture{}, fmt.Errorf("write the simulator's files: %w", err)
	}
	return w.fixture, nil
}

func newFixture(dir string, set settings) Fixture {
	in := func(elem ...string) string { return filepath.Join(append([]string{dir}, elem...)...) }
	f := Fixture{
		Dir: dir, Config: in("lrsdrop.yaml"), Scenario: in("scenario.yaml"),
		Learners: in("learners.csv"), Qualifications: in("qualifications.csv"),
		CA: in("sim", "ca.pem"), ServerCert: in("sim", "server.pem"), ServerKey: in("sim", "server.key"),
	}
	f.Files = []string{f.Config, f.Scenario, f.Learners, f.Qualifications, f.CA, f.ServerCert, f.ServerKey}
	folder := func(kind, id string) string {
		if set.SFTP != "" && kind != "archive" {
			return in("sftp", id, kind)
		}
		return in(kind, id)
	}
	for _, o := range set.Organisations {
		org := FixtureOrganisation{
			ID: o.ID, Name: o.Name, UKPRN: o.UKPRN, Reference: o.Reference,
			Password: in("secrets", o.ID+".password"), PKCS12: in("secrets", o.ID+".p12"), Passphrase: in("secrets", o.ID+".passphrase"),
			Certificate: in("secrets", o.ID+".pem"), Key: in("secrets", o.ID+".key"),
			Inbox: folder("inbox", o.ID), Outbox: folder("outbox", o.ID), Archive: folder("archive", o.ID),
		}
		f.Organisations = append(f.Organisations, org)
		f.Files = append(f.Files, org.Password, org.PKCS12, org.Passphrase, org.Certificate, org.Key)
	}
	slices.Sort(f.Files)
	return f
}

// fixtureWriter writes the files of a fixture.
type fixtureWriter struct {
	set     settings
	fixture Fixture
}

func (w *fixtureWriter) writeAll() error {
	f := &w.fixture
	folders := []string{filepath.Dir(f.CA), filepath.Dir(f.Organisations[0].Password)}
	for _, o := range f.Organisations {
		folders = append(folders, o.Inbox, o.Outbox, o.Archive)
	}
	for _, folder := range folders {
		if err := os.MkdirAll(folder, 0o750); err != nil {
			return err
		}
	}
	if err := w.writeCertificates(); err != nil {
		return err
	}
	if err := writeTable(f.Learners, learnerColumns, learnerRows()); err != nil {
		return err
	}
	if err := writeTable(f.Qualifications, qualificationColumns, referenceRows()); err != nil {
		return err
	}
	if err := w.writeTemplate(f.Scenario, "scenario.yaml"); err != nil {
		return err
	}
	return w.writeTemplate(f.Config, "lrsdrop.yaml")
}

//go:embed fixture/scenario.yaml fixture/lrsdrop.yaml
var fixtureTemplates embed.FS

func (w *fixtureWriter) writeTemplate(path, name string) error {
	t, err := template.ParseFS(fixtureTemplates, "fixture/"+name)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	if err := t.Execute(&text, w.set); err != nil {
		return err
	}
	return writeNew(path, text.Bytes(), 0o640)
}

func writeTable(path string, header []string, rows [][]string) error {
	var text bytes.Buffer
	out := csv.NewWriter(&text)
	if err := out.WriteAll(append([][]string{header}, rows...)); err != nil {
		return err
	}
	return writeNew(path, text.Bytes(), 0o640)
}

// writeNew writes a file that must not be there yet.
func writeNew(path string, content []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode) // #nosec G304 -- who makes a trial names its folder
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Close())
}

func referenceRows() [][]string {
	var rows [][]string
	for _, r := range FixedReferences() {
		rows = append(rows, []string{r.Reference, r.Title, strings.Join(r.Organisations, " "), strings.Join(r.Grades, ";"), string(r.Behaviour)})
	}
	return rows
}

func learnerRows() [][]string {
	var rows [][]string
	for _, l := range FixedLearners() {
		inRegister := "yes"
		if l.Expect == "WSVRC006" {
			inRegister = "no"
		}
		rows = append(rows, []string{
			l.ULN, l.GivenName, l.FamilyName, l.DateOfBirth, l.Gender, l.Expect, inRegister,
			l.registerGiven, l.registerFamily, l.previousFamily, l.master,
		})
	}
	return rows
}
