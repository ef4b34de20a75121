package daemon_test

import (
	"errors"
	"log/slog"
	"os"
	"testing"

	"lrsdrop/internal/config"
	"lrsdrop/internal/daemon"
	"lrsdrop/internal/lrs"
)

// nobody is a witness that must never be asked.
type nobody struct{ t *testing.T }

func (n nobody) Exchange(lrs.About, lrs.Exchange)       { n.t.Error("an exchange was shown") }
func (n nobody) Copy(_ lrs.About, _ string) daemon.Copy { n.t.Error("an answer was shown"); return nil }

// Whatever command asks for it, exchanges with production are not kept.
func TestO22_NobodyLooksOnInProduction(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{})
	c := *w.config
	c.LRS.Environment = config.Production
	d, err := daemon.New(t.Context(), &c, slog.New(slog.DiscardHandler), daemon.Options{Witness: nobody{t}})
	if !errors.Is(err, daemon.ErrWitnessed) || d != nil {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(c.StateDir + "/lock"); err == nil {
		t.Error("the state folder was taken")
	}
}
