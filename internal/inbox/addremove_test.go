package inbox

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"lrsdrop/internal/folder/foldertest"
)

func (w *world) addInbox(id string, files ...string) *foldertest.Memory {
	m := foldertest.NewMemory()
	for _, name := range files {
		m.Drop(name, "one", oldTime)
	}
	w.watch.Add(Inbox{ID: id, Folder: m, Settle: settle, Poll: poll})
	return m
}

func TestAnInboxThatIsAddedIsLookedAfter(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.start()
		w.sleep(time.Minute)
		scans := w.folders[0].Calls("List")
		w.addInbox("new", "July.csv")
		w.sleep(settle + time.Second)
		w.wantTaken("July.csv")
		if h := w.watch.Health(); len(h) != 2 || h[1].Inbox.ID != "new" || h[1].LastScan.IsZero() {
			t.Errorf("health %+v", h)
		}
		if n := w.folders[0].Calls("Claims"); n != 1 || w.folders[0].Calls("List")-scans > 1 {
			t.Errorf("the other inbox was begun %d times, and looked at %d times", n, w.folders[0].Calls("List")-scans)
		}
	})
}

func TestAnInboxThatIsRemovedIsLeftAlone(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.start()
		<-w.watch.Remove("inbox0", "unknown")
		w.drop("July.csv", "one")
		w.sleep(time.Hour)
		w.wantTaken()
		if len(w.watch.Health()) != 1 {
			t.Errorf("health %+v", w.watch.Health())
		}
		w.folders[1].Drop("August.csv", "one", oldTime)
		w.sleep(time.Minute)
		w.wantTaken("August.csv")
	}, Inbox{}, Inbox{})
}

// What has been claimed is handed over; nothing more is claimed.
func TestAnInboxThatIsRemovedFinishesWhatItHandsOver(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		for i := range 3 * DefaultPortion {
			w.drop(fmt.Sprintf("f%03d.csv", i), "x")
		}
		handing, on := make(chan struct{}), make(chan struct{})
		w.setRefuse(func([]File) error { // holds the world's lock: nothing else is told meanwhile
			w.refuse = nil
			close(handing)
			<-on
			return nil
		})
		w.start()
		<-handing
		ended := w.watch.Remove("inbox0")
		select {
		case <-ended:
			t.Error("it ended while it handed over")
		default:
		}
		close(on)
		<-ended
		if n, left := len(w.names()), len(w.folders[0].Names()); n != DefaultPortion || left != 2*DefaultPortion {
			t.Errorf("%d were handed over, %d are left", n, left)
		}
	})
}

// The new station of an inbox does not begin before the old one has ended.
func TestAnInboxThatIsReplacedHasOneStationAtATime(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.drop("July.csv", "one")
		handing, on := make(chan struct{}), make(chan struct{})
		w.setRefuse(func([]File) error {
			w.refuse = nil
			close(handing)
			<-on
			return nil
		})
		w.start()
		<-handing
		ended := w.watch.Remove("inbox0")
		w.watch.Add(Inbox{ID: "inbox0", Folder: w.folders[0], Settle: settle, Poll: time.Hour})
		synctest.Wait()
		if n := w.folders[0].Calls("Claims"); n != 1 {
			t.Errorf("two stations at once: %d have begun", n)
		}
		close(on)
		<-ended
		w.drop("August.csv", "one")
		w.watch.Wake()
		w.sleep(2*settle + time.Second)
		if got := w.names(); !slices.Contains(got, "August.csv") {
			t.Errorf("taken %q", got)
		}
	})
}

func TestInboxesMayComeAndGoBeforeAndAfterTheRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, Inbox{}, Inbox{})
		<-w.watch.Remove("inbox0")
		w.addInbox("new")
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- w.watch.Run(ctx) }()
		synctest.Wait()
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		m := w.addInbox("late")
		<-w.watch.Remove("new")
		if w.folders[0].Calls("List") != 0 || w.folders[1].Calls("List") == 0 || m.Calls("List") != 0 {
			t.Error("the wrong inboxes were looked at")
		}
	})
}

func TestFileEventsFollowInboxesThatComeAndGo(t *testing.T) {
	l := watchDir(t, t.TempDir(), "state-a", time.Hour)
	l.waitFor("listening", listening)
	in := *l.watch.Health()[0].Inbox
	<-l.watch.Remove(in.ID)
	l.watch.Add(in)
	l.waitFor("listening", listening)
	l.drop("July.csv", "one")
	l.wantTaken("July.csv")
}
