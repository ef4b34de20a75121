package daemon_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/lrssim"
)

const awardColumns = "MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName,DateOfBirth,Gender\r\n"

// Rows with a known answer from the simulator.
const (
	matches    = "1000000078,610/5596/7,2025-06-30,Pass,Alex,Example,2001-02-03,1\r\n"
	linked     = "1000000027,610/5596/7,2025-06-30,Pass,Blair,Sample,2000-05-17,2\r\n"
	similar    = "1000000035,610/5596/7,2025-06-30,Pass,Sam,Specimen,2002-11-30,1\r\n"
	similarToo = "1000000043,610/5596/7,2025-06-30,Pass,Nic,Instance,1999-08-21,2\r\n"
	different  = "1000000051,610/5596/7,2025-06-30,Pass,Robin,Placeholder,2003-01-09,1\r\n"
	notThere   = "1000000086,610/5596/7,2025-06-30,Pass,Zoë,O'Sample,2001-12-24,2\r\n"
	matchesToo = "1000102504,610/5596/7,2025-06-30,Merit,Chris,Pattern,2001-06-07,1\r\n"
	refused    = "1000102504,999/0005/1,2025-06-30,Merit,Chris,Pattern,2001-06-07,1\r\n"
)

func awards(rows ...string) string {
	var b strings.Builder
	b.WriteString(awardColumns)
	for i, row := range rows {
		b.WriteString("REG-" + string(rune('1'+i)) + "," + row)
	}
	return b.String()
}

func TestEveryRowOfAFileComesBackAnswered(t *testing.T) {
	w := newWorld(t, worldOption{})
	w.drop(acme, "July.csv", awards(matches, linked, similar, similarToo, different, notThere, matchesToo, refused,
		"1000000079,610/5596/7,2025-06-30,Pass,Alex,Example,2001-02-03,1\r\n"))
	got := w.await(acme, "July.csv", "held")
	w.expect(acme, "July.csv", map[string]string{
		"2": "accepted WSRC0009", "3": "held WSVRC002", "4": "held WSVRC003", "5": "held WSVRC004",
		"6": "unverified WSVRC005", "7": "unverified WSVRC006", "8": "accepted WSRC0009", "9": "rejected SIM-B99", "10": "invalid LOCAL-ULN-CHECK",
	})
	if !got.NeedsAttention || got.Rows["total"] != 9 || got.Rows["held"] != 3 {
		t.Errorf("status: %+v", got)
	}
	w.eventually("the original is archived and its claim removed", func() bool {
		_, err := os.Stat(w.fixture.Organisations[acme].Archive + "/July.csv")
		left, _ := os.ReadDir(w.fixture.Organisations[acme].Inbox)
		return err == nil && len(left) <= 1
	})
	if len(w.submits()) != 1 || w.submits()[0].Records != 3 {
		t.Errorf("LRS got %+v", w.submits())
	}
}

func TestF8_LostAnswerIsNeverResent(t *testing.T) {
	w := newWorld(t, worldOption{})
	w.fault(lrssim.Fault{Match: lrssim.Match{Operation: "SubmitAchievementBatchJob"}, Action: lrssim.Action{Kind: lrssim.KindDropAfter}, Times: 1})
	w.drop(acme, "July.csv", awards(matches))
	w.await(acme, "July.csv", "held")
	w.expect(acme, "July.csv", map[string]string{"2": "unknown LOCAL-UNKNOWN"})
	w.halt()
	w.start()
	time.Sleep(300 * time.Millisecond)
	if n := len(w.submits()); n != 1 {
		t.Fatalf("LRS took the batch %d times", n)
	}
}
