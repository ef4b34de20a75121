package daemon_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
	told "lrsdrop/internal/status"
)

// ask asks the running daemon over HTTP; 0 means that nobody answers.
func (w *world) ask(path string) (int, string) {
	w.t.Helper()
	address, err := os.ReadFile(filepath.Join(w.config.StateDir, "listen"))
	if err != nil {
		return 0, ""
	}
	answer, err := http.Get("http://" + strings.TrimSpace(string(address)) + path)
	if err != nil {
		return 0, ""
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	must(w.t, err)
	return answer.StatusCode, string(text)
}

// ready waits until the daemon says that all is well.
func (w *world) ready() {
	w.t.Helper()
	w.eventually("all is well", func() bool {
		code, text := w.ask("/readyz")
		return code == http.StatusOK && text == "ok\n" && strings.Count(w.metrics(), "lrsdrop_inbox_last_scan_timestamp_seconds{") > 0
	})
}

// unready waits for a reason that has all the words in it, and gives its line.
func (w *world) unready(words ...string) (line string) {
	w.t.Helper()
	w.eventually("/readyz says "+strings.Join(words, ", "), func() bool {
		code, text := w.ask("/readyz")
		for line = range strings.Lines(text) {
			if code == http.StatusServiceUnavailable && containsAll(line, words) {
				return true
			}
		}
		return false
	})
	return line
}

func containsAll(text string, words []string) bool {
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

func (w *world) metrics() (text string) {
	w.t.Helper()
	w.eventually("the daemon tells its metrics", func() bool {
		_, text = w.ask("/metrics")
		return text != ""
	})
	return text
}

func (w *world) snapshot() (s told.Snapshot) {
	w.t.Helper()
	var text string
	w.eventually("the daemon tells how it is", func() bool {
		_, text = w.ask("/status.json")
		return text != ""
	})
	must(w.t, json.Unmarshal([]byte(text), &s))
	return s
}

// ownStatus is the snapshot of the daemon of this world, if one listens: what a
// killed one has announced may be another's address by now.
func (w *world) ownStatus() (s told.Snapshot, ok bool) {
	w.t.Helper()
	_, text := w.ask("/status.json")
	if text == "" {
		return s, false
	}
	must(w.t, json.Unmarshal([]byte(text), &s))
	return s, s.Config.File == w.fixture.Config
}

func TestF20_HealthNamesTheInboxThatIsOutAndSinceWhen(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.ready()
	inbox := w.fixture.Organisations[acme].Inbox
	before := time.Now().Add(-time.Second)
	must(t, os.Rename(inbox, inbox+".away"))
	line := w.unready("inbox "+inbox+" of acme is out since ", "cannot be reached")
	_, rest, _ := strings.Cut(line, "since ")
	at, _, _ := strings.Cut(rest, ": ")
	if since, err := time.Parse(time.RFC3339, at); err != nil || since.Before(before.Truncate(time.Second)) || time.Since(since) > time.Minute {
		t.Errorf("%q: %v", line, err)
	}
	if code, text := w.ask("/healthz"); code != http.StatusOK || text != "ok\n" {
		t.Errorf("to start again would not bring a folder back: /healthz says %d %q", code, text)
	}
	up := func(org int) string {
		o := w.fixture.Organisations[org]
		return fmt.Sprintf("lrsdrop_inbox_up{endpoint=%q,inbox=%q,organisation=%q} ", "", o.Inbox, o.ID)
	}
	if got := w.metrics(); !containsAll(got, []string{up(acme) + "0", up(beta) + "1"}) {
		t.Errorf("metrics:\n%s", got)
	}
	s := w.snapshot()
	if s.Ready || s.StateID != w.daemon.Store().ID() || s.Inboxes[acme].OutSince.IsZero() || !s.Inboxes[beta].OutSince.IsZero() {
		t.Errorf("%+v", s)
	}
	must(t, os.Rename(inbox+".away", inbox))
	w.ready()
	if got := w.metrics(); !strings.Contains(got, up(acme)+"1") {
		t.Errorf("metrics:\n%s", got)
	}
}

// The names of files are in the errors of folders. They are told to nobody.
func TestATroubleWithAFileDoesNotTellItsName(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now})
	w.ready()
	const name = "Adaeze results.csv"
	inbox, outbox := w.fixture.Organisations[acme].Inbox, w.fixture.Organisations[acme].Outbox
	must(t, os.WriteFile(filepath.Join(inbox, ".claimed"), nil, 0o600)) // so that nothing can be claimed
	must(t, os.Rename(outbox, outbox+".away"))
	w.drop(acme, name, awards(matches))
	w.unready("inbox "+inbox+" of acme has a trouble", "claim a file in ")
	w.eventually("the log tells of the trouble", func() bool { return strings.Contains(w.log.String(), "an inbox has a trouble") })
	must(t, os.Remove(filepath.Join(inbox, ".claimed")))
	w.eventually("the outbox is told to be out", func() bool {
		w.step(c, time.Minute)
		_, text := w.ask("/readyz")
		return strings.Contains(text, "outbox "+outbox+" of acme cannot be written to since ")
	})
	w.eventually("the log tells of the step that failed", func() bool { return strings.Contains(w.log.String(), "a step failed") })
	must(t, os.Rename(outbox+".away", outbox))
	w.awaitStepping(c, time.Hour, acme, name, "done")
	if got := w.snapshot().Outboxes[0]; got.LastWrite.IsZero() || !got.OutSince.IsZero() || got.Use != told.UseOutbox || got.ID != outbox {
		t.Errorf("%+v", got)
	}
	w.halt()
	if strings.Contains(w.told+w.log.String(), "Adaeze") {
		t.Error("a part of the name is told")
	}
}

func TestATakenPortStopsNoFile(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer taken.Close()
	w := newWorld(t, worldOption{edit: setting("listen", `"`+taken.Addr().String()+`"`)})
	w.drop(acme, "July.csv", awards(matches))
	w.await(acme, "July.csv", "done")
	if !containsAll(w.log.String(), []string{"level=ERROR", "name another port in listen", taken.Addr().String()}) {
		t.Errorf("the log does not say what to do:\n%s", w.log)
	}
	if code, _ := w.ask("/healthz"); code != 0 {
		t.Errorf("it says that it listens, and %d answers", code)
	}
}

func TestWithoutListenNothingIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: []lrssim.Option{lrssim.WithListen("")}})
	w.drop(acme, "July.csv", awards(matches))
	w.await(acme, "July.csv", "done")
	if code, _ := w.ask("/healthz"); code != 0 {
		t.Errorf("%d answers", code)
	}
}

func TestReadinessTellsOfASuspendedOrganisationAndOfWaitingFiles(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{})
	must(t, os.Remove(w.fixture.Organisations[beta].PKCS12))
	w.start()
	w.unready("organisation beta is suspended since ", "beta.p12")
	w.drop(acme, "July.csv", awards(similar))
	w.await(acme, "July.csv", "held")
	s := w.snapshot()
	if s.Queue.Waiting != 1 || s.Queue.UnderWay != 0 || len(s.Reasons) != 1 {
		t.Errorf("%+v", s)
	}
	if got := w.metrics(); !strings.Contains(got, `lrsdrop_files{organisation="acme",state="held"} 1`) || !strings.Contains(got, `lrsdrop_organisation_suspended{organisation="beta"} 1`) {
		t.Errorf("metrics:\n%s", got)
	}
	w.halt()
	if _, err := os.Stat(filepath.Join(w.config.StateDir, "listen")); err == nil {
		t.Error("a daemon that has stopped still says where it listens")
	}
}

func TestReadinessTellsOfARefusedPassword(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.fault(lrssim.Fault{Match: lrssim.Match{Organisation: "acme"}, Action: lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0005"}})
	w.drop(acme, "July.csv", awards(matches))
	w.unready("LRS refused the password or certificate of organisation acme (WSEC0005)")
	w.drop(beta, "July.csv", awards(matches))
	w.await(beta, "July.csv", "done")
}
