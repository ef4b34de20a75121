package evidence

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"lrsdrop/internal/answer"
	"lrsdrop/internal/folder"
)

// Names within the folder.
const (
	pageName   = "index.html"
	sumsName   = "SHA256SUMS"
	markerName = "evidence.json"
	stepsName  = "steps"
	runName    = "run.json"
	logName    = "lrsdrop.log"
)

const (
	fileMode   fs.FileMode = 0o600
	folderMode fs.FileMode = 0o700

	schema  = 1
	maxRuns = 999     // of a step
	maxFact = 1 << 20 // bytes of a file of ours that is read again
)

// Refusal is a folder or a step that cannot be used, in words for the person
// who named it.
type Refusal string

func (r Refusal) Error() string { return string(r) }

// stepID is what a step may be called: it names a folder, and test scripts
// number their steps like 3, 3.1 or 3a.
var stepID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$`)

// CheckStep refuses a name that no step can have.
func CheckStep(id string) error {
	if !stepID.MatchString(id) || folder.SafeName(id) != nil {
		return Refusal("A step has a name of up to 40 letters, digits, dots, dashes and underscores, like 3.1; it begins with a letter or digit and ends in no dot")
	}
	return nil
}

// Folder is where evidence is kept.
type Folder struct {
	path        string
	root        *os.Root
	environment answer.Environment
}

type marker struct {
	Schema      int                `json:"schema"`
	Environment answer.Environment `json:"environment"`
}

// Open makes or opens a folder of evidence of one environment. It refuses
// production, a folder that holds something else, and one of another
// environment.
func Open(dir string, environment answer.Environment) (*Folder, error) {
	if environment != answer.Compatibility && environment != answer.Simulator {
		return nil, Refusal("Evidence is kept of a test session: in the compatibility environment or with the simulator, and never in production")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("find the folder of the evidence: %w", err)
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, Refusal(dir + " is a file. Name a folder for the evidence")
	}
	if err := os.MkdirAll(dir, folderMode); err != nil {
		return nil, fmt.Errorf("make the folder of the evidence: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the folder of the evidence: %w", err)
	}
	f := &Folder{path: dir, root: root, environment: environment}
	if err := f.claim(); err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return f, nil
}

// Close lets go of the folder.
func (f *Folder) Close() error { return f.root.Close() }

// Page is the path of the summary page.
func (f *Folder) Page() string { return filepath.Join(f.path, pageName) }

// claim makes sure that the folder is one of ours, for this environment.
func (f *Folder) claim() error {
	var m marker
	switch err := f.load(markerName, &m); {
	case errors.Is(err, fs.ErrNotExist):
		return f.found()
	case err != nil:
		return err
	case m.Environment != f.environment:
		return Refusal(fmt.Sprintf("%s has evidence of the %s environment. Name another folder for the %s environment: they never stand side by side",
			f.path, m.Environment, f.environment))
	}
	return f.makeDir(stepsName)
}

// found turns an empty folder into one of evidence.
func (f *Folder) found() error {
	entries, err := fs.ReadDir(f.root.FS(), ".")
	switch {
	case err != nil:
		return fmt.Errorf("look into the folder of the evidence: %w", err)
	case len(entries) > 0:
		return Refusal(f.path + " holds other files. Name an empty or a new folder for the evidence")
	}
	if err := f.makeDir(stepsName); err != nil {
		return err
	}
	return f.create(markerName, asJSON(marker{schema, f.environment}))
}

func (f *Folder) makeDir(name string) error {
	err := f.root.Mkdir(name, folderMode)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("make the folder %s of the evidence: %w", name, err)
	}
	return nil
}

// newRun makes the folder of a step's next run.
func (f *Folder) newRun(step string) (dir string, n int, err error) {
	dir = path.Join(stepsName, step)
	if err := f.makeDir(dir); err != nil {
		return "", 0, err
	}
	before, err := f.runs(dir)
	if err != nil {
		return "", 0, err
	}
	for n = before + 1; n <= maxRuns; n++ {
		name := path.Join(dir, runPrefix+strconv.Itoa(n))
		err := f.root.Mkdir(name, folderMode)
		if err == nil {
			return name, n, nil
		}
		if !errors.Is(err, fs.ErrExist) { // else another process has just begun it
			return "", 0, fmt.Errorf("make the folder of run %d of step %s: %w", n, step, err)
		}
	}
	return "", 0, Refusal(fmt.Sprintf("step %s was run %d times: take another name for it, or another folder", step, maxRuns))
}

const runPrefix = "run-"

// runs is the number of a step's last run.
func (f *Folder) runs(step string) (last int, err error) {
	entries, err := fs.ReadDir(f.root.FS(), step)
	if err != nil {
		return 0, fmt.Errorf("look for earlier runs: %w", err)
	}
	for _, e := range entries {
		last = max(last, runNumber(e.Name()))
	}
	return last, nil
}

// runNumber is the number of a run's folder; 0: it is none.
func runNumber(name string) int {
	digits, ok := strings.CutPrefix(name, runPrefix)
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || n < 1 || n > maxRuns {
		return 0
	}
	return n
}

// create writes a file that is not there yet.
func (f *Folder) create(name string, write func(io.Writer) error) error {
	file, err := f.root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, fileMode)
	if err != nil {
		return fmt.Errorf("keep %s: %w", name, err)
	}
	err = write(file)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("keep %s: %w", name, err)
	}
	return nil
}

// replace writes a file whole and gives it its name, whatever had it.
func (f *Folder) replace(name string, write func(io.Writer) error) error {
	dir, base := path.Split(name)
	temporary := dir + tempPrefix + rand.Text()
	err := f.create(temporary, write)
	if err == nil {
		if err = f.root.Rename(temporary, name); err != nil {
			err = fmt.Errorf("keep %s: %w", base, err)
		}
	}
	if err != nil {
		if gone := f.root.Remove(temporary); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}
	return err
}

// tempPrefix begins the names of files that are still being written.
const tempPrefix = ".unfinished-"

func unfinished(name string) bool { return strings.HasPrefix(name, tempPrefix) }

// load reads a file of ours that was written before.
func (f *Folder) load(name string, into any) error {
	file, err := f.root.Open(name)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, maxFact))
	if err == nil {
		err = json.Unmarshal(text, into)
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	return nil
}

// asJSON writes facts for people and programs.
func asJSON(v any) func(io.Writer) error {
	return func(w io.Writer) error {
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(v)
	}
}

// bytesOf writes what is there already.
func bytesOf(content []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	}
}
