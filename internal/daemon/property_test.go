package daemon_test

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// kinds are rows whose answer is known, and that answer.
var kinds = []struct{ row, answer string }{
	{matches, "accepted WSRC0009"}, {matchesToo, "accepted WSRC0009"}, {refused, "rejected SIM-B99"},
	{linked, "held WSVRC002"}, {similar, "held WSVRC003"}, {similarToo, "held WSVRC004"},
	{different, "unverified WSVRC005"}, {notThere, "unverified WSVRC006"},
	{strings.Replace(matches, "1000000078", "1000000079", 1), "invalid LOCAL-ULN-CHECK"},
	{"", ""}, // a blank line, which counts as a row and has no answer
}

// Whatever rows a file has, in whatever order and wherever its batches are cut:
// each has one line in the result, in the order of the file, with its own
// answer, and LRS gets the cleared ones once, in batches within the limit.
func TestO15_O16_AnyMixtureOfRowsIsSplitAndJoinedRightly(t *testing.T) {
	t.Parallel()
	w := newWorld(t, worldOption{edit: limits(3, 2, 1)})
	must(t, flag.Set("rapid.checks", checks()))
	files, day := 0, time.Date(2025, 6, 30, 0, 0, 0, 0, time.UTC)
	rapid.Check(t, func(r *rapid.T) {
		files++
		name, before := fmt.Sprintf("Mixture%d.csv", files), len(w.submits())
		text, want := awardColumns, []string{}
		for i, kind := range rapid.SliceOfN(rapid.IntRange(0, len(kinds)-1), 1, 16).Draw(r, "rows") {
			k := kinds[kind]
			if day = day.AddDate(0, 0, -1); k.row == "" {
				text += "\r\n"
				continue
			}
			text += "REG-" + strconv.Itoa(i) + "," + strings.Replace(k.row, "2025-06-30", day.Format(time.DateOnly), 1)
			want = append(want, fmt.Sprintf("%d %s", i+2, k.answer))
		}
		if len(want) == 0 {
			r.Skip("no rows")
		}
		w.drop(acme, name, text)
		w.await(acme, name, "done", "held")
		w.mixtureIs(r, name, want, before)
	})
}

func checks() string {
	if os.Getenv("LRSDROP_LONG") == "1" {
		return "300"
	}
	return "10"
}

// mixtureIs holds what came back against what was dropped.
func (w *world) mixtureIs(r *rapid.T, name string, want []string, before int) {
	w.t.Helper()
	var got []string
	sent := 0
	for _, row := range w.table(acme, name+".result.csv") {
		got = append(got, row["Row"]+" "+row["Outcome"]+" "+row["Code"])
		if row["Outcome"] == "accepted" || row["Outcome"] == "rejected" {
			sent++
		}
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		r.Fatalf("the result has\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	reached := 0
	for _, s := range w.submits()[before:] {
		if reached += s.Records; s.Records > 3 {
			r.Fatalf("a batch had %d rows", s.Records)
		}
	}
	if reached != sent {
		r.Fatalf("LRS got %d rows, and the result has %d of them", reached, sent)
	}
}
