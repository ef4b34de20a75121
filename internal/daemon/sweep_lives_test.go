package daemon_test

import (
	"os"
	"testing"

	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
)

// dropAs drops a file of the given content.
func dropAs(name, content string) func(*sweep) {
	return func(s *sweep) { s.drop(acme, name, content) }
}

// Files of both kinds, larger than what is kept in the database, so that the
// spool has its part in them. One row of the awards breaks a rule, and LRS refuses
// one.
var (
	manyAwards   = series(0, 60) + "REG-1," + badCheckDigit + "REG-2,1000102504,999/0005/1,2025-06-30,Pass,Chris,Pattern,2001-06-07,1\r\n"
	fewAwards    = series(0, 9) + "REG-1," + badCheckDigit
	manyLearners = learners(0, 120)
	fewLearners  = learners(0, 9)
)

// Many batches of one file, each with few rows.
var smallBatches = limits(4, 4, 2)

const smallBatch = 4

func achievementOnce() life {
	return life{name: "an achievement file in one batch", batch: 61, steps: []step{{1, dropAs("July.csv", manyAwards)}}}
}

// fromTheFirstStart begins with no state folder.
func fromTheFirstStart() life {
	l := achievementOnce()
	l.name, l.new = "an achievement file from the first start of a daemon on", true
	return l
}

func achievementInMany() life {
	return life{name: "an achievement file in many batches", edit: smallBatches, batch: smallBatch, steps: []step{{1, dropAs("July.csv", fewAwards)}}}
}

func verifyOnce() life {
	return life{name: "a verify file in one batch", steps: []step{{1, dropAs("Who.csv", manyLearners)}}}
}

func verifyInMany() life {
	return life{name: "a verify file in many batches", edit: smallBatches, steps: []step{{1, dropAs("Who.csv", fewLearners)}}}
}

// redrop corrects a row in errors.csv and drops that, and then the first file
// once more.
func redrop() life {
	return life{name: "a correction, and the same file again", batch: 9, steps: []step{
		{1, dropAs("July.csv", fewAwards)},
		{2, func(s *sweep) {
			s.drop(acme, "Fixed.csv", s.corrected(acme, "July.csv.errors.csv", "1000000079", "1000000078"))
		}},
		{3, dropAs("Again.csv", fewAwards)},
	}}
}

var undecided = awards(matches, similar, similarToo)

// decidedByFile has a person fill the review file in and drop it.
func decidedByFile() life {
	return life{name: "held rows decided by a review file", batch: 1, steps: []step{
		{1, dropAs("July.csv", undecided)},
		{2, func(s *sweep) {
			s.drop(acme, "Decisions.csv", s.filled(acme, "July.csv.review.csv", map[string]map[string]string{"3": yes(""), "4": no()}))
		}},
	}}
}

// decidedByCommand has a person use the command, beside the daemon. One of both
// is killed.
func decidedByCommand(victim string) life {
	decide := func(row, verdict string) func(*sweep) {
		return func(s *sweep) {
			st, ok := s.status(acme, "July.csv")
			if !ok {
				s.t.Fatal("July.csv has no status")
			}
			s.command("decide", st.FileID, verdict, "--row", row, "--by", "A Checker", "--note", "same birth certificate")
		}
	}
	return life{name: "held rows decided by command, " + victim + " killed", victim: victim, batch: 1, steps: []step{
		{1, dropAs("July.csv", undecided)}, {1, decide("3", "confirm")}, {1, decide("4", "reject")},
	}}
}

// inMemoryToo starts a server whose folders are in memory.
func inMemoryToo(t testing.TB, b sftpsim.Behaviour) *sftptest.Server {
	t.Helper()
	return sftptest.Simulated(t, sftpsim.Options{Root: inMemory(t), Behaviour: b})
}

// onSFTP has both folders on a server.
func onSFTP(l life) life {
	l.remote = func(t testing.TB) []remote { return onServer(inMemoryToo(t, sftpsim.Behaviour{})) }
	return l
}

// inPlace has an inbox on a server that lets nobody move a file.
func inPlace(l life) life {
	l.stays = true
	l.remote = func(t testing.TB) []remote {
		return []remote{{org: acme, inbox: inMemoryToo(t, sftpsim.Behaviour{ReadOnly: true}), outbox: inMemoryToo(t, sftpsim.Behaviour{})}}
	}
	return l
}

// lives are all of them. The first is swept as a whole each time.
func lives() []life {
	all := []life{
		achievementOnce(), fromTheFirstStart(), achievementInMany(), verifyOnce(), verifyInMany(), redrop(), decidedByFile(),
		decidedByCommand(victimRun), decidedByCommand("decide"),
	}
	for _, l := range []life{achievementOnce(), achievementInMany(), verifyOnce(), verifyInMany(), redrop(), decidedByFile()} {
		all = append(all, onSFTP(l))
	}
	return append(all, inPlace(achievementInMany()))
}

// title names a life with the place of its folders.
func (l life) title() string {
	switch {
	case l.stays:
		return l.name + ", on SFTP, in place"
	case l.remote != nil:
		return l.name + ", on SFTP"
	}
	return l.name
}

// long reports that slow variants are wanted as well.
func long() bool { return os.Getenv("LRSDROP_LONG") == "1" }
