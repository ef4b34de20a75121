package notice

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/notice/noticetest"
	"lrsdrop/internal/store"
)

// desk is a book and a sender over one store.
type desk struct {
	t      *testing.T
	clock  *clock
	dir    string
	store  *store.Store
	book   *Book
	out    *taken
	sender *Sender
	log    *bytes.Buffer
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, clock: newClock(), dir: t.TempDir(), out: &taken{name: EmailName}, log: &bytes.Buffer{}}
	d.open()
	return d
}

func (d *desk) open() {
	d.t.Helper()
	d.store = openStore(d.t, d.dir, d.clock)
	var err error
	d.book, err = Open(d.t.Context(), d.store, "production", "mft01", []string{EmailName})
	must(d.t, err)
	d.sender = NewSender(d.out, d.store, slog.New(slog.NewTextHandler(d.log, nil)))
}

// restart is what a restart of the daemon is to notices.
func (d *desk) restart() {
	d.t.Helper()
	must(d.t, d.store.Close())
	d.open()
}

func nobodyElse(string) []string { return nil }

// tell has people told, and gives what they hear.
func (d *desk) tell(after time.Duration, findings ...Finding) (heard []string) {
	d.t.Helper()
	d.clock.step(after)
	_, err := d.book.Tell(d.t.Context(), findings, nobodyElse)
	must(d.t, err)
	return d.hear()
}

func (d *desk) hear() (heard []string) {
	d.t.Helper()
	before := len(d.out.messages)
	must(d.t, d.sender.Round(d.t.Context()))
	for _, m := range d.out.messages[before:] {
		heard = append(heard, m.What)
	}
	return heard
}

func (d *desk) want(got []string, want ...string) {
	d.t.Helper()
	if strings.Join(got, "; ") != strings.Join(want, "; ") {
		d.t.Errorf("people hear %q, want %q", got, want)
	}
}

func refused(ids ...string) Finding {
	return Finding{Kind: FileRefused, Organisation: "acme", Items: ids, What: "refused " + strings.Join(ids, " ")}
}

func low() Finding {
	return Finding{Kind: DiskLow, Place: "/s", What: "low", Over: "room again"}
}

func TestTheSameCauseIsToldAtMostOnceAnHour(t *testing.T) {
	d := newDesk(t)
	d.want(d.tell(0, refused("A")), "refused A")
	d.want(d.tell(5*time.Second, refused("A")))
	d.want(d.tell(time.Minute, refused("A", "B")))
	d.restart()
	d.want(d.tell(time.Minute, refused("A", "B", "C")))
	d.want(d.tell(time.Hour, refused("A", "B", "C")), "refused A B C")
	d.want(d.tell(2*time.Hour, refused("A", "B", "C")))
	d.want(d.tell(24*time.Hour, refused("C"))) // what is old is no news
	d.want(d.tell(24 * time.Hour))
	d.want(d.tell(time.Minute, refused("D")), "refused D")
}

func TestTheEndIsToldOnce(t *testing.T) {
	d := newDesk(t)
	d.want(d.tell(0, low()), "low")
	d.want(d.tell(5 * time.Second)) // perhaps it comes back
	d.want(d.tell(30*time.Second, low()))
	d.want(d.tell(time.Second))
	d.want(d.tell(calm), "room again")
	d.want(d.tell(calm))
	d.want(d.tell(time.Minute, low())) // it comes and goes
	d.restart()
	d.want(d.tell(10*time.Minute, low()))
	d.want(d.tell(time.Minute))
	d.want(d.tell(10 * time.Minute))
	d.want(d.tell(time.Hour, low()), "low")
	if last := d.out.messages[len(d.out.messages)-1]; last.Over || last.Environment != "production" || last.Since != last.At {
		t.Errorf("%+v", last)
	}
}

func TestWhatLastsOnlyAMomentIsNotTold(t *testing.T) {
	d := newDesk(t)
	f := low()
	f.After = 15 * time.Minute
	d.want(d.tell(0, f))
	d.want(d.tell(14*time.Minute, f))
	d.want(d.tell(time.Second))
	d.want(d.tell(time.Minute, f))
	d.want(d.tell(16*time.Minute, f), "low")
	d.restart()
	d.want(d.tell(time.Minute, f)) // it was told
	d.want(d.tell(time.Second))
	d.want(d.tell(calm), "room again")
}

func TestTwoCausesDoNotHideEachOther(t *testing.T) {
	d := newDesk(t)
	beta := refused("X")
	beta.Organisation = "beta"
	d.want(d.tell(0, refused("A"), low()), "low", "refused A")
	d.want(d.tell(time.Second, refused("A"), low(), beta), "refused X")
}

func TestAnOrganisationsOwnAddressesGetALetterOfTheirOwn(t *testing.T) {
	d := newDesk(t)
	_, err := d.book.Tell(t.Context(), []Finding{refused("A"), low()}, func(string) []string { return []string{"acme@example.org"} })
	must(t, err)
	d.want(d.hear(), "low", "refused A", "refused A")
	if own := d.out.messages[2]; strings.Join(own.To, "") != "acme@example.org" || own.ID == d.out.messages[1].ID || len(d.out.messages[1].To) > 0 {
		t.Errorf("%+v", d.out.messages)
	}
}

func TestWhatCannotBeSentWaitsIsTriedAgainAndLoggedOnce(t *testing.T) {
	d := newDesk(t)
	d.out.failure = errors.New("no route to it")
	d.want(d.tell(0, refused("A")))
	h := d.sender.Health()
	if h.Waiting != 1 || h.Error != "no route to it" || h.FailingSince.IsZero() {
		t.Errorf("%+v", h)
	}
	for range 5 {
		d.clock.step(10 * time.Minute)
		d.want(d.hear())
	}
	d.restart()
	d.want(d.hear())
	d.out.failure = nil
	d.clock.step(time.Hour)
	d.want(d.hear(), "refused A")
	d.want(d.hear())
	if h := d.sender.Health(); h.Waiting != 0 || h.Sent != 1 || !h.FailingSince.IsZero() || h.Error != "" {
		t.Errorf("%+v", h)
	}
	if log := d.log.String(); strings.Count(log, "level=ERROR") > 2 || !strings.Contains(log, "notices cannot be sent") { // once in each run
		t.Errorf("the log:\n%s", log)
	}
}

func TestF22_AnAddressThatIsGoneHoldsUpNoOtherNotice(t *testing.T) {
	d, box := newDesk(t), noticetest.Start(t, false, false)
	box.Remove("second@example.org", "left@example.org")
	d.sender = NewSender(mailTo(box, false, false), d.store, slog.New(slog.NewTextHandler(d.log, nil)))
	acmes := func(string) []string { return []string{"left@example.org"} }
	_, err := d.book.Tell(t.Context(), []Finding{refused("A"), {Kind: RowsHeld, Organisation: "acme", What: "held"}, low()}, acmes)
	must(t, err)
	for range 3 {
		must(t, d.sender.Round(t.Context()))
		d.clock.step(time.Second)
	}
	if got := box.Letters(); len(got) != 3 {
		t.Errorf("%d letters came, want 3: %+v", len(got), got)
	}
	if h := d.sender.Health(); h.Waiting != 2 || !h.FailingSince.IsZero() {
		t.Errorf("%+v", h)
	}
	for _, whom := range []string{"second@example.org", "left@example.org"} {
		if !strings.Contains(d.log.String(), "takes no notice for an address") || !strings.Contains(d.log.String(), whom) {
			t.Errorf("the log does not tell of %s:\n%s", whom, d.log)
		}
	}
	d.clock.step(givenUp + time.Hour)
	must(t, d.sender.Round(t.Context()))
	if h := d.sender.Health(); h.Waiting != 0 || !strings.Contains(d.log.String(), "is given up") {
		t.Errorf("%+v", h)
	}
}

func TestWhatWaitsIsBounded(t *testing.T) {
	d := newDesk(t)
	d.out.failure = errors.New("down")
	for n := range mostWaiting + 3 {
		err := d.store.Update(t.Context(), func(tx *store.Tx) error {
			dropped, err := tx.AddOutgoing(EmailName, []byte(`{"what":"`+strings.Repeat("x", n%7)+`"}`), mostWaiting)
			if want := n >= mostWaiting; (dropped == 1) != want {
				t.Errorf("message %d: %d make way", n, dropped)
			}
			return err
		})
		must(t, err)
	}
	if _, waiting, err := d.store.DueOutgoing(t.Context(), EmailName, 1); err != nil || waiting != mostWaiting {
		t.Errorf("%d wait, %v", waiting, err)
	}
	d.clock.step(givenUp + time.Minute)
	must(t, d.sender.Round(t.Context()))
	if _, waiting, _ := d.store.DueOutgoing(t.Context(), EmailName, 1); waiting != mostWaiting-1 || !strings.Contains(d.log.String(), "is given up") {
		t.Errorf("%d wait", waiting)
	}
}

func TestAStopCutsNoNoticeOff(t *testing.T) {
	d := newDesk(t)
	ctx, stop := context.WithCancel(t.Context())
	d.sender = NewSender(stopping{stop}, d.store, slog.New(slog.DiscardHandler))
	_, err := d.book.Tell(ctx, []Finding{refused("A")}, nobodyElse)
	must(t, err)
	must(t, d.sender.Round(ctx))
	if _, waiting, err := d.store.DueOutgoing(t.Context(), EmailName, 1); err != nil || waiting != 1 {
		t.Errorf("%d wait, %v", waiting, err)
	}
	d.restart()
	d.want(d.hear(), "refused A")
}

// stopping is a channel in whose midst the daemon is stopped.
type stopping struct{ stop func() }

func (stopping) Name() string { return EmailName }

func (s stopping) Send(ctx context.Context, _ Message) error {
	s.stop()
	<-ctx.Done()
	return ctx.Err()
}
