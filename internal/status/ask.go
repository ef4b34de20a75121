package status

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"lrsdrop/internal/faultpoint"
)

const (
	// addressFile, in the state folder, says where the daemon listens: the
	// configuration may have said "any free port".
	addressFile = "listen"
	askTimeout  = 10 * time.Second // the daemon may wait for its store
	maxAnswer   = 32 << 20
	maxAddress  = 256
)

// Announce writes where a daemon listens into its state folder, whole or not
// at all.
func Announce(stateDir, address string) error {
	path := filepath.Join(stateDir, addressFile)
	err := os.WriteFile(path+".tmp", []byte(address+"\n"), 0o600)
	if err == nil {
		faultpoint.At("status: announce")
		err = os.Rename(path+".tmp", path)
	}
	if err != nil {
		return fmt.Errorf("write where we listen: %w", err)
	}
	return nil
}

// Withdraw takes the announcement back. One that a killed daemon left does no
// harm: [Ask] sees who answers.
func Withdraw(stateDir string) error {
	err := os.Remove(filepath.Join(stateDir, addressFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("take back where we listen: %w", err)
	}
	return nil
}

// announced reads where the daemon of a state folder listens, or last did.
func announced(stateDir string) string {
	f, err := os.Open(filepath.Join(stateDir, addressFile)) // #nosec G304 -- it is in the state folder
	if err != nil {
		return ""
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxAddress))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

// Ask asks the daemon that has the state folder how it is. It gives nil when
// none runs, none listens, or another one has its place: it believes only who
// knows the state folder's id.
func Ask(ctx context.Context, stateDir, stateID string) *Snapshot {
	address := announced(stateDir)
	if address == "" || !loopback(address) {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	s, err := fetch(ctx, "http://"+address+"/status.json")
	if err != nil || s.StateID != stateID {
		return nil
	}
	s.Complete()
	return s
}

func fetch(ctx context.Context, url string) (*Snapshot, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return nil, err
	}
	// No proxy of the environment, and no kept connection.
	answer, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the answer is %s", answer.Status)
	}
	var s Snapshot
	return &s, json.NewDecoder(io.LimitReader(answer.Body, maxAnswer)).Decode(&s)
}
