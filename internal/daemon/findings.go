package daemon

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"lrsdrop/internal/notice"
	"lrsdrop/internal/status"
	"lrsdrop/internal/store"
)

const (
	refusedFor = 24 * time.Hour   // how long a refusal is news
	outFor     = 15 * time.Minute // how long a folder is out before people are told: shares come and go
	mostNamed  = 50               // files of an organisation and kind that one notice can be about
	mostSaid   = 10               // of them that it names
)

// findings are what needs a person now. Nothing in them names a dropped file.
func findings(s *status.Snapshot, files []store.Attention, names map[string]string) (all []notice.Finding) {
	add := func(f notice.Finding) {
		if f.Name = names[f.Organisation]; f.Name == "" {
			f.Name = f.Organisation
		}
		all = append(all, f)
	}
	for _, f := range fileFindings(files, names) {
		add(f)
	}
	for _, d := range s.Doubts {
		for _, f := range doubtFindings(d, names) {
			add(f)
		}
	}
	for _, o := range s.Organisations {
		for _, f := range organisationFindings(o, names) {
			add(f)
		}
	}
	for _, f := range placeFindings(s) {
		add(f)
	}
	if r := s.Store.Restored; r != nil {
		add(restoredFinding(r))
	}
	return all
}

func restoredFinding(r *store.Restored) notice.Finding {
	f := notice.Finding{
		Kind: notice.Restored,
		What: fmt.Sprintf("The state folder was restored from a backup, and %s made after it. Calls to LRS are paused", counted(r.Uploads, "upload was", "uploads were")),
		Do:   "Find out at LRS what became of these uploads; the status says which. Then let the calls go on.", Command: "lrsdrop resume --after-restore",
		Over: "A person has looked after the restore. Calls to LRS go on.",
	}
	if r.New {
		f.What = fmt.Sprintf("The state folder is new, and the journal has %s of another, which would be sent again. Calls to LRS are paused", counted(r.Uploads, "upload", "uploads"))
		f.Do = "Restore that folder from a backup. Only if there is none, or it does not matter here, let the calls go on."
	}
	return f
}

func fileFindings(files []store.Attention, names map[string]string) (all []notice.Finding) {
	ids := map[string]map[store.FileState][]string{}
	for _, f := range files {
		if ids[f.Organisation] == nil {
			ids[f.Organisation] = map[store.FileState][]string{}
		}
		ids[f.Organisation][f.State] = append(ids[f.Organisation][f.State], f.File)
	}
	for id, of := range ids {
		if refused := of[store.Refused]; len(refused) > 0 {
			all = append(all, notice.Finding{
				Kind: notice.FileRefused, Organisation: id, Items: refused,
				What:    fmt.Sprintf("%s of %s refused, and nothing was sent: %s", counted(len(refused), "file", "files"), nameOf(id, names)+wasWere(len(refused)), some(refused)),
				Do:      "The report of each file in the outbox says what is wrong. Correct it and drop it again; if a rule stopped a file that is right, release it.",
				Command: "lrsdrop status " + refused[len(refused)-1],
			})
		}
		if held := of[store.Held]; len(held) > 0 {
			all = append(all, notice.Finding{
				Kind: notice.RowsHeld, Organisation: id, Items: held,
				What:    fmt.Sprintf("%s of %s for a person: %s", counted(len(held), "file", "files"), nameOf(id, names)+waitWaits(len(held)), some(held)),
				Do:      "Fill in the review file in the outbox and drop it back, or decide with the command. The status says what each file waits for.",
				Command: "lrsdrop held --org " + id,
				Over:    "No file of " + nameOf(id, names) + " waits for a person any more.",
			})
		}
	}
	return all
}

func doubtFindings(d store.Doubt, names map[string]string) (all []notice.Finding) {
	if n := len(d.Unknown); n > 0 {
		all = append(all, notice.Finding{
			Kind: notice.LostUpload, Organisation: d.Organisation, Items: d.Unknown,
			What:    fmt.Sprintf("The answer to %s of %s was lost: %s", counted(n, "upload", "uploads"), nameOf(d.Organisation, names), some(d.Unknown)),
			Do:      "LRS may have it or not, so it is not sent again. Look in the LRS organisation portal, then say what you found.",
			Command: "lrsdrop resolve " + d.Unknown[0] + " --job-id N | --not-received | --accepted | --rejected",
			Over:    "No upload of " + nameOf(d.Organisation, names) + " is in doubt any more.",
		})
	}
	if n := len(d.Overdue); n > 0 {
		file, _, _ := strings.Cut(d.Overdue[0], "-")
		all = append(all, notice.Finding{
			Kind: notice.JobOverdue, Organisation: d.Organisation, Items: d.Overdue,
			What:    fmt.Sprintf("LRS has not ended %s of %s in time: %s", counted(n, "job", "jobs"), nameOf(d.Organisation, names), some(d.Overdue)),
			Do:      "It is still asked after. Ask the LRS service desk, lrs.support@education.gov.uk; the status has the number of the job.",
			Command: "lrsdrop status " + file,
			Over:    "No job of " + nameOf(d.Organisation, names) + " is overdue any more.",
		})
	}
	return all
}

func organisationFindings(o status.Organisation, names map[string]string) (all []notice.Finding) {
	name := nameOf(o.ID, names)
	switch {
	case o.Suspended != "":
		all = append(all, notice.Finding{
			Kind: notice.Suspended, Organisation: o.ID, What: name + " is suspended: " + o.Suspended,
			Do: "Its files wait. Put right what is said there; the daemon notices by itself.", Command: "lrsdrop check", Over: name + " runs again.",
		})
	case o.Refused && !o.HeldUntil.IsZero():
		all = append(all, notice.Finding{
			Kind: notice.Suspended, Organisation: o.ID, What: fmt.Sprintf("LRS refused the password or certificate of %s (%s). Its calls have stopped", name, o.HeldCode),
			Do: "Put the right one where the configuration says; the daemon notices by itself. Ask LRS for it if you have none.", Command: "lrsdrop check --connect",
			Over: "LRS takes calls of " + name + " again, as far as is known.",
		})
	}
	if days := o.CertificateDays; days != nil {
		if passed := threshold(time.Duration(*days) * fullDay); passed > 0 {
			all = append(all, certificateFinding(o, name, passed))
		}
	}
	return all
}

func certificateFinding(o status.Organisation, name string, passed int) notice.Finding {
	on := o.CertificateExpires.UTC().Format("2 January 2006")
	f := notice.Finding{
		Kind: notice.Certificate, Organisation: o.ID, Items: []string{strconv.Itoa(passed)},
		What: fmt.Sprintf("The certificate of %s expires on %s", name, on),
		Do:   "Ask LRS for the next one now: it takes weeks. Put it where the configuration says; no restart is needed.", Command: "lrsdrop check --connect",
		Over: name + " has a certificate that lasts.",
	}
	if *o.CertificateDays < 0 {
		f.What, f.Items = fmt.Sprintf("The certificate of %s expired on %s", name, on), []string{"expired"}
	}
	return f
}

// placeFindings are about folders, servers and disks.
func placeFindings(s *status.Snapshot) (all []notice.Finding) {
	out := func(organisation, use, place, why string) {
		all = append(all, notice.Finding{
			Kind: notice.FolderOut, Organisation: organisation, Place: use + " " + place, After: outFor,
			What: fmt.Sprintf("The %s %s cannot be used: %s", use, place, why),
			Do:   "What is dropped there, or is to be answered there, waits until it can. See the share or server, and the rights of the account that runs lrsdrop.", Command: "lrsdrop check --connect",
			Over: fmt.Sprintf("The %s %s can be used again.", use, place),
		})
	}
	for _, in := range s.Inboxes {
		if !in.OutSince.IsZero() || in.Stalled || in.Error != "" {
			out(in.Organisation, status.UseInbox, in.ID, in.Error)
		}
		if !in.SilentSince.IsZero() {
			all = append(all, notice.Finding{
				Kind: notice.InboxSilent, Organisation: in.Organisation, Place: in.ID,
				What: fmt.Sprintf("No file has come to the inbox %s since %s, and one is expected every %s", in.ID, in.SilentSince.UTC().Format("2 January 2006 15:04 UTC"), in.Every()),
				Do:   "Ask whoever exports the files whether the export still runs. If there is nothing to send just now, nothing is wrong.", Command: "lrsdrop status",
				Over: fmt.Sprintf("A file has come to the inbox %s.", in.ID),
			})
		}
	}
	for _, box := range s.Outboxes {
		if !box.OutSince.IsZero() {
			out(box.Organisation, box.Use, box.ID, box.Error)
		}
	}
	for _, d := range s.Disks {
		if d.Low() {
			all = append(all, notice.Finding{
				Kind: notice.DiskLow, Organisation: d.Organisation, Place: d.Use + " " + d.Path,
				What: fmt.Sprintf("The disk of %s is nearly full. No new file is taken until there is room", d.Path),
				Do:   "Delete what is not needed there. The daemon then goes on by itself.", Command: "lrsdrop status",
				Over: fmt.Sprintf("The disk of %s has room again.", d.Path),
			})
		}
	}
	return all
}

func nameOf(id string, names map[string]string) string {
	if name := names[id]; name != "" {
		return name
	}
	return id
}

func counted(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + more
}

func wasWere(n int) string {
	if n == 1 {
		return " was"
	}
	return " were"
}

func waitWaits(n int) string {
	if n == 1 {
		return " waits"
	}
	return " wait"
}

// some names the latest few.
func some(ids []string) string {
	left := len(ids) - mostSaid
	if left <= 0 {
		return strings.Join(ids, ", ")
	}
	return strings.Join(slices.Clone(ids[left:]), ", ") + " and " + counted(left, "other", "others")
}
