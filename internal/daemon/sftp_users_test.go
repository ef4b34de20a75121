package daemon_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lrsdrop/internal/needs"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
)

// O3 over SFTP: a server tells who owns a file by number.

// usersOnServer has two organisations with the same people on one server: Acme
// has a default, Beta none.
func usersOnServer(people string) func(string) string {
	return func(yaml string) string {
		acme, beta, _ := strings.Cut(yaml, "- id: beta")
		return setting("users", "{default: E Sixth, "+people+"}")(acme) + "- id: beta" + setting("users", "{unknown: stop, "+people+"}")(beta)
	}
}

func TestO3_TheOwnerOfAFileOnAServer(t *testing.T) {
	t.Parallel()
	if os.Getuid() != 0 {
		needs.Missing(t, "only root can give a file away")
	}
	s := sftptest.OpenSSH(t, sftptest.Unprivileged())
	w := newWorld(t, worldOption{
		remote: []remote{{org: acme, inbox: s, outbox: s}, {org: beta, inbox: s, outbox: s}},
		edit:   usersOnServer(`column: SubmittedBy, by_owner: {"uid:1": {name: J Smith}, daemon: {name: Not Them}, "uid:12345": {name: A Patel}, "uid:65534": {name: Our Login}}`),
	})
	for uid, person := range map[int]string{1: "J Smith", 12345: "A Patel", 12347: "E Sixth", 65534: "E Sixth"} {
		name := fmt.Sprintf("By-%d.csv", uid)
		w.dropOwned(acme, uid, name, sixLearners())
		w.await(acme, name, "done")
		w.sentFor(acme, name, person)
	}
	w.dropOwned(acme, 1, "Column.csv", awardsBy([]string{"C Column"}, matches))
	w.await(acme, "Column.csv", "done")
	w.sentFor(acme, "Column.csv", "C Column")
	w.wantCallers("acme", "A Patel", "C Column", "E Sixth", "J Smith")
	w.dropOwned(beta, 12345, "Known.csv", awards(matches))
	w.await(beta, "Known.csv", "done")
	w.dropOwned(beta, 65534, "Ours.csv", awards(matchesToo))
	w.await(beta, "Ours.csv", "refused")
	w.expect(beta, "Ours.csv", map[string]string{"2": "not_sent LOCAL-USER-UNKNOWN"})
	w.wantCallers("beta", "A Patel")
}

// The people of a server's owners are not those of this machine's accounts: a
// number that has a name here has none there.
func TestO3_AServersOwnersAreNotThisMachinesAccounts(t *testing.T) {
	t.Parallel()
	s := simulated(t, sftpsim.Behaviour{Uid: func(path string) (uint32, bool) { return 1, strings.HasSuffix(path, ".csv") }})
	w := newWorld(t, worldOption{remote: []remote{{inbox: s}}, edit: usersOnServer(`by_owner: {daemon: {name: J Smith}, bin: {name: J Smith}}`)})
	w.drop(acme, "July.csv", sixLearners())
	w.await(acme, "July.csv", "done")
	w.sentFor(acme, "July.csv", "E Sixth")
}

// A claim that an earlier run left is the first thing that a daemon looks at:
// it has made nothing yet that would tell whose login it has.
func TestO3_OurOwnLoginNamesNobodyInAClaimOfAnEarlierRun(t *testing.T) {
	t.Parallel()
	s := simulated(t, sftpsim.Behaviour{})
	us := fmt.Sprintf(`by_owner: {"uid:%d": {name: J Smith}}`, os.Getuid())
	w := newWorld(t, worldOption{remote: []remote{{inbox: s}}, edit: usersOnServer(us)})
	owner := w.daemon.Store().ID()
	w.halt()
	claim := filepath.Join(w.fixture.Organisations[acme].Inbox, ".claimed", owner, "ABCDEFGH")
	must(t, os.MkdirAll(claim, 0o755))
	must(t, os.WriteFile(filepath.Join(claim, "July.csv"), []byte(sixLearners()), 0o644))
	w.start()
	w.await(acme, "July.csv", "done")
	w.sentFor(acme, "July.csv", "E Sixth")
}
