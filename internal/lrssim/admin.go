package lrssim

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
)

const maxAdminBody = 1 << 20

// adminHandler serves the admin port. A browser page of another origin cannot use it.
func (s *Simulator) adminHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /requests", func(w http.ResponseWriter, r *http.Request) {
		requests := s.Requests()
		if r.URL.Query().Get("rows") != "1" {
			for i := range requests {
				requests[i].Rows = nil
			}
		}
		writeJSON(w, requests)
	})
	mux.HandleFunc("GET /jobs", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, s.Jobs()) })
	mux.HandleFunc("POST /faults", s.postFaults)
	mux.HandleFunc("POST /reset", func(w http.ResponseWriter, _ *http.Request) {
		s.Reset()
		w.WriteHeader(http.StatusNoContent)
	})
	return http.NewCrossOriginProtection().Handler(mux)
}

// postFaults arms one fault or a list of them, in JSON or YAML with the keys of scenario.yaml.
func (s *Simulator) postFaults(w http.ResponseWriter, r *http.Request) {
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxAdminBody))
	if err == nil {
		var faults []Fault
		if faults, err = faultList(text); err == nil {
			err = s.addFaults(faults)
		}
	}
	switch {
	case errors.Is(err, ErrScenario):
		http.Error(w, err.Error(), http.StatusBadRequest)
	case err != nil:
		http.Error(w, "The faults could not be read.", http.StatusRequestEntityTooLarge)
	default:
		w.WriteHeader(http.StatusNoContent)
	}
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // a client that went away is its own business
}
