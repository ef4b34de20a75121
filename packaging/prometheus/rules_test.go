// Package prometheus_test tries the alert rules of this folder with promtool.
package prometheus_test

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lrsdrop/internal/needs"
)

const rules, cases = "lrsdrop.rules.yml", "lrsdrop.rules.test.yml"

func promtool(t *testing.T, args ...string) {
	t.Helper()
	out, err := exec.Command(needs.Program(t, "promtool", "prometheus"), args...).CombinedOutput()
	if err != nil {
		t.Errorf("promtool %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

func TestRulesAreValid(t *testing.T) { promtool(t, "check", "rules", rules) }

func TestRulesFireWhenTheyShould(t *testing.T) { promtool(t, "test", "rules", cases) }

// Each alert is in the cases: by its name, or by the metric that it looks at
// among those that are counted together.
func TestEachAlertIsTried(t *testing.T) {
	text, err := os.ReadFile(rules)
	if err != nil {
		t.Fatal(err)
	}
	tried, err := os.ReadFile(cases)
	if err != nil {
		t.Fatal(err)
	}
	metrics := regexp.MustCompile(`\b(?:lrsdrop_\w+|up)\b`)
	alerts := regexp.MustCompile(`(?s)- alert: (\w+)\s+expr: ([^\n]+)(.*?description: )`).FindAllStringSubmatch(string(text), -1)
	if want := strings.Count(string(text), "- alert: "); len(alerts) != want {
		t.Fatalf("%d of %d alerts have an expression and a description", len(alerts), want)
	}
	series := metrics.FindAllString(string(tried), -1)
	for _, alert := range alerts {
		for _, metric := range metrics.FindAllString(alert[2], -1) {
			if !slices.Contains(series, metric) {
				t.Errorf("%s looks at %s, which no case has", alert[1], metric)
			}
		}
		if !strings.Contains(alert[3], "severity: ") || !strings.Contains(alert[3], "summary: ") {
			t.Errorf("%s says not how urgent it is, or not what happened", alert[1])
		}
	}
}
