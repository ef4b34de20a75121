package main

import (
	"os/exec"
	"strings"
	"testing"
	"time"
)

func TestVersionsOfGitBecomeVersionsOfPackages(t *testing.T) {
	for _, test := range []struct{ git, linux, windows string }{
		{"v1.2.3", "1.2.3", "1.2.3"},
		{"v1.2.3-4-g49bcc9e", "1.2.3+4.g49bcc9e", "1.2.3"},
		{"v1.2.3-4-g49bcc9e-dirty", "1.2.3+4.g49bcc9e.dirty", "1.2.3"},
		{"v1.2.3-dirty", "1.2.3+dirty", "1.2.3"},
		{"v0.0.0-209-g6c6472f", "0.0.0+209.g6c6472f", "0.0.0"},
	} {
		v, err := parseVersion(test.git, "49bcc9e", time.Unix(0, 0))
		if err != nil {
			t.Error(err)
			continue
		}
		windows, err := v.windows()
		if v.linux() != test.linux || windows != test.windows || err != nil {
			t.Errorf("%s: %s and %s, %v", test.git, v.linux(), windows, err)
		}
	}
	for _, wrong := range []string{"1.2.3", "v1.2", "v1.2.3-rc.1", "v1.2.3-rc.1-4-g49bcc9e", "", "v1.2.3 -X main.evil=1"} {
		if v, err := parseVersion(wrong, "", time.Now()); err == nil {
			t.Errorf("%q is taken for %v", wrong, v)
		}
	}
	for _, large := range []string{"v256.0.0", "v1.256.0", "v1.2.65536", "v99999999999999999999.0.0"} {
		v, err := parseVersion(large, "", time.Now())
		if err != nil {
			t.Fatal(err)
		}
		if got, err := v.windows(); err == nil {
			t.Errorf("%s becomes %s in an MSI", large, got)
		}
	}
}

// What dpkg says of their order decides which is the upgrade.
func TestVersionsComeInOrder(t *testing.T) {
	order := []string{"v1.2.3", "v1.2.3-1-gffffff0", "v1.2.3-2-g0000000", "v1.2.3-10-g0000000", "v1.2.4", "v1.10.0"}
	for i := range len(order) - 1 {
		var pair []string
		for _, text := range order[i : i+2] {
			v, err := parseVersion(text, "", time.Now())
			if err != nil {
				t.Fatal(err)
			}
			pair = append(pair, v.linux())
		}
		if err := exec.Command("dpkg", "--compare-versions", pair[0], "lt", pair[1]).Run(); err != nil {
			t.Errorf("%s: %v", strings.Join(pair, " does not come before "), err)
		}
	}
}
