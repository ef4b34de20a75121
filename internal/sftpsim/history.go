package sftpsim

import (
	"maps"
	"slices"
	"sync"
)

// Request is one thing that a client asked for.
type Request struct {
	Op         Op
	Path       string // as the login sees it, from "/"; of a read or close what was opened
	Target     string // the new name of a rename or hardlink
	User       string // "" before the login
	Connection int    // from 1
	Session    int    // from 1 over all connections; 0 = none
}

// Tally counts things that come and go.
type Tally struct {
	Made int // ever
	Open int // now
	Most int // ever at one time
}

// Stats is how much the server has been used.
type Stats struct {
	Connections Tally // with those that never logged in, without those above the limit
	Sessions    Tally
	Handles     Tally // files and folders that a client opened and did not close
}

// maxHistory bounds the list of requests. The oldest half goes at once, so that
// a long list is not moved for each request.
const maxHistory = 10_000

// history is what arrived.
type history struct {
	mu       sync.Mutex
	requests []Request
	counts   map[Op]int
	stats    Stats
}

func (h *history) add(r Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.counts[r.Op]++
	if len(h.requests) >= 2*maxHistory {
		h.requests = slices.Delete(h.requests, 0, maxHistory)
	}
	h.requests = append(h.requests, r)
}

// count changes a tally of the stats.
func (h *history) count(change func(*Stats)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	change(&h.stats)
}

func (t *Tally) come() {
	t.Made++
	t.Open++
	t.Most = max(t.Most, t.Open)
}

func (t *Tally) leave(n int) { t.Open -= n }

// Requests lists what arrived since the start or [Server.Forget], at most the
// last 10,000.
func (s *Server) Requests() []Request {
	s.history.mu.Lock()
	defer s.history.mu.Unlock()
	all := s.history.requests
	return slices.Clone(all[max(0, len(all)-maxHistory):])
}

// Counts tells how often each operation was asked for since the start or
// [Server.Forget].
func (s *Server) Counts() map[Op]int {
	s.history.mu.Lock()
	defer s.history.mu.Unlock()
	return maps.Clone(s.history.counts)
}

// Count is Counts for one operation.
func (s *Server) Count(op Op) int { return s.Counts()[op] }

// Forget empties what Requests and Counts tell. Stats go on.
func (s *Server) Forget() {
	s.history.mu.Lock()
	defer s.history.mu.Unlock()
	s.history.requests = nil
	clear(s.history.counts)
}

// Stats tells how much the server has been used since the start.
func (s *Server) Stats() Stats {
	s.history.mu.Lock()
	defer s.history.mu.Unlock()
	return s.history.stats
}
