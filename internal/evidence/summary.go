package evidence

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"lrsdrop/internal/answer"
)

// summarise writes the page and the sums over everything in the folder. The
// run in dir is the one that has just ended.
func (f *Folder) summarise(dir string, now time.Time, support answer.Support) (answer.Evidence, error) {
	page, err := f.collect()
	if err != nil {
		return page, err
	}
	sums, changed, err := f.sum(dir)
	if err != nil {
		return page, err
	}
	page.UpdatedAt, page.Support, page.Changed = now, support, changed
	if err := f.replace(pageName, page.Write); err != nil {
		return page, err
	}
	if sums[pageName], err = f.sumOf(pageName); err != nil {
		return page, err
	}
	return page, f.replace(sumsName, sums.write)
}

// collect reads all that was kept.
func (f *Folder) collect() (answer.Evidence, error) {
	page := answer.Evidence{Environment: f.environment, Products: products()}
	steps, err := fs.ReadDir(f.root.FS(), stepsName)
	if err != nil {
		return page, fmt.Errorf("look for the steps: %w", err)
	}
	slices.SortFunc(steps, func(a, b fs.DirEntry) int { return compareSteps(a.Name(), b.Name()) })
	for _, step := range steps {
		dir := path.Join(stepsName, step.Name())
		last, err := f.runs(dir)
		if err != nil {
			return page, err
		}
		for n := 1; n <= last; n++ {
			if err := f.collectRun(&page, fmt.Sprintf("%s/%s%d", dir, runPrefix, n)); err != nil {
				return page, err
			}
		}
	}
	return page, nil
}

// compareSteps sorts 3.2 before 3.10.
func compareSteps(a, b string) int {
	for a != "" && b != "" {
		m, n := digits(a), digits(b)
		if m == 0 || n == 0 {
			m, n = 1, 1
		}
		x, y := strings.TrimLeft(a[:m], "0"), strings.TrimLeft(b[:n], "0")
		if c := cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(x, y)); c != 0 {
			return c
		}
		a, b = a[m:], b[n:]
	}
	return cmp.Compare(len(a), len(b))
}

// digits is how many digits a text begins with.
func digits(s string) int {
	rest := strings.TrimLeft(s, "0123456789")
	return len(s) - len(rest)
}

// collectRun reads one run. One that is gone, or was never begun, adds nothing.
func (f *Folder) collectRun(page *answer.Evidence, dir string) error {
	var ran facts
	switch err := f.load(path.Join(dir, runName), &ran); {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		ran.unreadable(dir, err)
	}
	session := answer.Session{Step: ran.Step, Run: ran.Run, Began: ran.Began, Ended: ran.Ended, Log: path.Join(dir, logName), Troubles: ran.Troubles}
	entries, err := fs.ReadDir(f.root.FS(), dir)
	if err != nil {
		return fmt.Errorf("look into %s: %w", dir, err)
	}
	var results []result
	for _, e := range entries {
		switch {
		case strings.HasSuffix(e.Name(), resultSuffix):
			var r result
			if err := f.load(path.Join(dir, e.Name()), &r); err != nil {
				session.Troubles = append(session.Troubles, err.Error())
				continue
			}
			results = append(results, r)
		case strings.HasPrefix(e.Name(), outboxPrefix):
			if err := f.seen(&session, path.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	session.Exchanges = len(results)
	page.Sessions = append(page.Sessions, session)
	addSetting(page, ran.Setting, func(id string) bool {
		return slices.ContainsFunc(results, func(r result) bool { return r.Organisation == id }) ||
			slices.ContainsFunc(session.Files, func(f answer.SeenFile) bool { return f.Organisation == id })
	})
	slices.SortFunc(results, func(a, b result) int { return cmp.Compare(a.Number, b.Number) })
	for _, r := range results {
		addExchange(page, dir, &session, r)
	}
	return nil
}

// unreadable makes do with the name of a run whose facts somebody has damaged.
func (r *facts) unreadable(dir string, err error) {
	parts := strings.Split(dir, "/")
	*r = facts{Step: parts[1], Run: runNumber(parts[2]), Troubles: []string{err.Error()}}
}

// status is what is read of a status.json.
type status struct {
	FileID       string         `json:"file_id"`
	Name         string         `json:"name"`
	Organisation string         `json:"organisation"`
	State        answer.State   `json:"state"`
	Rows         map[string]int `json:"rows"`
	Outputs      []struct {
		Name string `json:"name"`
	} `json:"outputs"`
}

const (
	statusSuffix = ".status.json"
	reportSuffix = ".report.html"
)

// seen adds what the user saw of each file that was answered in a run. An
// answer that an earlier run kept is not named again.
func (f *Folder) seen(session *answer.Session, dir string) error {
	entries, err := fs.ReadDir(f.root.FS(), dir)
	if err != nil {
		return fmt.Errorf("look into %s: %w", dir, err)
	}
	there := map[string]bool{}
	for _, e := range entries {
		there[e.Name()] = true
	}
	for _, e := range entries {
		base, ok := strings.CutSuffix(e.Name(), statusSuffix)
		if !ok {
			continue
		}
		var s status
		if err := f.load(path.Join(dir, e.Name()), &s); err != nil {
			session.Troubles = append(session.Troubles, err.Error())
			continue
		}
		file := answer.SeenFile{Name: s.Name, FileID: s.FileID, Organisation: s.Organisation, State: s.State, Rows: s.Rows}
		if there[base+reportSuffix] {
			file.Report = path.Join(dir, base+reportSuffix)
		}
		for _, o := range s.Outputs {
			if there[o.Name] {
				file.Others = append(file.Others, answer.SeenOutput{Name: strings.TrimPrefix(o.Name, base+"."), Path: path.Join(dir, o.Name)})
			}
		}
		file.Others = append(file.Others, answer.SeenOutput{Name: strings.TrimPrefix(e.Name(), base+"."), Path: path.Join(dir, e.Name())})
		session.Files = append(session.Files, file)
	}
	return nil
}

// addSetting adds what a run was made with, and the organisations that had a
// part in it.
func addSetting(page *answer.Evidence, s Setting, had func(organisation string) bool) {
	page.Programs = withNew(page.Programs, s.Program)
	for _, address := range s.Services {
		page.Services = withNew(page.Services, address)
		if page.Environment == answer.Compatibility && !ofLRS(address) {
			page.Strange = true
		}
	}
	for _, o := range s.Organisations {
		if !had(o.ID) {
			continue
		}
		page.Organisations = withNew(page.Organisations, fmt.Sprintf("%s (UKPRN %s, %s)", o.Name, o.UKPRN, o.OrganisationRef))
	}
}

func withNew(all []string, one string) []string {
	if one == "" || slices.Contains(all, one) {
		return all
	}
	return append(all, one)
}

// ofLRS reports an address of the Department for Education's, where each of
// LRS's is (contract 1.1).
func ofLRS(address string) bool {
	u, err := url.Parse(address)
	return err == nil && strings.HasSuffix(strings.ToLower(u.Hostname()), ".education.gov.uk")
}

func addExchange(page *answer.Evidence, dir string, session *answer.Session, r result) {
	for i := range page.Products {
		p := &page.Products[i]
		if p.Operation != r.Operation {
			continue
		}
		e := answer.Exchange{
			Step: session.Step, Run: session.Run, Number: r.Number, At: r.Began, About: r.about(session.Files), Proof: r.Proof, Said: r.Said,
			Status: r.HTTPStatus, Request: path.Join(dir, r.Request),
			Result: path.Join(dir, fmt.Sprintf("%03d-%s%s", r.Number, r.Operation, resultSuffix)),
		}
		if r.Answer != "" {
			e.Answer = path.Join(dir, r.Answer)
		}
		for _, c := range r.Codes {
			e.Codes = append(e.Codes, answer.SaidCode{Code: c.Code, Meaning: c.Meaning, Count: c.Count})
		}
		p.Exchanges = append(p.Exchanges, e)
	}
}

// about says which file, batch and row an exchange belongs to.
func (r *result) about(files []answer.SeenFile) string {
	file := "file " + r.File
	for _, f := range files {
		if f.FileID == r.File {
			file = f.Name + " (" + r.File + ")"
		}
	}
	if r.Row > 0 {
		return fmt.Sprintf("%s, row %d", file, r.Row)
	}
	return fmt.Sprintf("%s, batch %s of %s", file, r.Batch, counted(r.Rows, "row"))
}
