package status

import (
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
)

var update = flag.Bool("update", false, "write the golden files of testdata")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != strings.ReplaceAll(string(want), "\r\n", "\n") {
		t.Errorf("%s: got\n%s", path, got)
	}
}

func TestMetricsAreAsPrometheusWantsThem(t *testing.T) {
	problems, err := testutil.CollectAndLint(newCollector(always(well())))
	problems = slices.DeleteFunc(problems, func(p promlint.Problem) bool {
		return p.Metric == "lrsdrop_certificate_days_left" // people count days; beside it stands the moment in seconds
	})
	if err != nil || len(problems) > 0 {
		t.Errorf("%v, %v", problems, err)
	}
}

// Names, help texts and labels are for good: dashboards depend on them.
func TestMetricsKeepTheirNames(t *testing.T) {
	code, text, header := get(t, serve(t, always(well())), "/metrics")
	if code != http.StatusOK || !strings.HasPrefix(header.Get("Content-Type"), "text/plain") || header.Get("Content-Encoding") != "" {
		t.Errorf("%d %v", code, header)
	}
	golden(t, "metrics.txt", text)
}

func TestEachScrapeLooksOnce(t *testing.T) {
	looks := 0
	s := serve(t, func() Snapshot { looks++; return well() })
	for range 3 {
		get(t, s, "/metrics")
	}
	if looks != 3 {
		t.Errorf("%d looks for 3 scrapes", looks)
	}
}

func TestMetricsOfATrouble(t *testing.T) {
	now := well()
	now.Inboxes[0].OutSince, now.Endpoints[0].DownSince, now.Outboxes[0].OutSince = noon(3), noon(4), noon(5)
	now.Schedule.Stalled, now.Store.Error, now.Organisations[0].Suspended = true, "disk full", "no certificate"
	_, text, _ := get(t, serve(t, always(now)), "/metrics")
	for _, want := range []string{
		`lrsdrop_inbox_up{endpoint="",inbox="/srv/inbox/acme",organisation="acme"} 0`,
		`lrsdrop_endpoint_up{endpoint="sftp://acme@mft.example.org:22"} 0`,
		`lrsdrop_outbox_up{endpoint="",organisation="acme",outbox="/srv/outbox/acme",use="outbox"} 0`,
		`lrsdrop_organisation_suspended{organisation="acme"} 1`,
		"lrsdrop_healthy 0", "lrsdrop_ready 0", "lrsdrop_store_up 0",
	} {
		if !strings.Contains(text, want+"\n") {
			t.Errorf("there is no %s", want)
		}
	}
}

// What two things have in common, or what is no text, must not cost the rest.
func TestOddLabelsDoNotStopAScrape(t *testing.T) {
	now := well()
	now.Inboxes[0].ID = "/srv/\xff\"\n"
	now.Inboxes = append(now.Inboxes, now.Inboxes[1])
	code, text, _ := get(t, serve(t, always(now)), "/metrics")
	if code != http.StatusOK || !strings.Contains(text, "lrsdrop_ready 1") {
		t.Errorf("%d\n%s", code, text)
	}
}
