package daemon_test

import (
	"os"
	"strings"
	"testing"
)

func TestF9_InboxThatIsAwayIsToldOnceAndItsReturnToo(t *testing.T) {
	t.Parallel()
	w := prepare(t, worldOption{})
	inbox := w.fixture.Organisations[acme].Inbox
	must(t, os.RemoveAll(inbox))
	w.start()
	const away, back = "an inbox has a trouble", "an inbox works again"
	w.eventually("the log tells that the inbox is away", func() bool { return strings.Contains(w.log.String(), away) })
	must(t, os.MkdirAll(inbox, 0o700))
	w.eventually("the log tells that the inbox is back", func() bool { return strings.Contains(w.log.String(), back) })
	w.drop(acme, "July.csv", awards(matches))
	w.await(acme, "July.csv", "done")
	if n := strings.Count(w.log.String(), away); n != 1 {
		t.Errorf("it was told %d times", n)
	}
}
