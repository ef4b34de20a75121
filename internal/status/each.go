package status

import "fmt"

// Each tells of every thing that is looked after, one a line, whether it is well
// or not.
func (s *Snapshot) Each() (lines []string) {
	tell := func(trouble, thing, more string) {
		if trouble != "" {
			lines = append(lines, "[-] "+thing+": "+trouble)
		} else {
			lines = append(lines, "[+] "+thing+": ok"+more)
		}
	}
	tell(stall(s), "schedule", ago(", last looked for work at ", s.Schedule.LastTurn))
	tell(s.Store.Error, "database", fmt.Sprintf(", %s", byteWords(uint64(s.Store.Bytes))))
	tell(s.Config.Refused, "configuration", ago(", read at ", s.Config.LoadedAt))
	if r := s.Remote; r != nil {
		tell(r.Error, "remote "+r.Address, "")
	}
	for _, n := range s.Notices {
		tell(n.trouble(), "notices by "+n.Channel, ago(", last sent at ", n.LastSent))
	}
	for _, d := range s.Disks {
		tell(d.trouble(), "disk of "+d.Path, ", "+byteWords(d.Free)+" free")
	}
	for _, o := range s.Organisations {
		trouble := firstOf(o.trouble(), o.unused(), o.unanswered(s.At))
		tell(trouble, "organisation "+o.ID, ago(", LRS last answered at ", o.LastSuccess))
	}
	for _, e := range s.Endpoints {
		tell(e.trouble(), "endpoint "+e.Address, ago(", last answered at ", e.LastSuccess))
	}
	for _, in := range s.Inboxes {
		tell(firstOf(in.trouble(), in.silence()), "inbox "+in.ID+" of "+in.Organisation, ago(", last looked at at ", in.LastScan))
	}
	for _, out := range s.Outboxes {
		tell(out.trouble(), out.Use+" "+out.ID+" of "+out.Organisation, ago(", last written to at ", out.LastWrite))
	}
	return lines
}

func stall(s *Snapshot) string {
	if !s.Schedule.Stalled {
		return ""
	}
	return "no work has been taken up" + since(s.Schedule.LastTurn)
}

func firstOf(troubles ...string) string {
	for _, trouble := range troubles {
		if trouble != "" {
			return trouble
		}
	}
	return ""
}

// ago tells of a moment; none is left out.
func ago(words string, t Time) string {
	if t.IsZero() {
		return ""
	}
	return words + t.words()
}
