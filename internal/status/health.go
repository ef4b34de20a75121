package status

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"lrsdrop/internal/store"
)

// Unhealthy gives the reasons why the daemon's loops do not go on, one a
// trouble: to start it again may help. A folder that is away is none of them.
func (s *Snapshot) Unhealthy() (reasons []string) {
	if s.Schedule.Stalled {
		reasons = append(reasons, "no work has been taken up since "+s.Schedule.LastTurn.words())
	}
	for _, in := range s.Inboxes {
		if in.Stalled {
			reasons = append(reasons, in.stalled())
		}
	}
	return reasons
}

// Unready gives the reasons why files or answers wait that need not, one a
// trouble: somebody has to look.
func (s *Snapshot) Unready() (reasons []string) {
	if s.Schedule.Stalled {
		reasons = append(reasons, "no work has been taken up since "+s.Schedule.LastTurn.words())
	}
	if s.Store.Error != "" {
		reasons = append(reasons, "the store fails, and all work waits: "+s.Store.Error)
	}
	add := func(reason string) {
		if reason != "" {
			reasons = append(reasons, reason)
		}
	}
	if s.Config.Refused != "" {
		add(fmt.Sprintf("the configuration has changed and is not used, the one before goes on%s%s", since(s.Config.RefusedSince), because(s.Config.Refused)))
	}
	if s.Store.Restored != nil {
		add(restored(s.Store.Restored))
	}
	reasons = append(reasons, s.Wide()...)
	for _, o := range s.Organisations {
		add(o.trouble())
		add(o.unused())
		add(o.unanswered(s.At))
	}
	for _, e := range s.Endpoints {
		add(e.trouble())
	}
	for _, in := range s.Inboxes {
		add(in.trouble())
		add(in.silence())
	}
	for _, out := range s.Outboxes {
		add(out.trouble())
	}
	return reasons
}

// Wide gives the troubles that are of no one organisation, inbox or outbox, and
// that have no line of their own in a status: it stands at its head.
func (s *Snapshot) Wide() (reasons []string) {
	if r := s.Remote; r != nil && r.Error != "" {
		reasons = append(reasons, fmt.Sprintf("other machines cannot ask at %s, or soon cannot: %s", r.Address, r.Error))
	}
	for _, n := range s.Notices {
		if trouble := n.trouble(); trouble != "" {
			reasons = append(reasons, trouble)
		}
	}
	for _, d := range s.Disks {
		if trouble := d.trouble(); trouble != "" {
			reasons = append(reasons, trouble)
		}
	}
	return reasons
}

// Notes are what somebody who looks should know and that is no trouble: it is
// meant.
func (s *Snapshot) Notes() (notes []string) {
	for _, o := range s.Organisations {
		if !o.PausedSince.IsZero() {
			notes = append(notes, fmt.Sprintf("calls of %s are paused%s: lrsdrop resume lets them go on", o.ID, since(o.PausedSince)))
		}
	}
	return notes
}

// trouble is what is wrong with an organisation. That LRS is closed at night
// is not.
func (o Organisation) trouble() string {
	switch {
	case o.Suspended != "":
		return fmt.Sprintf("organisation %s is suspended%s: %s", o.ID, since(o.Since), o.Suspended)
	case o.Refused && !o.HeldUntil.IsZero():
		return fmt.Sprintf("LRS refused the password or certificate of organisation %s (%s): its calls wait until they change", o.ID, o.HeldCode)
	}
	return ""
}

func (o Organisation) unused() string {
	if o.Unused == "" {
		return ""
	}
	return fmt.Sprintf("a change of organisation %s is not used, what was before goes on%s%s", o.ID, since(o.UnusedSince), because(o.Unused))
}

// answerPatience is how long LRS may leave an organisation without an answer
// before somebody is told: its services restart now and then.
const answerPatience = 15 * time.Minute

func (o Organisation) unanswered(now Time) string {
	if o.FailingSince.IsZero() || now.Sub(o.FailingSince.Time) < answerPatience {
		return ""
	}
	return fmt.Sprintf("LRS has not answered organisation %s%s%s. Its calls are tried again; try lrsdrop check --connect", o.ID, since(o.FailingSince), because(o.Failure))
}

func (d Disk) trouble() string {
	if !d.Low() {
		return ""
	}
	whose := ""
	if d.Organisation != "" {
		whose = " of " + d.Organisation
	}
	return fmt.Sprintf("the disk of %s%s has %s free, and files.min_free_bytes is %s: no new file is taken%s until there is room",
		d.Path, whose, byteWords(d.Free), byteWords(uint64(d.Least)), since(d.LowSince))
}

// byteWords writes a size for people.
func byteWords(n uint64) string {
	size, unit := float64(n), 0
	for units := len(byteUnits); size >= 1024 && unit < units-1; unit++ {
		size /= 1024
	}
	return strconv.FormatFloat(math.Floor(size*10)/10, 'f', -1, 64) + " " + byteUnits[unit]
}

var byteUnits = [...]string{"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"}

func (e Endpoint) trouble() string {
	if e.DownSince.IsZero() {
		return ""
	}
	return fmt.Sprintf("endpoint %s of %s cannot be reached%s%s", e.Address, strings.Join(e.Organisations, ", "), since(e.DownSince), because(e.LastError))
}

func (in Inbox) trouble() string {
	switch {
	case in.Stalled:
		return in.stalled()
	case !in.OutSince.IsZero():
		return fmt.Sprintf("inbox %s of %s is out%s%s", in.ID, in.Organisation, since(in.OutSince), because(in.Error))
	case in.Error != "":
		return fmt.Sprintf("inbox %s of %s has a trouble, and files there wait%s", in.ID, in.Organisation, because(in.Error))
	}
	return ""
}

func (in Inbox) silence() string {
	if in.SilentSince.IsZero() {
		return ""
	}
	return fmt.Sprintf("inbox %s of %s is silent: no file has come%s, and one is expected every %s", in.ID, in.Organisation, since(in.SilentSince), in.Every())
}

func (n Notices) trouble() string {
	if n.FailingSince.IsZero() {
		return ""
	}
	return fmt.Sprintf("people cannot be told by %s%s, notices wait: %d%s", n.Channel, since(n.FailingSince), n.Waiting, because(n.Error))
}

func (in Inbox) stalled() string {
	if in.LastScan.IsZero() {
		return fmt.Sprintf("inbox %s of %s hangs: it was never looked at", in.ID, in.Organisation)
	}
	return fmt.Sprintf("inbox %s of %s hangs: it was last looked at at %s", in.ID, in.Organisation, in.LastScan.words())
}

func (out Outbox) trouble() string {
	if out.OutSince.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s %s of %s cannot be written to%s%s", out.Use, out.ID, out.Organisation, since(out.OutSince), because(out.Error))
}

func since(t Time) string {
	if t.IsZero() {
		return ""
	}
	return " since " + t.words()
}

func because(why string) string {
	if why == "" {
		return ""
	}
	return ": " + why
}

func restored(r *store.Restored) string {
	happened := "the state folder was restored from a backup"
	if r.New {
		happened = "the state folder is new, and the journal has uploads of another"
	}
	return fmt.Sprintf("%s at %s, and calls to LRS are paused until a person has looked: see lrsdrop status, then lrsdrop resume --after-restore", happened, At(r.At).words())
}
