package daemon_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/sftpsim"
	told "lrsdrop/internal/status"
)

// What the alerts and the dashboard look at is there, under these names and with
// these labels, once a daemon has had a day's work.
func TestAlertsAndDashboardLookAtMetricsThatAreThere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{remote: onServer(simulated(t, sftpsim.Behaviour{})), edit: byWebhook(t, &hook{})})
	w.drop(acme, "July.csv", awards(matches, similar))
	w.drop(beta, "July.csv", awards(matches))
	w.await(acme, "July.csv", "held")
	w.await(beta, "July.csv", "done")
	text := w.metrics()
	there, labels := map[string]bool{}, map[string]bool{"le": true, "instance": true}
	for _, found := range regexp.MustCompile(`(?m)^(lrsdrop_\w+)(?:\{(.*)\})? `).FindAllStringSubmatch(text, -1) {
		there[found[1]] = true
		for _, label := range regexp.MustCompile(`(\w+)="`).FindAllStringSubmatch(found[2], -1) {
			labels[label[1]] = true
		}
	}
	used := regexp.MustCompile(`\blrsdrop_\w+`)
	grouped := regexp.MustCompile(`\bby \(([^)]*)\)|\{\{ ?(?:\$labels\.)?(\w+) ?\}\}`)
	looked := 0
	for _, path := range []string{"prometheus/lrsdrop.rules.yml", "grafana/lrsdrop.json"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "packaging", path))
		must(t, err)
		for _, name := range used.FindAllString(string(text), -1) {
			looked++
			if !there[name] {
				t.Errorf("%s looks at %s, which the daemon does not tell", path, name)
			}
		}
		for _, found := range grouped.FindAllStringSubmatch(string(text), -1) {
			for _, label := range strings.FieldsFunc(found[1]+found[2], func(r rune) bool { return r == ',' || r == ' ' }) {
				if !labels[label] {
					t.Errorf("%s looks at the label %s, which no metric has", path, label)
				}
			}
		}
	}
	if looked < 40 {
		t.Errorf("only %d uses of metrics were found", looked)
	}
	if !containsAll(text, []string{
		`lrsdrop_file_moves_total{organisation="beta",state="done"} 1`, `lrsdrop_file_moves_total{organisation="beta",state="refused"} 0`,
		`lrsdrop_rows_total{organisation="acme",outcome="held"} 1`, `lrsdrop_rows_total{organisation="beta",outcome="accepted"} 1`,
		`lrsdrop_lrs_calls_total{class="ok",operation="SubmitAchievementBatchJob",organisation="beta"} 1`, `lrsdrop_step_duration_seconds_count{step="check"}`,
	}) {
		t.Errorf("metrics:\n%s", text)
	}
	if last := w.snapshot().Organisations[beta].LastSuccess; last.IsZero() {
		t.Error("nobody knows that LRS has answered")
	}
}

func TestDashboardIsWhatGrafanaReads(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../packaging/grafana/lrsdrop.json")
	must(t, err)
	var board struct {
		UID, Title string
		Panels     []struct {
			ID          int
			Type, Title string
			GridPos     struct{ X, Y, W, H int }
			Targets     []struct{ Expr string }
		}
	}
	must(t, json.Unmarshal(text, &board))
	ids := map[int]bool{}
	for _, p := range board.Panels {
		if ids[p.ID] || p.Title == "" || p.GridPos.W == 0 || p.GridPos.X+p.GridPos.W > 24 || p.Type != "row" && len(p.Targets) == 0 {
			t.Errorf("panel %d %q is not whole", p.ID, p.Title)
		}
		ids[p.ID] = true
	}
	if board.UID != "lrsdrop" || len(ids) < 20 {
		t.Errorf("%s has %d panels", board.UID, len(ids))
	}
}

// room is a disk whose room a test says.
type room struct{ low atomic.Pointer[string] }

func (r *room) free(path string) (uint64, bool) {
	if low := r.low.Load(); low != nil && path == *low {
		return 1 << 20, true
	}
	return 1 << 40, true
}

func TestF24_NothingIsTakenWhileADiskIsNearlyFull(t *testing.T) {
	t.Parallel()
	disk := &room{}
	w := prepare(t, worldOption{})
	w.free = disk.free
	w.start()
	w.ready()
	disk.low.Store(&w.config.StateDir)
	w.unready("the disk of "+w.config.StateDir+" has 1 MiB free", "files.min_free_bytes is 256 MiB", "no new file is taken since ")
	w.drop(acme, "July.csv", awards(matches))
	w.eventually("the file is seen", func() bool { return w.snapshot().Inboxes[acme].Waiting == 1 })
	disk.low.Store(&w.fixture.Organisations[beta].Outbox)
	w.await(acme, "July.csv", "done") // another's outbox is nothing to acme
	w.unready("the disk of " + w.fixture.Organisations[beta].Outbox + " of beta has 1 MiB free")
	w.drop(beta, "July.csv", awards(matches))
	w.eventually("the file is seen", func() bool { return w.snapshot().Inboxes[beta].Waiting == 1 })
	if code, _ := w.ask("/healthz"); code != http.StatusOK {
		t.Errorf("to start again would make no room: %d", code)
	}
	if text := w.metrics(); !strings.Contains(text, `,use="outbox"} 1.048576e+06`) {
		t.Errorf("metrics:\n%s", text)
	}
	if _, ok := w.status(beta, "July.csv"); ok {
		t.Error("a file was taken although a disk is nearly full")
	}
	disk.low.Store(nil)
	w.await(beta, "July.csv", "done")
	w.ready()
	const low, again = "a disk is nearly full: no new file is taken", "a disk has room again"
	if log := w.log.String(); strings.Count(log, low) != 2 || strings.Count(log, again) != 2 {
		t.Errorf("the log tells it %d and %d times", strings.Count(log, low), strings.Count(log, again))
	}
}

func TestReadinessTellsWhenLRSDoesNotAnswer(t *testing.T) {
	t.Parallel()
	c := &clock{}
	const answerPatience = 15 * time.Minute
	w := newWorld(t, worldOption{now: c.now})
	w.fault(lrssim.Fault{Match: lrssim.Match{Organisation: "acme"}, Action: lrssim.Action{Kind: lrssim.KindDropBefore}, Times: 3})
	w.drop(acme, "July.csv", awards(matches))
	w.eventually("the daemon tells how it is", func() bool { code, _ := w.ask("/healthz"); return code == http.StatusOK })
	w.eventually("a call fails", func() bool { return !w.snapshot().Organisations[acme].FailingSince.IsZero() })
	c.step(answerPatience)
	w.unready("LRS has not answered organisation acme since ", "LOCAL-", "lrsdrop check --connect")
	if text := w.metrics(); !strings.Contains(text, `class="lost"`) {
		t.Errorf("metrics:\n%s", text)
	}
	w.awaitStepping(c, answerPatience, acme, "July.csv", "done")
	w.ready()
}

func TestReadinessTellsOfEachThing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{})
	w.ready()
	code, text := w.ask("/readyz?verbose")
	want := []string{"ok\n", "[+] schedule: ok", "[+] database: ok", "[+] disk of " + w.config.StateDir, "[+] organisation acme: ok",
		"[+] inbox " + w.fixture.Organisations[beta].Inbox + " of beta: ok, last looked at at ", "[+] outbox " + w.fixture.Organisations[acme].Outbox}
	if code != http.StatusOK || !containsAll(text, want) {
		t.Errorf("%d %s", code, text)
	}
	var s told.Snapshot
	_, text = w.ask("/status.json")
	must(t, json.Unmarshal([]byte(text), &s))
	uses := map[string]int{}
	for _, d := range s.Disks {
		uses[d.Use]++
	}
	if got := slices.Sorted(maps.Keys(uses)); !slices.Equal(got, []string{"archive", "outbox", "state"}) || s.Store.Bytes == 0 {
		t.Errorf("%v %+v", uses, s.Store)
	}
}
