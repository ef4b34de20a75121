package daemon_test

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
	"lrsdrop/internal/needs"
	"lrsdrop/internal/sftptest"
)

// Everything a file can meet in its life, over a server of each kind. The
// answers are those that local folders give, byte for byte but for the ids that
// each run makes up.
func TestF3_F5_F6_WholeLifeOverSFTPIsThatOfLocalFolders(t *testing.T) {
	t.Parallel()
	local := newWorld(t, worldOption{sim: anybody})
	want := local.wholeLife(local.drop)
	local.halt()
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) {
		t.Parallel()
		w := newWorld(t, worldOption{sim: anybody, remote: onServer(s)})
		mis := signIn(t, s)
		got := w.wholeLife(func(_ int, name, content string) { mis.drop(s.Dir+"/in-acme", name, content) })
		if !slices.Equal(slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want))) {
			t.Errorf("the outbox has\n%q, local folders give\n%q", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
		}
		for name, text := range want {
			if got[name] != text {
				t.Errorf("%s is\n%s\nlocal folders give\n%s", name, got[name], text)
			}
		}
	})
}

// wholeLife drops files of every sort, one after the other, and gives what the
// outbox has in the end.
func (w *world) wholeLife(drop func(org int, name, content string)) map[string]string {
	w.t.Helper()
	temporary := []string{"Half.csv.filepart", "Half.csv.part", "~Half.csv", ".Half.csv"}
	for _, name := range temporary {
		must(w.t, os.WriteFile(filepath.Join(w.fixture.Organisations[acme].Inbox, name), []byte(awards(similar)), 0o600))
	}
	first := awards(matches, linked, badCheckDigit, matchesToo, refused)
	drop(acme, "July.csv", first)
	w.await(acme, "July.csv", "held")
	drop(acme, "Who.xml", learnersXML(0, 3))
	w.await(acme, "Who.xml", "done")
	drop(acme, "Damaged.csv", awardColumns+"REG-1,\"1000000078,610/5596/7\r\n")
	w.await(acme, "Damaged.csv", "refused")
	drop(acme, "Fixed.csv", w.corrected(acme, "July.csv.errors.csv", "1000000079", uln(0), "999/0005/1", "K/501/5773"))
	w.await(acme, "Fixed.csv", "done")
	drop(acme, "July.csv", series(10, 2)) // F5
	w.await(acme, "July.csv.2", "done")
	drop(acme, "Copy.csv", first) // F6
	w.await(acme, "Copy.csv", "duplicate")
	for _, name := range temporary { // F3
		if err := os.Remove(filepath.Join(w.fixture.Organisations[acme].Inbox, name)); err != nil {
			w.t.Errorf("a file with a temporary name did not stay: %v", err)
		}
	}
	w.claimsGone()
	w.archived(acme, "July.csv", first)
	return w.answers(acme)
}

// answers are the files of an outbox, with the ids in them replaced by what
// they are ids of. The living files tell times, so only their names count.
func (w *world) answers(org int) map[string]string {
	w.t.Helper()
	entries, err := os.ReadDir(w.fixture.Organisations[org].Outbox)
	must(w.t, err)
	var ids []string
	for _, e := range entries {
		base, isStatus := strings.CutSuffix(e.Name(), ".status.json")
		if !isStatus {
			continue
		}
		s, _ := w.status(org, base)
		ids = append(ids, s.FileID, "ID OF "+base)
		for i, b := range s.Batches {
			ids = append([]string{b.ID, fmt.Sprintf("BATCH %d OF %s", i+1, base)}, ids...)
			if b.JobID != 0 {
				ids = append(ids, fmt.Sprint(b.JobID), fmt.Sprintf("JOB %d OF %s", i+1, base))
			}
		}
	}
	named := strings.NewReplacer(ids...)
	all := map[string]string{}
	for _, e := range entries {
		text := []byte("living")
		if !strings.HasSuffix(e.Name(), ".status.json") && !strings.HasSuffix(e.Name(), ".report.html") {
			text, err = os.ReadFile(w.outbox(org, e.Name()))
			must(w.t, err)
		}
		all[named.Replace(e.Name())] = named.Replace(string(text))
	}
	return all
}

// A done marker completes a file, and both are taken away.
func TestF1_DoneMarkerOverSFTPCompletesAFile(t *testing.T) {
	t.Parallel()
	s := sftptest.OpenSSH(t)
	w := newWorld(t, worldOption{remote: onServer(s), edit: doneMarker})
	mis := signIn(t, s)
	mis.drop(s.Dir+"/in-acme", "July.csv", awards(matches))
	mis.drop(s.Dir+"/in-acme", "Other.csv", awards(matchesToo))
	mis.drop(s.Dir+"/in-acme", "Other.csv.done", "")
	w.await(acme, "Other.csv", "done")
	if _, taken := w.status(acme, "July.csv"); taken {
		t.Error("July.csv was taken without its marker")
	}
	mis.drop(s.Dir+"/in-acme", "July.csv.done", "")
	w.await(acme, "July.csv", "done")
	w.expect(acme, "July.csv", map[string]string{"2": "accepted WSRC0009"})
	w.claimsGone()
}

// doneMarker has the inboxes on servers want markers.
func doneMarker(yaml string) string {
	return strings.ReplaceAll(yaml, "- {sftp: ", "- {done_marker: .done, sftp: ")
}

// A client that writes into the file itself and pauses for longer than a file
// has to stand still: nobody can see over SFTP that it is not done yet.
func TestF1_SlowUploadOverSFTPIsReadAgainBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	s := sftptest.OpenSSH(t)
	w := newWorld(t, worldOption{remote: onServer(s)})
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: opVerify}, Action: lrssim.Action{Kind: lrssim.KindDelay, Delay: 3 * time.Second}, Times: 1})
	mis := signIn(t, s)
	mis.upload(s.Dir+"/in-acme/July.csv", func() {
		w.claimed(acme, "July.csv")
		w.fileIn("verifying") // the simulator counts a call only when it answers
	}, awards(matches), "REG-2,"+matchesToo)
	w.await(acme, "July.csv", "done")
	w.all(acme, "July.csv", 2, "accepted WSRC0009")
	if n := len(w.submits()); n != 1 {
		t.Errorf("LRS took %d uploads", n)
	}
	// A part that ends within a row is told apart from a whole file.
	half := awards(matches, matchesToo)
	mis.upload(s.Dir+"/in-acme/Half.csv", func() { w.await(acme, "Half.csv", "refused") }, half[:len(half)-60], half[len(half)-60:])
	w.pageSays(acme, "Half.csv", "Nothing was sent to LRS.", "It may not have been copied completely.")
	w.claimsGone()
}

// The program that most scripts use.
func TestF1_TheSFTPProgramOfOpenSSHDropsAndCollects(t *testing.T) {
	t.Parallel()
	program := needs.Program(t, "sftp", "openssh-client")
	s := sftptest.OpenSSH(t)
	w := newWorld(t, worldOption{remote: onServer(s)})
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "July.csv"), []byte(awards(matches)), 0o600))
	sftp := func(script string) {
		t.Helper()
		_, port, _ := strings.Cut(s.Addr, ":")
		cmd := exec.Command(program, "-b", "-", "-P", port, "-i", s.Key, "-o", "UserKnownHostsFile="+s.KnownHosts, "-o", "StrictHostKeyChecking=yes", s.User+"@127.0.0.1")
		cmd.Dir, cmd.Stdin = dir, strings.NewReader(script)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("sftp: %v\n%s", err, out)
		}
	}
	sftp("cd /drop/in-acme\nput -p July.csv July.csv.tmp\nrename July.csv.tmp July.csv\n")
	w.await(acme, "July.csv", "done")
	sftp("get /drop/out-acme/July.csv.result.csv\n")
	collected, err := os.ReadFile(filepath.Join(dir, "July.csv.result.csv"))
	must(t, err)
	if !strings.Contains(string(collected), "accepted") {
		t.Errorf("what was collected is %q", collected)
	}
}
