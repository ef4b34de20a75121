package evidence

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"sync"
	"time"

	"lrsdrop/internal/answer"
	"lrsdrop/internal/lrs"
)

// Bounds on one run. What comes beyond them is not kept, and that is told.
const (
	maxExchanges = 5000
	maxBytes     = 1 << 30
	maxTroubles  = 20
)

// Setting is what a run is made with.
type Setting struct {
	Program       string         `json:"program"` // name and version
	Services      []string       `json:"services"`
	Organisations []Organisation `json:"organisations"`
}

// Organisation is who called, and with which certificate.
type Organisation struct {
	ID              string `json:"id"`
	Name            string `json:"name"`
	UKPRN           string `json:"ukprn"`
	OrganisationRef string `json:"organisation_ref"`
	Certificate     string `json:"certificate_sha256"` // fingerprint; "" if it could not be read
}

// facts are run.json.
type facts struct {
	Schema      int                `json:"schema"`
	Step        string             `json:"step"`
	Run         int                `json:"run"`
	Environment answer.Environment `json:"environment"`
	Setting
	Began    time.Time `json:"began_at"`
	Ended    time.Time `json:"ended_at,omitzero"` // absent: the run was cut off
	Troubles []string  `json:"not_kept"`
}

// result is NNN-OPERATION.result.json: what came of one exchange.
type result struct {
	Schema       int          `json:"schema"`
	Number       int          `json:"number"`
	Operation    string       `json:"operation"`
	Address      string       `json:"address"`
	SOAPAction   string       `json:"soap_action"`
	Began        time.Time    `json:"began_at"`
	Ended        time.Time    `json:"ended_at"`
	Organisation string       `json:"organisation"`
	File         string       `json:"file_id"`
	Batch        string       `json:"batch_id"`
	Rows         int          `json:"rows"`
	Row          int          `json:"row,omitempty"` // the one row that it is about
	HTTPStatus   int          `json:"http_status"`
	ContentType  string       `json:"content_type"`
	Whole        bool         `json:"answer_whole"` // the answer came whole, and is kept whole
	Proof        answer.Proof `json:"proof"`
	Said         string       `json:"said"`
	Code         string       `json:"failure_code"` // LRS's as received, or LOCAL-...; "" when it went through
	Codes        []code       `json:"codes"`
	Request      string       `json:"request"`
	Answer       string       `json:"answer"` // "": there was none
}

// Run keeps what one run of a step shows. It may be told from several
// goroutines.
type Run struct {
	folder *Folder
	dir    string
	facts  facts
	now    func() time.Time
	tell   func(string)

	mu        sync.Mutex
	exchanges int
	bytes     int64
	log       *os.File
}

// Begin starts a run of a step. tell is given a line about each exchange.
func (f *Folder) Begin(step string, s Setting, now func() time.Time, tell func(line string)) (*Run, error) {
	if err := CheckStep(step); err != nil {
		return nil, err
	}
	dir, n, err := f.newRun(step)
	if err != nil {
		return nil, err
	}
	r := &Run{folder: f, dir: dir, now: now, tell: tell}
	r.facts = facts{Schema: schema, Step: step, Run: n, Environment: f.environment, Setting: s, Began: now().UTC(), Troubles: []string{}}
	if err := f.replace(path.Join(dir, runName), asJSON(r.facts)); err != nil {
		return nil, err
	}
	r.log, err = f.root.OpenFile(path.Join(dir, logName), os.O_CREATE|os.O_EXCL|os.O_WRONLY, fileMode)
	if err != nil {
		return nil, fmt.Errorf("make the log of the run: %w", err)
	}
	return r, nil
}

// Log is where the daemon of this run writes its log.
func (r *Run) Log() io.Writer { return r.log }

// Number is the number of this run of its step.
func (r *Run) Number() int { return r.facts.Run }

// Dir is the folder of the run.
func (r *Run) Dir() string { return filepath.Join(r.folder.path, filepath.FromSlash(r.dir)) }

// Exchange keeps a call to LRS.
func (r *Run) Exchange(about lrs.About, e lrs.Exchange) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.exchanges == maxExchanges {
		r.lose(fmt.Errorf("exchanges beyond %d", maxExchanges))
		return
	}
	r.exchanges++
	heard := said{}
	if e.SOAP {
		heard = hear(e.Answer)
	}
	kept := newResult(r.exchanges, about, e, heard)
	if err := r.keep(kept, e); err != nil {
		r.lose(err)
	}
	r.tell(kept.line())
}

func newResult(n int, about lrs.About, e lrs.Exchange, heard said) result {
	name := fmt.Sprintf("%03d-%s", n, e.Operation)
	r := result{
		Schema: schema, Number: n, Operation: e.Operation, Address: e.Address, SOAPAction: e.SOAPAction,
		Began: e.Began.UTC(), Ended: e.Ended.UTC(),
		Organisation: about.Organisation, File: about.File, Batch: about.Batch, Rows: about.Rows, Row: about.Row,
		HTTPStatus: e.HTTPStatus, ContentType: e.ContentType, Whole: e.Whole, Codes: heard.listed(), Request: name + ".request.xml",
	}
	r.Proof, r.Said = proof(e, heard)
	if e.Failure != nil {
		r.Code = e.Failure.Code
	}
	switch {
	case e.SOAP:
		r.Answer = name + ".answer.xml"
	case len(e.Answer) > 0:
		r.Answer = name + ".answer.txt"
	}
	return r
}

// keep writes the files of an exchange, the result last: it names the others.
func (r *Run) keep(kept result, e lrs.Exchange) error {
	if err := r.count(len(e.Request) + len(e.Answer)); err != nil {
		return fmt.Errorf("keep exchange %d: %w", kept.Number, err)
	}
	err := r.folder.create(path.Join(r.dir, kept.Request), bytesOf(e.Request))
	if err == nil && kept.Answer != "" {
		err = r.folder.create(path.Join(r.dir, kept.Answer), bytesOf(e.Answer))
	}
	name := fmt.Sprintf("%03d-%s%s", kept.Number, kept.Operation, resultSuffix)
	return cmp.Or(err, r.folder.replace(path.Join(r.dir, name), asJSON(kept)))
}

const resultSuffix = ".result.json"

// line tells of an exchange while it happens.
func (r *result) line() string {
	about := "file " + r.File
	if r.Row > 0 {
		about += fmt.Sprintf(", row %d", r.Row)
	}
	line := fmt.Sprintf("%03d  %s  %s: %s", r.Number, r.Operation, about, r.Said)
	for _, c := range r.Codes {
		line += " " + c.Code
		if c.Count > 1 {
			line += fmt.Sprintf(" (%d times)", c.Count)
		}
	}
	return line
}

// room counts bytes to the bound of the run.
func (r *Run) room(n int) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.count(n)
}

var errFull = fmt.Errorf("this run has %d MiB already", maxBytes>>20)

func (r *Run) count(n int) error {
	if r.bytes += int64(n); r.bytes > maxBytes {
		return errFull
	}
	return nil
}

// lose notes what could not be kept. The caller holds the lock.
func (r *Run) lose(err error) {
	if len(r.facts.Troubles) < maxTroubles {
		r.facts.Troubles = append(r.facts.Troubles, err.Error())
	}
}

// Summary is how the whole folder stands after a run.
type Summary struct {
	Page      string
	Dir       string // of the run
	Run       int
	Exchanges int  // of the run
	Genuine   bool // the answers are LRS's own
	Files     []answer.SeenFile
	Troubles  []string
	Missing   []answer.Product
	Changed   []string
}

// End ends the run, once nobody tells it anything any more, and writes the page
// and the sums anew. support is whom the page names for help.
func (r *Run) End(support answer.Support) (Summary, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.log.Close(); err != nil {
		r.lose(fmt.Errorf("keep the log: %w", err))
	}
	r.facts.Ended = r.now().UTC()
	if err := r.folder.replace(path.Join(r.dir, runName), asJSON(r.facts)); err != nil {
		return Summary{}, err
	}
	page, err := r.folder.summarise(r.dir, r.facts.Ended, support)
	if err != nil {
		return Summary{}, err
	}
	sum := Summary{
		Page: r.folder.Page(), Dir: r.Dir(), Run: r.facts.Run, Exchanges: r.exchanges, Troubles: r.facts.Troubles,
		Missing: page.Missing(), Changed: page.Changed, Genuine: page.Genuine(),
	}
	for _, s := range page.Sessions {
		if s.Step == r.facts.Step && s.Run == r.facts.Run {
			sum.Files = s.Files
		}
	}
	return sum, nil
}
