package lrssim

import (
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Simulator is one simulated LRS: organisations, learners, qualifications, jobs and faults. All its
// methods may be called at any time from any goroutine.
type Simulator struct {
	scenario      scenario
	organisations []*organisation
	register      *register
	catalogue     *catalogue
	certificate   tls.Certificate
	clients       *x509.CertPool
	digests       digester
	now           func() time.Time
	allowRemote   bool

	mu      sync.Mutex
	script  script
	seed    uint64
	jobs    jobBook
	awards  awardBook
	history history
	taken   map[string]Taken // by organisation
}

// Load reads the scenario that Init wrote to dir, or that was edited since. What is wrong with it
// is an ErrScenario.
func Load(dir string) (*Simulator, error) {
	sc, err := readScenario(filepath.Join(dir, "scenario.yaml"))
	if err != nil {
		return nil, err
	}
	s := &Simulator{scenario: sc, now: time.Now, digests: newDigester()}
	for _, entry := range sc.Organisations {
		o, err := loadOrganisation(dir, entry)
		if err != nil {
			return nil, err
		}
		s.organisations = append(s.organisations, o)
	}
	if s.register, err = loadRegister(from(dir, sc.Register.File), sc.Register.AcceptAny); err != nil {
		return nil, err
	}
	if s.catalogue, err = loadCatalogue(from(dir, sc.Qualification.File), sc.Qualification.AcceptAny); err != nil {
		return nil, err
	}
	if err := s.loadTLS(dir); err != nil {
		return nil, err
	}
	s.jobs.next = firstJobID(s.now())
	s.Reset()
	return s, nil
}

func (s *Simulator) loadTLS(dir string) (err error) {
	server := s.scenario.Server
	if s.certificate, err = tls.LoadX509KeyPair(from(dir, server.Certificate), from(dir, server.Key)); err != nil {
		return fmt.Errorf("load the server certificate: %w", err)
	}
	ca, err := os.ReadFile(from(dir, server.ClientCA))
	if err != nil {
		return fmt.Errorf("read the CA of the clients: %w", err)
	}
	s.clients = x509.NewCertPool()
	if !s.clients.AppendCertsFromPEM(ca) {
		return fmt.Errorf("%w: server.client_ca: %w", ErrScenario, errors.New("the file has no PEM certificate"))
	}
	return nil
}

// AllowRemote lifts the rule that both ports listen on loopback only. Call it before Start. Nothing
// guards the admin port.
func (s *Simulator) AllowRemote() { s.allowRemote = true }

// Seed tells the seed of the random faults, and whether they are on.
func (s *Simulator) Seed() (uint64, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seed, s.script.chance != nil
}

// AddFault arms a fault behind those already armed. It refuses a fault that can do nothing.
func (s *Simulator) AddFault(f Fault) error { return s.addFaults([]Fault{f}) }

func (s *Simulator) addFaults(faults []Fault) error {
	for i := range faults {
		if err := faults[i].check(); err != nil {
			return fmt.Errorf("%w: %w", ErrScenario, err)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.script.faults)+len(faults) > maxFaults {
		return fmt.Errorf("%w: more than %d faults are armed", ErrScenario, maxFaults)
	}
	for _, f := range faults {
		s.script.arm(f)
	}
	return nil
}

// Requests lists the calls that came, oldest first, with the digests of their rows. The list keeps
// the last 10,000 calls.
func (s *Simulator) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.history.list()
}

// Jobs lists the jobs, oldest first. It keeps the last 10,000.
func (s *Simulator) Jobs() []Job {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.jobs.list(s.now())
}

// Taken tells what was taken of each organisation's achievement batches, by its id. Nothing is ever
// left out of it, and it stays as small as it is.
func (s *Simulator) Taken() map[string]Taken {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.taken)
}

// count adds a batch. Simulator.mu is held.
func (s *Simulator) count(organisation string, rows []RowDigest) {
	t := s.taken[organisation]
	t.Batches++
	for _, d := range rows {
		t.Add(d)
	}
	s.taken[organisation] = t
}

// Reset forgets calls, jobs, awards and added faults, and arms the scenario's own faults afresh. Job
// ids go on, so that no id ever names two jobs.
func (s *Simulator) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.history, s.taken = history{}, map[string]Taken{}
	s.awards = awardBook{}
	s.jobs = jobBook{next: s.jobs.next}
	s.script = script{random: s.scenario.Random}
	for _, f := range s.scenario.Faults {
		s.script.arm(f)
	}
	if s.scenario.Random.Rate > 0 {
		if s.seed = s.scenario.Random.Seed; s.seed == 0 {
			s.seed = drawSeed()
		}
		s.script.chance = mathrand.New(mathrand.NewPCG(s.seed, 0)) // #nosec G404 -- it chooses faults, and a seed repeats them
	}
}

func drawSeed() uint64 {
	var b [8]byte
	rand.Read(b[:]) // never fails, see crypto/rand
	return binary.LittleEndian.Uint64(b[:])
}
