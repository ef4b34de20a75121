package inbox

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"lrsdrop/internal/folder"
	"lrsdrop/internal/folder/foldertest"
)

func TestAFileIsTakenAfterItStoodStill(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.drop("July.csv", "one")
		w.start()
		w.sleep(settle - time.Millisecond)
		w.wantTaken()
		w.sleep(time.Second)
		w.wantTaken("July.csv")
		f := w.told().taken[0]
		if f.Claim.Owner != "state-a" || f.Claim.ID == "" || f.Inbox.ID != "inbox0" || f.Entry.Size != 3 {
			t.Errorf("got %+v", f)
		}
	})
}

func TestAHintBringsAFileForwardAndPollFindsItWithout(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.start()
		w.sleep(3 * time.Second)
		w.drop("July.csv", "one")
		w.watch.Wake()
		w.sleep(settle + 2*leastGap)
		w.wantTaken("July.csv")
		w.drop("August.csv", "two")
		w.sleep(poll + poll/10 + settle + 2*leastGap)
		w.wantTaken("July.csv", "August.csv")
	})
}

func TestF1_AFileThatGrowsIsLookedAtAgain(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.drop("July.csv", "half")
		w.start()
		for i := range 10 {
			w.sleep(settle / 2)
			w.folders[0].Drop("July.csv", "half", oldTime.Add(time.Duration(i+1)))
		}
		w.wantTaken()
		w.sleep(2*settle + time.Second)
		w.wantTaken("July.csv")
	})
}

func TestF1_AFileWithAWriterWaits(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.drop("July.csv", "paused")
		w.folders[0].SetBusy("July.csv", true)
		w.start()
		w.sleep(time.Minute)
		w.wantTaken()
		w.folders[0].SetBusy("July.csv", false)
		w.sleep(settle + time.Second)
		w.wantTaken("July.csv")
	})
}

func TestF1_AFileThatChangesWhileBeingClaimedStandsStillAgain(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.drop("July.csv", "half")
		w.folders[0].Fail("Claim", func() error {
			w.drop("July.csv", "half and more")
			w.folders[0].Fail("Claim", nil)
			return nil
		})
		w.start()
		w.sleep(settle + settle/2)
		w.wantTaken()
		claims, err := w.folders[0].Claims(t.Context(), "state-a")
		if err != nil || len(claims) != 1 {
			t.Fatalf("claims %v, %v", claims, err)
		}
		w.folders[0].WriteClaim(claims[0], "half and still more", oldTime)
		w.sleep(settle)
		w.wantTaken()
		w.sleep(settle + time.Second)
		w.wantTaken("July.csv")
		if got := w.told().taken[0].Entry.Size; got != int64(len("half and still more")) {
			t.Errorf("handed over as %d bytes", got)
		}
	})
}

func TestF4_AnyFileTimeWillDo(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.folders[0].Drop("future.csv", "x", time.Now().Add(1000*time.Hour))
		w.folders[0].Drop("old.csv", "x", time.Unix(0, 0))
		w.folders[0].Drop("zero.csv", "x", time.Time{})
		w.start()
		w.sleep(settle + time.Second)
		w.wantTaken("future.csv", "old.csv", "zero.csv")
	})
}

func TestF5_TheSameNameLaterIsANewFile(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.start()
		for range 3 {
			w.drop("July.csv", "same bytes")
			w.sleep(poll + poll/10 + settle + time.Second)
		}
		w.wantTaken("July.csv", "July.csv", "July.csv")
		if w.told().taken[0].Claim.ID == w.told().taken[1].Claim.ID {
			t.Error("two files have one id")
		}
	})
}

func TestF3_UnfinishedNamesStayAndTheirFinalNameIsTaken(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.drop("July.csv.filepart", "one")
		w.drop("~$July.csv", "one")
		w.start()
		w.sleep(time.Minute)
		w.wantTaken()
		if h := w.health(); h.Ignored != 2 || h.Refusals != 0 {
			t.Errorf("got %+v", h)
		}
		w.folders[0].TakeAway("July.csv.filepart")
		w.drop("July.csv", "one")
		w.sleep(poll + poll/10 + settle + time.Second)
		w.wantTaken("July.csv")
	})
}

func TestF27_RefusedNamesAreToldOnceAndHoldNobodyUp(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		bad := []string{"a\nb.csv", "con.csv", strings.Repeat("n", 256)}
		for _, name := range bad {
			w.drop(name, "x")
		}
		w.folders[0].DropSpecial("link.csv")
		w.drop("z.csv", "good")
		w.start()
		w.sleep(time.Minute)
		w.wantTaken("z.csv")
		if want := []string{"a\nb.csv", "con.csv", "link.csv", bad[2]}; !slices.Equal(w.told().refused, want) {
			t.Errorf("refused %q, want %q, each once", w.told().refused, want)
		}
		if h := w.health(); h.Refusals != 4 || len(h.Refused) != 4 || h.Refused[1].Reason == "" || h.LastError != nil {
			t.Errorf("got %+v", h)
		}
		if names := w.folders[0].Names(); len(names) != 4 {
			t.Errorf("left are %q", names)
		}
		w.folders[0].TakeAway("con.csv")
		w.sleep(2 * poll)
		w.drop("con.csv", "again")
		w.sleep(2 * poll)
		if len(w.told().refused) != 5 || w.told().refused[4] != "con.csv" {
			t.Errorf("a name that came again: refused %q", w.told().refused)
		}
	})
}

func TestF22_ManyRefusedNamesAreBounded(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		for i := range maxRefused + 500 {
			w.folders[0].DropSpecial(fmt.Sprintf("sub%05d", i))
		}
		w.drop("z.csv", "good")
		w.start()
		w.sleep(time.Minute)
		w.wantTaken("z.csv")
		if h := w.health(); len(w.told().refused) != maxRefused || h.Refusals != maxRefused || len(h.Refused) != shownRefused {
			t.Errorf("%d told, %d counted, %d shown", len(w.told().refused), h.Refusals, len(h.Refused))
		}
	}, Inbox{MaxEntries: 100})
}

func TestF21_AFileThatMayNotBeReadStaysUntilItMay(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.drop("July.csv", "x")
		w.folders[0].Fail("Busy", func() error { return fmt.Errorf("open: %w", fs.ErrPermission) })
		w.start()
		w.sleep(time.Minute)
		w.wantTaken()
		if len(w.told().refused) != 1 || !errors.Is(w.told().reasons[0], fs.ErrPermission) || !slices.Equal(w.folders[0].Names(), []string{"July.csv"}) {
			t.Errorf("refused %q %v, left %q", w.told().refused, w.told().reasons, w.folders[0].Names())
		}
		w.folders[0].Fail("Busy", nil)
		w.sleep(poll + poll/10 + time.Second)
		w.wantTaken("July.csv")
		if h := w.health(); h.Refusals != 0 {
			t.Errorf("still refused: %+v", h)
		}
	})
}

func TestAFileThatVanishesIsNoTrouble(t *testing.T) {
	for _, method := range []string{"Busy", "Claim"} {
		inWorld(t, func(t *testing.T, w *world) {
			w.drop("July.csv", "x")
			w.drop("z.csv", "x")
			w.folders[0].Fail(method, func() error {
				w.folders[0].TakeAway("July.csv")
				return nil
			})
			w.start()
			w.sleep(settle + time.Second)
			w.wantTaken("z.csv")
			if h := w.health(); h.LastError != nil || len(w.told().refused)+len(w.told().lost) != 0 {
				t.Errorf("%s: got %+v", method, h)
			}
		})
	}
}

func TestDoneMarkerCompletesAFile(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		long := strings.Repeat("n", 255)
		w.drop("July.csv", "x")
		w.drop("August.csv", "x")
		w.drop("August.csv.done", "")
		w.drop("orphan.done", "")
		w.drop(long, "x")
		w.folders[0].DropSpecial("Sept.csv.done")
		w.drop("Sept.csv", "x")
		w.start()
		w.sleep(time.Minute)
		w.wantTaken("August.csv")
		if want := []string{"July.csv", "Sept.csv", "Sept.csv.done", long, "orphan.done"}; !slices.Equal(w.folders[0].Names(), want) {
			t.Errorf("left are %q", w.folders[0].Names())
		}
		if len(w.told().refused) != 1 || w.told().refused[0] != long {
			t.Errorf("refused %q, want the name that can have no marker", w.told().refused)
		}
		w.drop("July.csv.DONE", "") // another name on this file system
		w.drop("July.csv.done", "")
		w.sleep(poll + poll/10 + settle + time.Second)
		w.wantTaken("August.csv", "July.csv")
	}, Inbox{DoneMarker: ".done"})
}

func TestF11_AMarkerThatCannotBeRemovedCountsForOneFileOnly(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.drop("July.csv", "x")
		w.drop("July.csv.done", "")
		w.folders[0].Fail("Remove", func() error { return folder.ErrBusy })
		w.start()
		w.sleep(settle + time.Second)
		w.wantTaken("July.csv")
		w.drop("July.csv", "not complete")
		w.sleep(time.Minute)
		w.wantTaken("July.csv")
		if !errors.Is(w.health().LastError, folder.ErrBusy) {
			t.Errorf("LastError is %v", w.health().LastError)
		}
		w.folders[0].Fail("Remove", nil)
		w.sleep(time.Minute)
		w.wantTaken("July.csv")
		if h := w.health(); h.LastError != nil || !slices.Equal(w.folders[0].Names(), []string{"July.csv"}) {
			t.Errorf("%v, left are %q", h.LastError, w.folders[0].Names())
		}
	}, Inbox{DoneMarker: ".done"})
}

func TestF15_ManyFilesComeInNameOrderInPortions(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		const files = 1000
		for i := range files {
			w.drop(fmt.Sprintf("f%04d.csv", (i*7)%files), "x")
		}
		w.start()
		w.sleep(10 * time.Minute)
		names := w.names()
		if len(names) != files {
			t.Fatalf("%d of %d files taken", len(names), files)
		}
		if !slices.IsSorted(names) {
			t.Error("not in name order")
		}
		for _, p := range w.told().portions {
			if len(p) > DefaultPortion {
				t.Errorf("a portion of %d", len(p))
			}
		}
	}, Inbox{MaxEntries: 100})
}

func TestAPollOfAnUnchangedFolderIsOneListing(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.drop("ignored.tmp", "x")
		w.start()
		w.sleep(10 * time.Minute)
		lists := w.folders[0].Calls("List")
		if lists < 54 || lists > 68 { // 600 s of about 10 s each
			t.Errorf("%d listings in ten minutes", lists)
		}
		for _, method := range []string{"Stat", "Busy", "Claim", "StatClaim", "Remove"} {
			if n := w.folders[0].Calls(method); n != 0 {
				t.Errorf("%s was called %d times", method, n)
			}
		}
		if n := w.folders[0].Calls("Claims"); n != 1 {
			t.Errorf("Claims was called %d times, want once at the start", n)
		}
	})
}

func TestAStormOfHintsCostsLittle(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.start()
		for range 10_000 {
			w.watch.Wake()
			time.Sleep(time.Millisecond)
		}
		if n := w.folders[0].Calls("List"); n > 102 { // ten seconds
			t.Errorf("%d listings in ten seconds", n)
		}
	})
}

func TestF12_TwoInstallationsOnOneInbox(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shared := foldertest.NewMemory()
		for i := range 200 {
			shared.Drop(fmt.Sprintf("f%03d.csv", i), "x", oldTime)
		}
		left := folder.Claim{Owner: "state-b", ID: "theirs", Name: "old.csv"}
		shared.WriteClaim(left, "x", oldTime)
		a := newWorld(t, Inbox{Folder: shared})
		b := newWorld(t, Inbox{Folder: shared})
		b.watch.stations[0].stateID = "state-c"
		a.start()
		b.start()
		a.sleep(time.Minute)
		names := append(a.names(), b.names()...)
		slices.Sort(names)
		if len(names) != 200 || len(slices.Compact(names)) != 200 {
			t.Errorf("%d files taken", len(names))
		}
		if claims, err := shared.Claims(t.Context(), "state-b"); err != nil || len(claims) != 1 {
			t.Errorf("another owner's claims: %v, %v", claims, err)
		}
		a.stop()
		b.stop()
	})
}
