package evidence

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// maxSums bounds how many files the sums may list.
const maxSums = 1_000_000

// sums are the SHA-256 of files, in hex, by their paths.
type sums map[string]string

var sumLine = regexp.MustCompile(`^([0-9a-f]{64}) [ *](.+)$`)

// sum finds the sums of all that is kept, and which files are not any more as
// they were: those keep the sum they had. The files of the run in dir are new.
func (f *Folder) sum(dir string) (sums, []string, error) {
	before, err := f.loadSums()
	if err != nil {
		return nil, nil, err
	}
	now, err := f.sumAll()
	if err != nil {
		return nil, nil, err
	}
	var changed []string
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if name == pageName || strings.HasPrefix(name, dir+"/") || f.runGone(name) {
			continue
		}
		if now[name] != before[name] {
			now[name] = before[name]
			changed = append(changed, name)
		}
	}
	return now, changed, nil
}

// runGone reports a file of a run that somebody has thrown away whole.
func (f *Folder) runGone(name string) bool {
	parts := strings.SplitN(name, "/", 4) // steps, STEP, run-N, the rest
	if len(parts) < 4 {
		return false
	}
	_, err := f.root.Lstat(path.Join(parts[:3]...))
	return errors.Is(err, fs.ErrNotExist)
}

// sumAll reads every file of the folder but the sums themselves.
func (f *Folder) sumAll() (sums, error) {
	all := sums{}
	err := fs.WalkDir(f.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || name == sumsName || unfinished(d.Name()) {
			return err
		}
		if len(all) == maxSums {
			return Refusal(fmt.Sprintf("%s has more than %d files: keep further evidence in another folder", f.path, maxSums))
		}
		all[name], err = f.sumOf(name)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("sum up the evidence: %w", err)
	}
	return all, nil
}

func (f *Folder) sumOf(name string) (string, error) {
	in, err := f.root.Open(name)
	if err != nil {
		return "", fmt.Errorf("read %s: %w", name, err)
	}
	defer in.Close()
	h := sha256.New()
	if _, err := io.Copy(h, in); err != nil {
		return "", fmt.Errorf("read %s: %w", name, err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// loadSums reads the sums of before; there are none the first time.
func (f *Folder) loadSums() (sums, error) {
	in, err := f.root.Open(sumsName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", sumsName, err)
	}
	defer in.Close()
	all := sums{}
	lines := bufio.NewScanner(in)
	for lines.Scan() && len(all) < maxSums {
		if found := sumLine.FindStringSubmatch(lines.Text()); found != nil {
			all[found[2]] = found[1]
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", sumsName, err)
	}
	return all, nil
}

// write writes the sums as sha256sum does.
func (s sums) write(w io.Writer) error {
	out := bufio.NewWriter(w)
	for _, name := range slices.Sorted(maps.Keys(s)) {
		if _, err := fmt.Fprintf(out, "%s  %s\n", s[name], name); err != nil {
			return err
		}
	}
	return out.Flush()
}
