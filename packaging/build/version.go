package main

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// version is what git says of a commit.
type version struct {
	text     string // as lrsdrop version prints it: v1.2.3, or v1.2.3-4-g49bcc9e four commits later
	core     string // 1.2.3
	since    string // of a commit without a tag: 4.g49bcc9e; it ends in dirty with changes that are not committed
	revision string
	when     time.Time
}

// unreleased is the version before the first tag.
const unreleased = "v0.0.0"

// describe asks git. Where there is no git, as in an archive of the source, the
// version is 0.0.0.
func describe(ctx context.Context, root string) (version, error) {
	if _, err := exec.LookPath("git"); err != nil {
		return nowhere(), nil
	}
	top, err := output(ctx, root, "git", "rev-parse", "--show-toplevel")
	if err != nil || filepath.Clean(top) != filepath.Clean(root) {
		return nowhere(), nil
	}
	commit, err := output(ctx, root, "git", "log", "-1", "--format=%H %ct")
	if err != nil {
		return version{}, fmt.Errorf("asking git for the commit: %w", err)
	}
	revision, seconds, _ := strings.Cut(commit, " ")
	when, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return version{}, fmt.Errorf("asking git for the time of the commit: %w", err)
	}
	text, err := described(ctx, root)
	if err != nil {
		return version{}, fmt.Errorf("asking git for the version: %w", err)
	}
	return parseVersion(text, revision, time.Unix(when, 0))
}

func nowhere() version {
	return version{text: unreleased, core: "0.0.0", when: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)}
}

// described is the last tag of a release and how many commits there are since.
func described(ctx context.Context, root string) (string, error) {
	if text, err := output(ctx, root, "git", "describe", "--tags", "--match", "v[0-9]*", "--dirty"); err == nil {
		return text, nil
	}
	count, err := output(ctx, root, "git", "rev-list", "--count", "HEAD")
	if err != nil {
		return "", err
	}
	commit, err := output(ctx, root, "git", "describe", "--always", "--dirty")
	return unreleased + "-" + count + "-g" + commit, err
}

var form = regexp.MustCompile(`^v([0-9]+\.[0-9]+\.[0-9]+)(?:-([0-9]+-g[0-9a-f]+))?(-dirty)?$`)

func parseVersion(text, revision string, when time.Time) (version, error) {
	m := form.FindStringSubmatch(text)
	if m == nil {
		return version{}, fmt.Errorf("the version %q is none that packages can have: tag releases as v1.2.3", text)
	}
	since := strings.Trim(strings.ReplaceAll(m[2]+m[3], "-", "."), ".")
	return version{text: text, core: m[1], since: since, revision: revision, when: when.UTC()}, nil
}

// linux is the version for deb and rpm. Both put 1.2.3+4 after 1.2.3 and before
// 1.2.4.
func (v version) linux() string {
	if v.since == "" {
		return v.core
	}
	return v.core + "+" + v.since
}

// windows is the version of the MSI, which is three numbers, the same between
// two releases. An MSI replaces one of the same version.
func (v version) windows() (string, error) {
	most := []int{255, 255, 65535}
	for i, n := range v.numbers() {
		if n > most[i] {
			return "", fmt.Errorf("version %s: an MSI has no number above %d there", v.core, most[i])
		}
	}
	return v.core, nil
}

// next is the first version after it.
func (v version) next() string {
	n := v.numbers()
	return fmt.Sprintf("%d.%d.%d", n[0], n[1], n[2]+1)
}

func (v version) numbers() (all []int) {
	for word := range strings.SplitSeq(v.core, ".") {
		n, err := strconv.Atoi(word)
		if err != nil {
			n = 1 << 30 // too long for a number, so above all limits
		}
		all = append(all, n)
	}
	return all
}

// linked is what the linker puts into the programs.
func (v version) linked() string {
	return "-s -w -X main.version=" + v.text + " -X main.revision=" + v.revision
}
