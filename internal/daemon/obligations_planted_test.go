package daemon_test

import (
	"archive/zip"
	"bytes"
	"crypto/tls"
	"encoding/base64"
	"encoding/csv"
	"errors"
	"fmt"
	"html"
	"io"
	"io/fs"
	"maps"
	"mime/quotedprintable"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/notice/noticetest"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
)

// O4: learners' details, and secrets, are where they must be and nowhere else.

// overSFTP is the organisation whose folders are on a server.
const overSFTP = 2

// estate is three organisations with all that can be configured, the program as
// it is shipped, and whatever is planted.
type estate struct {
	*world
	*garden
	program string
	run     *process
	stderr  lockedBuffer
	box     *noticetest.Mailbox
	hooked  lockedBuffer // what came to the webhook
	surface []surface    // what commands printed
	rows    int
}

func newEstate(t *testing.T) *estate {
	t.Helper()
	e := &estate{garden: newGarden(), program: unmasked(t), box: noticetest.Start(t, false, false)}
	server := sftptest.Simulated(t, sftpsim.Options{Users: map[string]sftpsim.User{"clerk": {Password: seed(noOne, aSecret)}}})
	e.addKey(t, server.Key)
	proxy := &connectProxy{login: "Basic " + base64.StdEncoding.EncodeToString([]byte("wren:"+word(noOne, aSecret)+"proxy"))}
	startProxy(t, proxy)
	e.world = prepare(t, worldOption{
		sim:    append(anybody, lrssim.WithOrganisations(3)),
		remote: []remote{{org: overSFTP, inbox: server, outbox: server}},
	})
	proxy.to = e.address
	e.resent, e.looks = true, true // what LRS rejected is dropped again
	e.plantSecrets()
	e.configure(proxy, server)
	for _, op := range []sftpsim.Op{sftpsim.OpAuth, sftpsim.OpSession, sftpsim.OpList, sftpsim.OpOpenRead, sftpsim.OpOpenWrite, sftpsim.OpRename, sftpsim.OpLstat, sftpsim.OpRemove} {
		on(t, server, sftpsim.Fault{Op: op, Times: 1, Do: sftpsim.Action{Kind: sftpsim.KindFail, Text: fmt.Sprintf("%s: no %s for %s", op, tellingName(overSFTP, "all.csv"), seed(noOne, aSecret))}})
	}
	return e
}

// unmasked is the program, started by somebody who leaves it to programs which
// modes files have.
func unmasked(t *testing.T) string {
	t.Helper()
	program, err := ordinary()
	must(t, err)
	starter := filepath.Join(t.TempDir(), "lrsdrop")
	must(t, os.WriteFile(starter, []byte("#!/bin/sh\numask 000\nexec '"+program+"' \"$@\"\n"), 0o700))
	return starter
}

// private: nobody but the daemon's account reads what it keeps. Its group
// reads answers and originals, whose folders are the operator's.
func (e *estate) private() {
	e.t.Helper()
	look := func(top string, file, dir fs.FileMode) {
		must(e.t, filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
			must(e.t, err)
			info, err := d.Info()
			must(e.t, err)
			want := file
			if d.IsDir() {
				want = dir
			}
			if got := info.Mode(); got.Perm()&^want != 0 || got&(fs.ModeSetuid|fs.ModeSetgid|fs.ModeSymlink) != 0 {
				e.t.Errorf("%s has the mode %v, want %v at most", path, got, want)
			}
			return nil
		}))
	}
	look(e.config.StateDir, 0o600, 0o700)
	look(filepath.Join(e.dir, "backup"), 0o600, 0o700)
	look(filepath.Join(e.dir, "logs"), 0o600, 0o750)
	look(e.config.Journal, 0o600, 0)
	if _, err := os.Stat(e.config.AuditHeads); err == nil {
		look(e.config.AuditHeads, 0o600, 0)
	}
	for i, o := range e.fixture.Organisations {
		look(filepath.Join(e.dir, fmt.Sprint(i, ".csv")), 0o600, 0)
		look(filepath.Join(e.dir, fmt.Sprint(i, ".html")), 0o600, 0)
		look(o.Archive, 0o640, 0o750)
		if i != overSFTP { // whose files are the server's
			look(o.Outbox, 0o640, 0o750)
		}
	}
}

// plantSecrets puts a secret of our own wherever there is one to read.
func (e *estate) plantSecrets() {
	e.t.Helper()
	for i, o := range e.fixture.Organisations {
		e.secretFile(o.Password, (word(mark(i), aSecret) + `<&'"%`)[:16])
		passphrase, err := os.ReadFile(o.Passphrase)
		must(e.t, err)
		e.add(mark(i), aSecret, strings.TrimSpace(string(passphrase)))
		e.addKey(e.t.(*testing.T), o.Key)
	}
	e.addKey(e.t.(*testing.T), e.fixture.ServerKey)
	e.add(noOne, aSecret, noticetest.Password, remotePassword, remoteHash)
	dir := filepath.Dir(e.fixture.Organisations[acme].Password)
	for name, secret := range map[string]string{
		"sftp.password": seed(noOne, aSecret), "proxy.password": word(noOne, aSecret) + "proxy", "mail.password": noticetest.Password,
		"hook.token": word(noOne, aSecret) + "token", "hook.key": word(noOne, aSecret) + "key", "remote.bcrypt": remoteHash,
	} {
		e.secretFile(filepath.Join(dir, name), secret)
	}
	e.restartSimulator()
}

func (e *estate) secretFile(path, secret string) {
	e.t.Helper()
	must(e.t, os.WriteFile(path, []byte(secret+"\n"), 0o600))
}

func (e *estate) configure(proxy *connectProxy, server *sftptest.Server) {
	e.t.Helper()
	hook := e.webhook()
	e.inConfig("https://"+e.address, "https://"+lrssimName+e.address[strings.LastIndex(e.address, ":"):])
	e.editConfig(func(yaml string) string {
		yaml = strings.Replace(yaml, "lrs:\n", "lrs:\n  proxy: http://"+proxy.address+"\n  proxy_user: wren\n  proxy_password: {file: secrets/proxy.password}\n", 1)
		yaml = strings.ReplaceAll(yaml, "{default: mis-export}", "{default: "+word(noOne, aPerson)+", column: SubmittedBy}")
		yaml = regexp.MustCompile(`notify_email: .*`).ReplaceAllString(yaml, "notify_email: "+word(noOne, aHeading)+"@example.org")
		yaml = strings.ReplaceAll(yaml, "    users:", "    notices_to: ["+word(noOne, aPerson)+"@example.org]\n    users:")
		inbox, rest, _ := strings.Cut(yaml, "outbox: {sftp:") // the inbox has the key, the outbox the password
		yaml = inbox + "outbox: {sftp:" + strings.Replace(rest, fmt.Sprintf("key: {file: %q}", server.Key), "password: {file: secrets/sftp.password}", 1)
		return fmt.Sprintf(`log: {file: logs/lrsdrop.log, level: debug}
remote: {listen: '127.0.0.1:0', cert_file: sim/server.pem, key_file: sim/server.key, user: prometheus, password_bcrypt: {file: secrets/remote.bcrypt}}
notices:
  email: {server: '%s', ca_file: '%s', user: %s, password: {file: secrets/mail.password}, from: lrsdrop@example.org, to: [ops@example.org]}
  webhook: {url: '%s/%s', ca_file: sim/ca.pem, bearer: {file: secrets/hook.token}, hmac: {file: secrets/hook.key}}
`, e.box.Address, e.box.CAFile(), noticetest.User, hook, word(noOne, aSecret)) + yaml
	})
	e.reload()
	if n := len(e.config.Running()); n != len(e.fixture.Organisations) {
		e.t.Fatalf("only %d organisations can run: %v", n, e.config.Problems)
	}
}

// webhook keeps what it is told, and gives its address.
func (e *estate) webhook() string {
	e.t.Helper()
	pair, err := tls.LoadX509KeyPair(e.fixture.ServerCert, e.fixture.ServerKey)
	must(e.t, err)
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		_, _ = e.hooked.Write(append(body, '\n'))
	}))
	s.TLS = &tls.Config{Certificates: []tls.Certificate{pair}}
	s.StartTLS()
	e.t.Cleanup(s.Close)
	return s.URL
}

// plantedColumns are those of a planted file: ours, and one that nobody knows.
var plantedColumns = []string{
	"MISIdentifier", "Uln", "ProviderUkprn", "UnitOrQualificationCode", "AchievementAwardDate", "Grade", "LanguageForAssessment", "Action", "ActionDate",
	"ActionReason", "GivenName", "FamilyName", "DateOfBirth", "Gender", "LearnerPostcode", "SubmittedBy", "PreviousFamilyName",
}

// births and postcodes that no other test has, an organisation each.
var (
	births    = []string{"1957-11-23", "1958-12-24", "1959-10-25"}
	postcodes = []string{"ZE1 9JX", "ZE2 8JX", "ZE3 7JX"}
)

// person is a planted learner, who has a ULN that nobody else has.
func (e *estate) learner(org int) map[string]string {
	e.rows++
	who := mark(org)
	number := uln(5000 + e.rows)
	e.add(who, aULN, number)
	return map[string]string{
		"MISIdentifier": fmt.Sprint(word(who, anID), e.rows), "Uln": number, "UnitOrQualificationCode": goodReference, "AchievementAwardDate": "2025-06-30",
		"Grade": "Pass", "GivenName": seed(who, aName) + "given", "FamilyName": seed(who, aName) + "family", "DateOfBirth": births[org], "Gender": "1",
		"LearnerPostcode": postcodes[org], "SubmittedBy": word(who, aPerson), "PreviousFamilyName": "=" + seed(who, aCell),
	}
}

// but changes a learner's row.
func but(row map[string]string, changes ...string) map[string]string {
	for i := 0; i < len(changes); i += 2 {
		row[changes[i]] = changes[i+1]
	}
	return row
}

// table writes rows as a file.
func plantedTable(columns []string, rows ...map[string]string) string {
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	out.UseCRLF = true
	_ = out.Write(columns)
	for _, row := range rows {
		cells := make([]string, len(columns))
		for i, name := range columns {
			cells[i] = row[name]
		}
		_ = out.Write(cells)
	}
	out.Flush()
	return b.String()
}

// known puts learners into LRS's register, some under other names than those
// that are sent: one each for the verdicts 002 to 006.
func (e *estate) known(org int) (rows []map[string]string) {
	e.t.Helper()
	f, err := os.OpenFile(e.fixture.Learners, os.O_APPEND|os.O_WRONLY, 0)
	must(e.t, err)
	defer f.Close()
	out := csv.NewWriter(f)
	held, master := seed(mark(org), heldByLRS), uln(9000+org)
	e.add(mark(org), heldByLRS, master) // which may be returned, for a person's check
	must(e.t, out.Write([]string{master, held, held, births[org], "1", "", "yes", "", "", "", ""}))
	for i, l := range []struct{ in, family, previous, master string }{
		{"yes", "", "", master}, {"yes", held, "-", ""}, {"yes", held, "-", master}, {"yes", held, "", ""}, {"no", "", "", ""},
	} {
		row := but(e.learner(org), "AchievementAwardDate", fmt.Sprintf("2025-05-%02d", i+1))
		if l.previous != "" {
			l.previous = row["FamilyName"]
		}
		must(e.t, out.Write([]string{row["Uln"], row["GivenName"], row["FamilyName"], births[org], "1", "", l.in, "", l.family, l.previous, l.master}))
		rows = append(rows, row)
	}
	out.Flush()
	must(e.t, out.Error())
	return rows
}

// everyOutcome is a file with rows of every kind: accepted, rejected, invalid in
// each way that quotes what is wrong, held and unverified.
func (e *estate) everyOutcome(org int, known []map[string]string) string {
	who := mark(org)
	name, astray := word(who, aName), word(who, aCell)
	year, day := births[org][:4], "19"+births[org][2:4]+"-02-03"
	stray := uln(5000 - org)
	e.add(who, aCell, stray)
	e.addDate(who, aCell, day)
	rows := append([]map[string]string{
		e.learner(org), but(e.learner(org), "Grade", "Merit"), but(e.learner(org), "Action", "withdraw", "ActionDate", "2025-07-01", "ActionReason", seed(who, aReason)),
	}, known...)
	for _, reference := range []string{"999/0003/8", "999/0004/X", "999/0005/1"} {
		rows = append(rows, but(e.learner(org), "UnitOrQualificationCode", reference))
	}
	for _, bad := range [][]string{
		{"GivenName", name + "\x07"}, {"FamilyName", name + strings.Repeat("x", 40)}, {"GivenName", name + "Ã«"}, {"FamilyName", ""},
		{"Uln", "3000000000"}, {"Uln", "3.00E+09"}, {"DateOfBirth", "23/11/" + year}, {"DateOfBirth", year + "-11-32"}, {"DateOfBirth", name}, {"DateOfBirth", year + "-11"},
		{"Grade", name + " too long a grade"}, {"Gender", name}, {"LearnerPostcode", name}, {"MISIdentifier", word(who, anID) + strings.Repeat("x", 130)},
		// As when columns were taken for each other. The result gives back what stands there, and nothing else does.
		{"Uln", astray}, {"AchievementAwardDate", astray}, {"AchievementAwardDate", day}, {"AchievementAwardDate", "03/02/" + year},
		{"UnitOrQualificationCode", astray}, {"UnitOrQualificationCode", stray}, {"ProviderUkprn", astray}, {"ProviderUkprn", stray}, {"Action", astray},
		{"LanguageForAssessment", astray}, {"ActionDate", astray}, {"ActionDate", day},
	} {
		rows = append(rows, but(e.learner(org), bad...))
	}
	rows = append(rows, rows[0]) // twice in the file
	return plantedTable(plantedColumns, rows...) + word(who, anID) + "," + astray + "," + name + "\r\n"
}

// tellingName is that of a file that tells of a learner.
func tellingName(org int, rest string) string { return word(mark(org), aFileName) + " " + rest }

// oddFiles are stopped, each for a reason of its own.
func (e *estate) oddFiles(org int) map[string]string {
	who := mark(org)
	row := func() map[string]string { return e.learner(org) }
	good := plantedTable(plantedColumns, row(), row())
	_, bare, _ := strings.Cut(plantedTable(plantedColumns, row(), row()), "\r\n")
	twice := append([]string{word(who, aHeading), word(who, aHeading), "Uln"}, plantedColumns...)
	two := plantedTable(plantedColumns, row(), but(row(), "SubmittedBy", word(who, aPerson)+" too"))
	xml := "<AchievementBatch>" + plantedXML(row()) + "</AchievementBatch>"
	return map[string]string{
		"no header.csv":     bare,
		"latin.csv":         strings.ReplaceAll(good, "ü", "\xfc"),
		"wrong.csv":         header + "2," + word(who, aHeading) + "," + word(who, aHeading) + "@example.org,Final\r\n" + good,
		"email.csv":         header + "2," + e.fixture.Organisations[org].Reference + "," + word(who, aHeading) + " no address,Final\r\n" + good,
		"number.csv":        header + word(who, aHeading) + "," + e.fixture.Organisations[org].Reference + ",,Final\r\n" + good,
		"twice.csv":         plantedTable(twice, row()),
		"two people.csv":    two,
		"nobody.csv":        plantedTable(plantedColumns, but(row(), "SubmittedBy", strings.Repeat(word(who, aPerson), 5))),
		"quote.csv":         good + `"` + word(who, aName),
		"cut.csv":           good[:len(good)-30],
		"nul.csv":           strings.Replace(good, stem, "\x00"+stem, 1),
		"no column.csv":     plantedTable([]string{word(who, aHeading), "GivenName", "FamilyName", "DateOfBirth"}, row()),
		"dtd.xml":           "<!DOCTYPE x [<!ENTITY a '" + word(who, aName) + "'>]>" + xml,
		"element.xml":       "<" + word(who, aHeading) + "/>",
		"unknown.xml":       strings.Replace(xml, "<Achievement>", "<Achievement><"+word(who, aHeading)+">"+word(who, aCell)+"</"+word(who, aHeading)+">", 1),
		"not closed.xml":    strings.TrimSuffix(xml, "</AchievementBatch>"),
		"bad tag.xml":       strings.Replace(xml, "</Achievement>", "</"+word(who, aHeading)+">", 1),
		"bad entity.xml":    strings.Replace(xml, "<Uln>", "<Uln>&"+word(who, aHeading)+";", 1),
		"bad attribute.xml": strings.Replace(xml, "<Uln>", "<Uln a="+word(who, aName)+">", 1),
		"bad encoding.xml":  `<?xml version="1.0" encoding="` + word(who, aHeading) + `"?>` + xml,
		"bad header.xml":    strings.Replace(xml, "<AchievementBatch>", "<AchievementBatch><Header><AwardingOrganisation>"+word(who, aHeading)+"</AwardingOrganisation></Header>", 1),
		"a review.csv":      "LRSDROP_File,LRSDROP_Row,ULNToUse,Decision,DecidedBy,Note\r\n" + word(who, aName) + ",1," + word(who, aName) + ",confirm," + word(who, aPerson) + "," + word(who, aNote) + "\r\n",
		"a correction.csv":  plantedTable(append([]string{"LRSDROP_File", "LRSDROP_Row"}, plantedColumns...), but(row(), "LRSDROP_File", word(who, aCell), "LRSDROP_Row", "2")),
		"colon: here.csv":   good,
		"book" + ".xlsx":    "PK\x03\x04" + word(who, aName),
		"nothing.csv":       "",
	}
}

// plantedXML is a row as an element.
func plantedXML(row map[string]string) string {
	var b strings.Builder
	b.WriteString("<Achievement>")
	for _, name := range plantedColumns {
		if value := row[name]; value != "" {
			if name == "UnitOrQualificationCode" {
				name = "UnitOrQualificationReferenceNumber"
			}
			b.WriteString("<" + name + ">" + html.EscapeString(value) + "</" + name + ">")
		}
	}
	return b.String() + "</Achievement>"
}

// verifyFile has learners of a register alone.
func (e *estate) verifyFile(org, count int, known []map[string]string) string {
	rows := known
	for range count {
		rows = append(rows, e.learner(org))
	}
	return plantedTable([]string{"MISIdentifier", "Uln", "GivenName", "FamilyName", "DateOfBirth", "Gender", "SubmittedBy"}, rows...)
}

// echo is what LRS, or something on the way, says: it repeats what it was told.
func (e *estate) echo(org int, row map[string]string) string {
	password, err := os.ReadFile(e.fixture.Organisations[org].Password)
	must(e.t, err)
	return fmt.Sprintf("%s value '%s' of %s %s (%s), born %s, ULN %s; password %s, <OrgPassword>%s</OrgPassword>", seed(mark(org), saidByLRS),
		row["GivenName"], row["GivenName"], row["FamilyName"], row["MISIdentifier"], row["DateOfBirth"], row["Uln"], strings.TrimSpace(string(password)), html.EscapeString(strings.TrimSpace(string(password))))
}

// faults are the answers of LRS and of what is on the way that repeat what they
// were told. Those with an operation meet calls of it, a row each.
func (e *estate) faults(org int) (files map[string]string) {
	files = map[string]string{}
	says := func(operation string, action lrssim.Action) {
		e.t.Helper()
		row := but(e.learner(org), "AchievementAwardDate", "2025-04-01")
		match := lrssim.Match{Organisation: e.fixture.Organisations[org].ID, Operation: operation, ULN: row["Uln"]}
		if operation == opGet {
			match.ULN = ""
		}
		action.Text = e.echo(org, row)
		if action.Kind == lrssim.KindHTML { // of the proxy, to whom we signed in
			action.Text += " Proxy-Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte("wren:"+word(noOne, aSecret)+"proxy"))
		}
		if action.Kind == lrssim.KindStatusText {
			action.Text = word(mark(org), saidByLRS) + word(mark(org), aName)
		}
		must(e.t, e.sim.AddFault(lrssim.Fault{Match: match, Action: action, Times: 1}))
		name := fmt.Sprintf("%d %s %s %s.csv", len(files), operation, action.Kind, action.Code)
		files[strings.ReplaceAll(name, stem, "code")] = plantedTable(plantedColumns, row)
	}
	said := word(mark(org), saidByLRS)
	for _, operation := range []string{opVerify, opSubmit, opGet} {
		says(operation, lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0999"})
		says(operation, lrssim.Action{Kind: lrssim.KindFault, Code: said})
		says(operation, lrssim.Action{Kind: lrssim.KindPlainFault})
		says(operation, lrssim.Action{Kind: lrssim.KindHTML, Status: http.StatusBadGateway})
		says(operation, lrssim.Action{Kind: lrssim.KindHTML})
		says(operation, lrssim.Action{Kind: lrssim.KindTruncatedBody})
		if operation != opGet {
			says(operation, lrssim.Action{Kind: lrssim.KindFault, Code: "WSEC0001"})
		}
	}
	says(opGet, lrssim.Action{Kind: lrssim.KindStatusText})
	says(opSubmit, lrssim.Action{Kind: lrssim.KindJobIDWithCode, Code: said})
	says(opSubmit, lrssim.Action{Kind: lrssim.KindDropAfter})
	for _, reference := range []string{"999/0006/3", "999/0007/5", "999/0010/5", "999/0011/7"} { // the job fails, is cancelled, miscounts, has no readable error file
		files[strings.ReplaceAll(reference, "/", "-")+".csv"] = plantedTable(plantedColumns, but(e.learner(org), "UnitOrQualificationCode", reference))
	}
	return files
}

// prints keeps what a command prints.
func (e *estate) prints(may string, args ...string) {
	e.t.Helper()
	cmd := exec.Command(e.program, append(args, "--config", e.fixture.Config)...)
	cmd.Env = append(os.Environ(), "HTTPS_PROXY=", "https_proxy=")
	text, err := cmd.CombinedOutput()
	if ended := (*exec.ExitError)(nil); err != nil && !errors.As(err, &ended) || len(text) == 0 {
		e.t.Errorf("lrsdrop %v printed %q: %v", args, text, err)
	}
	e.surface = append(e.surface, surface{name: fmt.Sprintf("lrsdrop %v", args), text: string(text), may: may})
}

// keep puts texts among what is looked at.
func (e *estate) keep(name, may, text string) {
	e.surface = append(e.surface, surface{name: name, text: text, may: may})
}

// keepFile does so with a file.
func (e *estate) keepFile(path, may string) {
	e.t.Helper()
	text, err := os.ReadFile(path)
	must(e.t, err)
	e.keep(path, may, string(text))
}

func (e *estate) begin() {
	e.t.Helper()
	e.run = launch(e.t, e.program, &e.stderr, []string{"HTTPS_PROXY=", "https_proxy="}, "run", "--config", e.fixture.Config)
	e.t.Cleanup(func() {
		e.run.kill()
		if text, err := os.ReadFile(filepath.Join(e.dir, "logs", "lrsdrop.log")); e.t.Failed() && err == nil {
			e.t.Logf("log of the daemon:\n%s", text)
		}
	})
	e.eventually("the daemon tells how it is", func() bool { code, _ := e.ask("/healthz"); return code == http.StatusOK })
}

// answers awaits the end of a file.
func (e *estate) answered(org int, name string) status {
	e.t.Helper()
	return e.await(org, e.baseOf(org, name), "done", "held", "refused", "duplicate", "cancelled")
}

// pages keeps what is told over HTTP, on this machine and to others.
func (e *estate) pages() {
	e.t.Helper()
	for _, path := range []string{"/", "/healthz", "/readyz", "/readyz?verbose", "/metrics", "/status.json", "/" + stem} {
		_, text := e.ask(path)
		e.keep("HTTP "+path, "", text)
		_, text = e.onRemote(path, "prometheus", remotePassword)
		e.keep("remote "+path, "", text)
		_, text = e.onRemote(path, "prometheus", "wrong")
		e.keep("remote refused "+path, "", text)
	}
}

// What may stand in the places that people are to look at. All else may have
// nothing: the log, what is told over HTTP, notices, the support bundle, the
// journal, the heads of the audit.
const (
	inStatus  = string(aFileName) + string(aPerson)                                         // by the names that files were dropped under, for whom they are sent
	inReport  = inStatus + string(anID) + string(aHeading)                                  // whose are the client's own identifiers; what a header says wrong is quoted
	inResult  = inReport + string(aULN) + string(aCell) + string(aNote) + string(saidByLRS) // row by row; "Detail" is how LRS puts it
	inTable   = inResult + string(aName) + string(aBirth) + string(aReason)
	inAudit   = string(aPerson) + string(aNote)
	inCommand = inReport + string(aNote)
	inState   = inTable + string(heldByLRS)
)

// inOutbox says what an answer may have, by the end of its name. A ULN to use,
// which LRS returned, is shown for a person's check.
func inOutbox(name string) string {
	switch {
	case strings.HasSuffix(name, ".status.json"):
		return inStatus
	case strings.HasSuffix(name, ".report.html"):
		return inReport
	case strings.Contains(name, ".review."):
		return inTable + string(heldByLRS)
	case strings.Contains(name, ".errors."), strings.Contains(name, ".lrs-errors."):
		return inTable
	case strings.Contains(name, ".result."):
		return inResult + string(heldByLRS)
	}
	return ""
}

// harmless: nothing in an answer is markup of a page that a stranger has
// written, or runs as a formula.
func (e *estate) harmless(path, text string) {
	e.t.Helper()
	switch filepath.Ext(path) {
	case ".html":
		if strings.Contains(text, markup) {
			e.t.Errorf("%s has markup of a stranger's", path)
		}
	case ".csv":
		lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
		must(e.t, err)
		for _, line := range lines {
			if i := slices.IndexFunc(line, func(cell string) bool { return cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) }); i >= 0 {
				e.t.Errorf("%s has the formula %q", path, line[i])
			}
		}
	}
}

// outboxes keeps each answer, as its organisation's. LRS's words never stand
// beside a learner's details that it knows and the client does not.
func (e *estate) outboxes() {
	e.t.Helper()
	for org := range e.fixture.Organisations {
		for path, text := range e.everything(org) {
			name := filepath.Base(path)
			e.harmless(path, text)
			e.surface = append(e.surface, surface{name: path, text: name + "\n" + text, who: mark(org), may: inOutbox(name) + string(aFileName)})
		}
	}
}

// decided has people decide on the rows that wait: in a review file, and by
// commands.
func (e *estate) decide(org int, name string) {
	e.t.Helper()
	s, _ := e.status(org, e.baseOf(org, name))
	rows := e.table(org, name+".review.csv")
	if len(rows) != 3 {
		e.t.Fatalf("%d rows wait, want 3", len(rows))
	}
	by := []string{"--by", word(mark(org), aPerson), "--note", "=" + seed(mark(org), aNote)}
	e.prints(inCommand, append([]string{"decide", s.FileID, "--row", rows[0]["LRSDROP_Row"], "reject"}, by...)...)
	e.prints(inCommand, append([]string{"decide", s.FileID, "--row", rows[1]["LRSDROP_Row"], "confirm"}, by...)...)
	for i, row := range rows {
		rows[i] = but(row, "Decision", "reject", "DecidedBy", word(mark(org), aPerson)+" 2", "Note", seed(mark(org), aNote)+" 2")
	}
	columns := []string{"LRSDROP_File", "LRSDROP_Row", "MISIdentifier", "ULN", "GivenName", "FamilyName", "DateOfBirth", "ULNToUse", "Decision", "DecidedBy", "Note"}
	decisions := tellingName(org, "decisions.csv")
	e.dropNamed(org, decisions, plantedTable(columns, rows[2]))
	e.answered(org, decisions)
	e.await(org, e.baseOf(org, name), "done")
}

// corrects drops the rows to correct as they are, but for one.
func (e *estate) correct(org int, name string) {
	e.t.Helper()
	text, err := os.ReadFile(e.outbox(org, name+".errors.csv"))
	must(e.t, err)
	correction := tellingName(org, "correction.csv")
	e.dropNamed(org, correction, strings.ReplaceAll(string(text), "\x07", ""))
	e.answered(org, correction)
}

// commands keeps what the commands print.
func (e *estate) commands(org int, files []string) {
	e.t.Helper()
	for _, json := range [][]string{nil, {"--json"}} {
		for _, command := range [][]string{{"status"}, {"held"}} {
			e.prints(inCommand, append(command, json...)...)
		}
		for _, command := range [][]string{{"check"}, {"check", "--connect"}, {"audit", "verify"}, {"mapping", "suggest", filepath.Join(e.fixture.Organisations[org].Archive, files[0])}} {
			if command[0] != "mapping" || json == nil {
				e.prints(string(aHeading)+string(aFileName), append(command, json...)...)
			}
		}
		for _, name := range files {
			s, _ := e.status(org, e.baseOf(org, name))
			e.prints(inCommand, append([]string{"status", s.FileID}, json...)...)
			e.prints(inAudit, append([]string{"audit", "trace", s.FileID}, json...)...)
		}
	}
	e.prints(inCommand, "audit", "find", "--uln", uln(5001))
	if org == acme {
		e.prints(inAudit, "audit", "export")
		e.prints(inAudit, "audit", "report")
		e.prints(inAudit, "audit", "report", "--json")
	}
	table, page := filepath.Join(e.dir, fmt.Sprint(org, ".csv")), filepath.Join(e.dir, fmt.Sprint(org, ".html"))
	e.prints("", "audit", "report", "--csv", table, "--html", page)
	for _, path := range []string{table, page} {
		text, err := os.ReadFile(path)
		must(e.t, err)
		e.harmless(path, string(text))
		e.keep(path, inAudit, string(text))
	}
	e.prints(string(aFileName), "validate", "--org", e.fixture.Organisations[org].ID, filepath.Join(e.fixture.Organisations[org].Archive, files[0]))
}

// bundle keeps each part of a support bundle.
func (e *estate) bundle(config string, flags ...string) {
	e.t.Helper()
	path := filepath.Join(e.t.TempDir(), "support.zip")
	defer func() {
		info, err := os.Stat(path)
		must(e.t, err)
		if info.Mode().Perm() != 0o600 {
			e.t.Errorf("the support bundle has the mode %v", info.Mode())
		}
	}()
	cmd := exec.Command(e.program, append([]string{"support-bundle", "--config", config, path}, flags...)...)
	text, err := cmd.CombinedOutput()
	must(e.t, err)
	e.keep("lrsdrop support-bundle", "", string(text))
	r, err := zip.OpenReader(path)
	must(e.t, err)
	defer r.Close()
	for _, part := range r.File {
		f, err := part.Open()
		must(e.t, err)
		text, err := io.ReadAll(f)
		must(e.t, errors.Join(err, f.Close()))
		e.keep("support bundle "+filepath.Base(config)+" "+part.Name, "", string(text))
	}
}

// notices keeps what people were told.
func (e *estate) notices() {
	e.t.Helper()
	e.eventually("letters", func() bool { return len(e.box.Letters()) > 0 && e.hooked.String() != "" })
	for _, l := range e.box.Letters() {
		m, err := mail.ReadMessage(strings.NewReader(l.Text))
		must(e.t, err)
		body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
		must(e.t, err)
		m.Header["To"] = nil // whom the operator named
		e.keep("a letter", "", fmt.Sprint(m.Header, string(body)))
	}
	e.keep("the webhook", "", e.hooked.String())
}

// mailServerEchoes has the mail server say what it was told to sign in, until
// that is noticed. Letters come later.
func (e *estate) mailServerEchoes() (noticed func()) {
	e.t.Helper()
	login := "\x00" + noticetest.User + "\x00" + noticetest.Password
	e.box.FailWith(fmt.Errorf("no: AUTH PLAIN %s (%s)", base64.StdEncoding.EncodeToString([]byte(login)), noticetest.Password))
	return func() {
		e.t.Helper()
		e.unready("people cannot be told by email since ")
		e.pages()
		e.prints(inCommand, "status")
		e.bundle(e.fixture.Config)
		e.box.FailWith(nil)
	}
}

// mistakes are made where secrets are configured: what is said of them does not
// repeat them.
func (e *estate) mistakes() {
	e.t.Helper()
	whole, err := os.ReadFile(e.fixture.Config)
	must(e.t, err)
	secret, password := word(noOne, aSecret), "password: {file: secrets/acme.password}"
	for i, m := range []struct{ old, new string }{
		{password, "password: " + secret}, {password, "password: '" + secret + "\n'"}, {password, "password: {plain: " + secret + "}"}, {password, "password: \"" + secret},
		{password, "password: {sealed: " + secret + "}"}, {password, "password: [" + secret + "]"}, {password, "password: *" + secret}, {password, "password: !" + secret + " x"},
		{password, "password: &" + secret + " {file: x, file: x}"}, {password, "password: !!int " + secret}, {password, "password: {env: \"" + secret + " x\"}"},
		{password, "password: " + secret + ": x"}, {password, "password: |\n  " + secret}, {password, "password " + secret},
		{"passphrase: {file: secrets/acme.passphrase}", "passphrase: " + secret}, {"key: {file: ", "key: {text: " + secret + ", file: "},
		{"proxy: http://", "proxy: http://wren:" + secret + "@"}, {"proxy_password: {file: secrets/proxy.password}", "proxy_password: " + secret},
		{"learner_service: https://", "learner_service: https://wren:" + secret + "@"}, {"bearer: {file: secrets/hook.token}", "bearer: " + secret},
		{"url: 'https://", "url: 'http://wren:" + secret + "@"}, {"url: 'https://", "url: 'https://wren:" + secret + "@"}, {"url: 'https://", "url: 'https://%zz" + secret},
		{"password_bcrypt: {file: secrets/remote.bcrypt}", "password_bcrypt: " + secret}, {"server: '", "server: 'lrsdrop:" + secret + "@"},
		{"sftp: {address: \"", "sftp: {address: \"sftp://clerk:" + secret + "@"}, {"stop_grace: 300s", "stop_grace: " + secret},
	} {
		if !strings.Contains(string(whole), m.old) {
			e.t.Fatalf("the configuration has no %q", m.old)
		}
		broken := strings.Replace(string(whole), m.old, m.new, 1)
		path := filepath.Join(e.dir, fmt.Sprintf("broken%d.yaml", i))
		must(e.t, os.WriteFile(path, []byte(broken), 0o600))
		for _, args := range [][]string{{"check"}, {"check", "--json"}, {"status"}, {"validate", "x.csv"}} {
			text, _ := exec.Command(e.program, append(args, "--config", path)...).CombinedOutput()
			e.keep(fmt.Sprintf("lrsdrop %v with %s", args, strings.Split(m.new, secret)[0]), inCommand, string(text))
		}
		if i%5 == 0 {
			e.bundle(path, "--offline")
		}
		e.put(e.fixture.Config, []byte(broken)) // which the daemon that runs has a look at
		time.Sleep(50 * time.Millisecond)
		e.prints(inCommand, "status")
	}
	e.eventually("the daemon says that its configuration cannot be used", func() bool {
		_, text := e.ask("/readyz")
		return strings.Contains(text, "configuration")
	})
	e.pages()
	e.put(e.fixture.Config, whole)
}

// records keeps what the daemon writes for itself. The state folder has what it
// works on, and no secret.
func (e *estate) records() {
	e.t.Helper()
	state := e.folder(e.config.StateDir)
	backup := filepath.Join(e.dir, "backup")
	e.prints("", "backup", backup)
	maps.Copy(state, e.folder(backup))
	for path, text := range state {
		may := ""
		if strings.Contains(path, "spool") || strings.HasPrefix(filepath.Base(path), "lrsdrop.db") {
			may = inState
		}
		e.keep(path, may, text)
	}
}

func TestO4_O14_WhatIsPlantedStandsNowhereElse(t *testing.T) {
	t.Parallel()
	e := newEstate(t)
	known := make([][]map[string]string, len(e.fixture.Organisations))
	for org := range e.fixture.Organisations {
		e.addDate(mark(org), aBirth, births[org])
		e.add(mark(org), aBirth, postcodes[org], strings.ReplaceAll(postcodes[org], " ", ""))
		known[org] = e.known(org)
	}
	e.restartSimulator()
	noticed := e.mailServerEchoes()
	e.begin()
	first, all := map[int]string{}, map[int][]string{}
	for org := range e.fixture.Organisations {
		first[org] = tellingName(org, "all.csv")
		files := e.oddFiles(org)
		for name, content := range e.faults(org) {
			files[name] = content
		}
		files["learners.csv"] = e.verifyFile(org, 3, known[org])
		files["more learners.csv"] = e.verifyFile(org, 10, nil)
		files["awards.xml"] = "<AchievementBatch>" + plantedXML(e.learner(org)) + plantedXML(e.learner(org)) + "</AchievementBatch>"
		e.dropNamed(org, first[org], e.everyOutcome(org, known[org]))
		all[org] = append(all[org], first[org])
		for name, content := range files {
			e.dropNamed(org, tellingName(org, name), content)
			all[org] = append(all[org], tellingName(org, name))
		}
	}
	for org, names := range all {
		for _, name := range names {
			e.answered(org, name)
		}
	}
	noticed()
	for org := range e.fixture.Organisations {
		e.decide(org, first[org])
		e.correct(org, first[org])
		original, err := os.ReadFile(filepath.Join(e.fixture.Organisations[org].Archive, first[org]))
		must(t, err)
		again := tellingName(org, "again.csv")
		e.dropNamed(org, again, string(original))
		e.answered(org, again)
	}
	for org, names := range all {
		e.commands(org, names[:6])
	}
	e.mistakes()
	e.bundle(e.fixture.Config)
	e.pages()
	e.outboxes()
	e.notices()
	e.records()
	e.private()
	must(t, e.run.terminate())
	e.keepFile(e.config.Journal, "")
	e.keepFile(e.config.AuditHeads, "") // which a stop writes
	e.private()
	e.keepFile(filepath.Join(e.dir, "logs", "lrsdrop.log"), "")
	e.keep("standard error", "", e.stderr.String())
	e.clean(t, e.surface)
	t.Logf("%d places", len(e.surface))
}
