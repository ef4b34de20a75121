package daemon_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// The clock goes back by most of an hour while a job is waited for, while the daemon
// runs and while it is stopped. The next poll comes when it would have come, and
// not three quarters of an hour later.
func TestF29_ClockThatGoesBackDelaysNothing(t *testing.T) {
	t.Parallel()
	for name, back := range map[string]func(*world, *clock){
		"running": func(w *world, c *clock) { w.step(c, -50*time.Minute) },
		"stopped": func(w *world, c *clock) {
			w.halt()
			c.step(-50 * time.Minute)
			w.start()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := &clock{}
			w := newWorld(t, worldOption{now: c.now, edit: setting("poll", "{first: 10m, factor: 1, max: 10m, give_up: 72h}")})
			w.drop(acme, "July.csv", awards(matches, refused))
			w.await(acme, "July.csv", "waiting")
			back(w, c)
			w.eventually("it is noticed", func() bool { return strings.Contains(w.log.String(), "the clock went back") })
			w.step(c, 12*time.Minute)
			w.await(acme, "July.csv", "done")
			w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009", "3": "rejected SIM-B99"})
		})
	}
}

// The clock goes ahead by days: what was due is done once, nothing is sent
// twice, and no job counts as overdue that LRS ends in time.
func TestF29_ClockThatGoesAheadRepeatsNothing(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now, edit: setting("poll", "{first: 1h, factor: 1, max: 1h, give_up: 72h}")})
	w.drop(acme, "July.csv", awards(matches, refused))
	w.await(acme, "July.csv", "waiting")
	w.step(c, 50*time.Hour)
	w.await(acme, "July.csv", "done")
	w.step(c, -50*time.Hour)
	w.drop(acme, "August.csv", awards(matchesToo, matches))
	w.awaitStepping(c, time.Hour, acme, "August.csv", "done")
	w.expect(acme, "August.csv", map[string]string{"2": "accepted WSRC0009", "3": "already_sent LOCAL-ALREADY-SENT"})
	if n := len(w.submits()); n != 2 {
		t.Errorf("LRS took %d batches, want 2", n)
	}
}

// LRS allows fewer achievements in a batch than the setting says. The file waits,
// its page names the setting, and with that lowered it goes through by itself.
func TestF30_RefusalForTheLimitOfAchievementsNamesTheSetting(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: anybody})
	w.allowAtMost("{achievements: 2, learners: 5000}")
	w.drop(acme, "July.csv", series(0, 5))
	w.eventually("the page names the setting", func() bool { return w.pageHas(acme, "July.csv", "lrs.limits.achievements") })
	w.lower()
	w.await(acme, "July.csv", "done")
	w.all(acme, "July.csv", 5, "accepted WSRC0009")
	if n := len(w.submits()); n != 3 {
		t.Errorf("LRS took %d batches, want 3", n)
	}
}

// LRS allows fewer learners in a batch than the setting says. The answer names
// the setting, nothing was taken, and with that lowered the file may come again.
func TestF30_RefusalForTheLimitOfLearnersNamesTheSetting(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{sim: anybody, edit: limits(10_000, 5_000, 0)})
	w.allowAtMost("{achievements: 10000, learners: 2}")
	w.drop(acme, "July.csv", series(0, 4))
	w.await(acme, "July.csv", "done")
	w.all(acme, "July.csv", 4, "failed WSEC0001")
	w.pageSays(acme, "July.csv", "lrs.limits.learners")
	w.lower()
	w.drop(acme, "July.csv", series(0, 4)) // nothing of it was taken: it is no duplicate
	w.await(acme, "July.csv.2", "done")
	w.all(acme, "July.csv.2", 4, "accepted WSRC0009")
}

// lower has the daemon send smaller batches.
func (w *world) lower() {
	w.t.Helper()
	w.halt()
	w.editConfig(limits(2, 2, 0))
	w.reload()
	w.start()
}

func (w *world) pageHas(org int, base, words string) bool {
	text, err := os.ReadFile(w.outbox(org, base+".report.html"))
	return err == nil && strings.Contains(string(text), words)
}

// allowAtMost has LRS take smaller batches.
func (w *world) allowAtMost(limits string) {
	w.t.Helper()
	scenario := filepath.Join(w.dir, "scenario.yaml")
	text, err := os.ReadFile(scenario)
	must(w.t, err)
	kept := regexp.MustCompile(`(?m)^limits:.*\n`).ReplaceAllString(string(text), "")
	must(w.t, os.WriteFile(scenario, []byte(kept+"\nlimits: "+limits+"\n"), 0o600))
	w.restartSimulator()
}
