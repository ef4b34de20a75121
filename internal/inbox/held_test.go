package inbox

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"lrsdrop/internal/folder"
)

func TestF7_ClaimsOfAnEarlierRunAreHandedOverFirst(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		for i := range 100 {
			w.folders[0].WriteClaim(folder.Claim{Owner: "state-a", ID: fmt.Sprintf("old%03d", i), Name: "July.csv"}, "x", oldTime)
		}
		w.drop("August.csv", "x")
		w.start()
		if len(w.told().portions) != 2 || len(w.told().portions[0]) != DefaultPortion || len(w.told().portions[1]) != 100-DefaultPortion {
			t.Errorf("%d portions at the start", len(w.told().portions))
		}
		if f := w.told().taken[7]; f.Claim.ID != "old007" || f.Entry.Size != 1 || f.Entry.Name != "July.csv" {
			t.Errorf("got %+v", f)
		}
		w.sleep(settle + time.Second)
		if n := len(w.told().taken); n != 101 || w.told().taken[100].Claim.Name != "August.csv" {
			t.Errorf("%d files taken", n)
		}
		w.sleep(time.Minute)
		if n := len(w.told().taken); n != 101 {
			t.Errorf("handed over twice: %d", n)
		}
	})
}

func TestF20_ClaimsOnAShareThatIsAwayAtTheStartAreFoundLater(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.folders[0].WriteClaim(folder.Claim{Owner: "state-a", ID: "old", Name: "July.csv"}, "x", oldTime)
		w.folders[0].Fail("Claims", func() error { return folder.ErrAway })
		w.start()
		w.sleep(time.Minute)
		w.wantTaken()
		if h := w.health(); h.OutSince.IsZero() {
			t.Errorf("got %+v", h)
		}
		w.folders[0].Fail("Claims", nil)
		w.sleep(2 * poll)
		w.wantTaken("July.csv")
	})
}

func TestF7_AMarkerLeftByACrashIsRemoved(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.folders[0].WriteClaim(folder.Claim{Owner: "state-a", ID: "old", Name: "July.csv"}, "x", oldTime)
		w.drop("July.csv.done", "")
		w.folders[0].WriteClaim(folder.Claim{Owner: "state-a", ID: "old2", Name: "August.csv"}, "x", oldTime)
		w.drop("August.csv", "a new one")
		w.drop("August.csv.done", "")
		w.start()
		w.wantTaken("July.csv", "August.csv")
		w.sleep(settle + time.Second)
		w.wantTaken("July.csv", "August.csv", "August.csv")
		if names := w.folders[0].Names(); len(names) != 0 {
			t.Errorf("left are %q", names)
		}
	}, Inbox{DoneMarker: ".done"})
}

func TestF24_WhileTheReceiverIsFullNothingIsLostAndOthersGoOn(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.setRefuse(func(files []File) error {
			if files[0].Inbox.ID == "inbox0" {
				return errFull
			}
			return nil
		})
		for i := range 200 {
			w.drop(fmt.Sprintf("f%03d.csv", i), "x")
		}
		w.folders[1].Drop("other.csv", "x", oldTime)
		w.start()
		w.sleep(10 * time.Minute)
		w.wantTaken("other.csv")
		if h := w.health(); !errors.Is(h.LastError, errFull) || h.Held != DefaultPortion || !h.OutSince.IsZero() {
			t.Errorf("got %+v", h)
		}
		if left := len(w.folders[0].Names()); left != 200-DefaultPortion || w.health().Waiting != left {
			t.Errorf("%d files are left in the inbox, %d said to wait", left, w.health().Waiting)
		}
		if w.told().calls > 60 { // at most three a round, a round a minute in the end
			t.Errorf("the receiver was asked %d times in ten minutes", w.told().calls)
		}
		w.setRefuse(nil)
		w.sleep(2 * time.Minute)
		names := w.names()
		slices.Sort(names)
		if len(names) != 201 || len(slices.Compact(names)) != 201 {
			t.Errorf("%d files taken after there was room", len(names))
		}
		if h := w.health(); h.LastError != nil || h.Held != 0 {
			t.Errorf("got %+v", h)
		}
	}, Inbox{}, Inbox{})
}

func TestF22_PoisonousFilesHoldNobodyUp(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		poison := errors.New("poison")
		w.setRefuse(func(files []File) error {
			for _, f := range files {
				if f.Claim.Name < "g" {
					return poison
				}
			}
			return nil
		})
		for i := range 6 { // more than may fail in a row
			w.drop(fmt.Sprintf("bad%d.csv", i), "x")
			w.drop(fmt.Sprintf("good%d.csv", i), "x")
		}
		w.start()
		w.sleep(time.Minute)
		want := []string{"good0.csv", "good1.csv", "good2.csv", "good3.csv", "good4.csv", "good5.csv"}
		got := w.names()
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("taken %q", got)
		}
		w.drop("later.csv", "x")
		w.sleep(2 * poll)
		if got := w.names(); got[len(got)-1] != "later.csv" {
			t.Errorf("a later file waits: %q", got)
		}
		if h := w.health(); h.Held != 6 || !errors.Is(h.LastError, poison) {
			t.Errorf("got %+v", h)
		}
	})
}

func TestBackOffGrowsToAMinute(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		var at []time.Duration
		w.setRefuse(func([]File) error {
			at = append(at, time.Since(w.began).Round(time.Second))
			return errFull
		})
		w.drop("July.csv", "x")
		w.start()
		w.sleep(6 * time.Minute)
		want := []time.Duration{2, 3, 5, 9, 17, 33, 65, 125, 185, 245, 305}
		for i := range want {
			want[i] *= time.Second
		}
		if !slices.Equal(at, want) {
			t.Errorf("tried at %v, want %v", at, want)
		}
	})
}

func TestAClaimThatVanishesIsToldOnceAndTakenIfItReturns(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.setRefuse(func([]File) error { return errFull })
		w.drop("July.csv", "x")
		w.start()
		w.sleep(settle + time.Second/2)
		claims, err := w.folders[0].Claims(t.Context(), "state-a")
		if err != nil || len(claims) != 1 {
			t.Fatalf("claims %v, %v", claims, err)
		}
		w.folders[0].TakeClaimAway(claims[0])
		w.setRefuse(func(files []File) error { // what is not there cannot be taken over
			_, err := w.folders[0].StatClaim(t.Context(), files[0].Claim)
			return err
		})
		w.sleep(10 * time.Minute)
		if len(w.told().lost) != 1 || w.told().lost[0].Claim != claims[0] {
			t.Errorf("lost %+v, want the claim once", w.told().lost)
		}
		if h := w.health(); h.Held != 0 || h.Lost != 1 || h.LastError != nil {
			t.Errorf("got %+v", h)
		}
		w.folders[0].WriteClaim(claims[0], "x", oldTime)
		w.sleep(2 * time.Minute)
		w.wantTaken("July.csv")
	})
}

// The receiver took it over and could not say so.
func TestAClaimThatVanishesOnceItWasTakenOverIsNotLost(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.setRefuse(func([]File) error { return errFull })
		w.drop("July.csv", "x")
		w.start()
		w.sleep(settle + time.Second/2)
		claims, err := w.folders[0].Claims(t.Context(), "state-a")
		if err != nil || len(claims) != 1 {
			t.Fatalf("claims %v, %v", claims, err)
		}
		w.folders[0].TakeClaimAway(claims[0])
		w.setRefuse(nil)
		w.sleep(10 * time.Minute)
		w.wantTaken("July.csv") // asked about once
		if h := w.health(); len(w.told().lost) != 0 || h.Lost != 0 || h.Held != 0 || h.LastError != nil {
			t.Errorf("lost %+v, health %+v", w.told().lost, h)
		}
	})
}

func TestAClaimWhoseAnswerWasLostIsFound(t *testing.T) {
	broken := errors.New("the share broke off")
	for _, moved := range []bool{true, false} {
		inWorld(t, func(t *testing.T, w *world) {
			w.drop("July.csv", "x")
			w.folders[0].Fail("Claim", func() error {
				w.folders[0].Fail("Claim", nil)
				if moved { // the rename happened, the answer did not arrive
					w.folders[0].TakeAway("July.csv")
					w.folders[0].WriteClaim(folder.Claim{Owner: "state-a", ID: "id00001", Name: "July.csv"}, "x", oldTime)
				}
				return broken
			})
			w.start()
			w.sleep(settle + time.Second)
			if h := w.health(); !errors.Is(h.LastError, broken) {
				t.Errorf("LastError %v", h.LastError)
			}
			w.sleep(2 * poll)
			w.wantTaken("July.csv")
			if len(w.told().lost) != 0 || w.health().LastError != nil {
				t.Errorf("lost %v, LastError %v", w.told().lost, w.health().LastError)
			}
		})
	}
}

func TestAStopBetweenClaimAndHandOverLosesNothing(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.drop("July.csv", "x")
		w.setRefuse(func([]File) error { return errFull })
		w.start()
		w.sleep(settle + time.Second/2)
		w.stop()
		again := newWorld(t, Inbox{Folder: w.folders[0]})
		again.start()
		again.wantTaken("July.csv")
		w.stop = again.stop
	})
}

func TestF22_AClaimThatCannotBeLookedAtHoldsNobodyUp(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		for _, id := range []string{"old1", "old2"} {
			w.folders[0].WriteClaim(folder.Claim{Owner: "state-a", ID: id, Name: id + ".csv"}, "x", oldTime)
		}
		broken, asked := errors.New("input/output error"), 0
		w.folders[0].Fail("StatClaim", func() error {
			if asked++; asked == 2 { // once for old2: from then on it alone is asked for
				return nil
			}
			return broken
		})
		w.start()
		w.wantTaken("old2.csv")
		w.sleep(10 * time.Minute)
		w.wantTaken("old2.csv")
		if asked > 25 {
			t.Errorf("asked %d times in ten minutes", asked)
		}
		if h := w.health(); h.Held != 1 || !errors.Is(h.LastError, broken) {
			t.Errorf("got %+v", h)
		}
		w.folders[0].Fail("StatClaim", nil)
		w.sleep(2 * time.Minute)
		w.wantTaken("old2.csv", "old1.csv")
	})
}

func TestF20_AShareThatBreaksOffBetweenScanAndClaimsLosesNothing(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		for i := range 5 {
			w.folders[0].WriteClaim(folder.Claim{Owner: "state-a", ID: fmt.Sprintf("old%d", i), Name: "July.csv"}, "x", oldTime)
		}
		w.folders[0].Fail("StatClaim", func() error { return folder.ErrAway })
		w.start()
		w.wantTaken()
		w.folders[0].Fail("StatClaim", nil)
		w.sleep(2 * poll)
		w.wantTaken("July.csv", "July.csv", "July.csv", "July.csv", "July.csv")
		if lost := w.told().lost; len(lost) != 0 {
			t.Errorf("lost %v", lost)
		}
	})
}
