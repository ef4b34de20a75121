package daemon_test

import (
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"mime/quotedprintable"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/notice/noticetest"
)

// byMail has the configuration name a mail server.
func byMail(t *testing.T, box *noticetest.Mailbox) func(string) string {
	t.Helper()
	password := filepath.Join(t.TempDir(), "mail.password")
	must(t, os.WriteFile(password, []byte(noticetest.Password+"\n"), 0o600))
	return func(yaml string) string {
		return fmt.Sprintf("notices: {email: {server: '%s', ca_file: '%s', user: %s, password: {file: '%s'}, from: lrsdrop@example.org, to: [ops@example.org]}}\n",
			box.Address, box.CAFile(), noticetest.User, password) + yaml
	}
}

// hearing awaits a letter to somebody that has all the words in it.
func (w *world) hearing(box *noticetest.Mailbox, to string, words ...string) {
	w.t.Helper()
	w.eventually("a letter to "+to+" says "+strings.Join(words, ", "), func() bool { return len(letters(w.t, box, to, words...)) > 0 })
}

// letters are those to somebody that have all the words in them.
func letters(t testing.TB, box *noticetest.Mailbox, to string, words ...string) (all []string) {
	t.Helper()
	for _, l := range box.Letters() {
		m, err := mail.ReadMessage(strings.NewReader(l.Text))
		must(t, err)
		body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
		must(t, err)
		if text := m.Header.Get("Subject") + "\n" + string(body); slices.Equal(l.To, []string{to}) && containsAll(text, words) {
			all = append(all, text)
		}
	}
	return all
}

func TestPeopleAreToldByMailOnceAlsoAcrossARestart(t *testing.T) {
	t.Parallel()
	const ops = "ops@example.org"
	c, box := &clock{}, noticetest.Start(t, false, false)
	w := newWorld(t, worldOption{now: c.now, look: 100 * time.Millisecond, edit: func(yaml string) string {
		return organisationKey("notices_to: [exams@example.org]")(byMail(t, box)(yaml))
	}})
	w.planted = append(w.planted, noticetest.Password)
	w.drop(acme, "Adaeze refused.csv", "nothing\r\n")
	w.await(acme, "Adaeze refused.csv", "refused")
	w.drop(acme, "Adaeze held.csv", awards(matches, similar))
	held := w.await(acme, "Adaeze held.csv", "held")
	w.hearing(box, ops, "TEST", "1 file of ", "was refused", "lrsdrop status ")
	w.hearing(box, "exams@example.org", "was refused")
	w.hearing(box, ops, "waits for a person", held.FileID, "lrsdrop held --org acme")
	w.hearing(box, "exams@example.org", "waits for a person", held.FileID)

	// A mail server that is down holds up nothing; what is to be said waits for it.
	box.FailWith(errors.New("out of order"))
	w.drop(beta, "Adaeze refused too.csv", "nothing\r\n")
	w.await(beta, "Adaeze refused too.csv", "refused")
	w.unready("people cannot be told by email since ", "out of order")
	w.drop(beta, "July.csv", awards(matches))
	w.await(beta, "July.csv", "done")
	w.eventually("two letters wait", func() bool {
		return containsAll(w.metrics(), []string{`lrsdrop_notices_waiting{channel="email"} 2`, `lrsdrop_notices_sent_total{channel="email"} 4`})
	})
	w.halt()
	if n := strings.Count(w.log.String(), "notices cannot be sent"); n != 1 {
		t.Errorf("the log says %d times that notices cannot be sent", n)
	}
	box.FailWith(nil)
	c.step(2 * time.Minute)
	w.start()
	w.hearing(box, ops, "was refused", "(beta)")
	w.hearing(box, "exams@example.org", "was refused", "(beta)")
	w.ready()
	if n := len(box.Letters()); n != 6 {
		t.Errorf("%d letters came, want 6", n)
	}
	for _, l := range box.Letters() {
		if strings.Contains(l.Text, "Adaeze") || strings.Contains(l.Text, ".csv") {
			t.Errorf("a letter names a file:\n%s", l.Text)
		}
	}
}

// hook is a webhook that keeps what it is told.
type hook struct {
	mu  sync.Mutex
	all []noticed
}

type noticed struct {
	Kind, Organisation, Place, What, Do, Command string
	Over                                         bool
	Items                                        []string
}

func (h *hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var one noticed
	if err := json.NewDecoder(r.Body).Decode(&one); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.all = append(h.all, one)
}

// of are what was told of a kind.
func (h *hook) of(kind string) (all []noticed) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, one := range h.all {
		if one.Kind == kind {
			all = append(all, one)
		}
	}
	return all
}

func byWebhook(t *testing.T, h *hook) func(string) string {
	t.Helper()
	server := httptest.NewTLSServer(h)
	t.Cleanup(server.Close)
	authority := filepath.Join(t.TempDir(), "hook-ca.pem")
	must(t, os.WriteFile(authority, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o600))
	return func(yaml string) string {
		return fmt.Sprintf("notices: {webhook: {url: '%s', ca_file: '%s'}}\n", server.URL, authority) + yaml
	}
}

func TestF25_PeopleAreToldOfWhatNeedsThemAndThatItIsOver(t *testing.T) {
	t.Parallel()
	c, h, disk := &clock{}, &hook{}, &room{}
	w := prepare(t, worldOption{now: c.now, look: 100 * time.Millisecond, edit: func(yaml string) string {
		return strings.Replace(byWebhook(t, h)(yaml), "settle:", "expect_every: 7d, settle:", 1)
	}})
	w.free = disk.free
	identity := w.fixture.Organisations[beta].PKCS12
	must(t, os.Rename(identity, identity+".away"))
	w.start()
	heard := func(kind string, over bool, words ...string) {
		t.Helper()
		w.eventually("people hear of "+kind, func() bool {
			all := h.of(kind)
			if len(all) == 0 {
				return false
			}
			last := all[len(all)-1]
			return last.Over == over && containsAll(last.What+last.Do+last.Command, words)
		})
	}
	heard("organisation_suspended", false, "beta.p12", "lrsdrop check")

	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: "SubmitAchievementBatchJob"}, Action: lrssim.Action{Kind: lrssim.KindDropAfter}, Times: 1})
	w.drop(acme, "July.csv", awards(matches))
	w.await(acme, "July.csv", "held")
	heard("upload_unknown", false, "lost", "lrsdrop resolve ", "--not-received")

	disk.low.Store(&w.config.StateDir)
	heard("disk_low", false, "nearly full", w.config.StateDir)
	disk.low.Store(nil)
	w.eventually("there is room", func() bool { return !w.snapshot().Disks[0].Low() })
	time.Sleep(300 * time.Millisecond) // the end is told once it has lasted
	must(t, os.Rename(identity+".away", identity))
	w.daemon.Reload()
	w.eventually("beta runs", func() bool { return w.snapshot().Organisations[beta].Suspended == "" })
	time.Sleep(300 * time.Millisecond)
	c.step(2 * time.Minute)
	heard("disk_low", true, "has room again")
	heard("organisation_suspended", true, "runs again")

	c.step(8 * 24 * time.Hour)
	w.unready("inbox "+w.fixture.Organisations[acme].Inbox+" of acme is silent: no file has come since ", "every 7 days")
	heard("inbox_silent", false, "No file has come to the inbox", "every 7 days")
	if text := w.metrics(); !strings.Contains(text, `lrsdrop_inbox_expect_every_seconds{endpoint="",inbox="`+w.fixture.Organisations[acme].Inbox+`",organisation="acme"} 604800`) {
		t.Errorf("metrics:\n%s", text)
	}
	w.drop(acme, "August.csv", "nothing\r\n")
	w.await(acme, "August.csv", "refused")
	w.eventually("nobody is silent", func() bool { return w.snapshot().Inboxes[acme].SilentSince.IsZero() })
	time.Sleep(300 * time.Millisecond)
	c.step(2 * time.Minute)
	heard("inbox_silent", true, "A file has come")
	for _, kind := range []string{"organisation_suspended", "upload_unknown", "disk_low", "inbox_silent"} {
		if n := len(h.of(kind)); kind == "upload_unknown" && n != 1 || kind != "upload_unknown" && n != 2 {
			t.Errorf("%s is told %d times: %+v", kind, n, h.of(kind))
		}
	}

	left := w.snapshot().Organisations[acme].CertificateDays
	c.step(time.Duration(*left-20) * 24 * time.Hour)
	heard("certificate_expires", false, "expires on ", "Ask LRS for the next one now")
}

func TestSilenceOfAnInboxIsKnownAfterARestart(t *testing.T) {
	t.Parallel()
	c := &clock{}
	w := newWorld(t, worldOption{now: c.now, edit: func(yaml string) string {
		return strings.ReplaceAll(yaml, "settle:", "expect_every: 7d, settle:")
	}})
	w.drop(acme, "July.csv", awards(matches))
	w.await(acme, "July.csv", "done")
	w.halt()
	c.step(6 * 24 * time.Hour)
	w.start()
	w.ready()
	s := w.snapshot()
	if s.Inboxes[acme].LastFile.IsZero() || !s.Inboxes[beta].LastFile.IsZero() || s.Inboxes[acme].ExpectEvery != 7*24*3600 {
		t.Errorf("%+v", s.Inboxes)
	}
	c.step(2 * 24 * time.Hour)
	w.unready("inbox "+w.fixture.Organisations[acme].Inbox, "is silent")
	w.unready("inbox "+w.fixture.Organisations[beta].Inbox, "is silent") // in which nothing ever came
}
