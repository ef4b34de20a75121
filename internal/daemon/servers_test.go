package daemon

import (
	"testing"

	"lrsdrop/internal/config"
	"lrsdrop/internal/status"
)

// A session stays as long as somebody uses it, and not longer.
func TestSessionsOutliveOrganisationsThatShareThem(t *testing.T) {
	login := func(user, path string) *config.SFTP {
		return &config.SFTP{Address: "127.0.0.1:1", User: user, KnownHosts: "none", Path: path}
	}
	using := func(id string, sftp *config.SFTP) *organisation {
		org := &organisation{opened: map[string]opened{status.UseInbox + " " + sftp.URL(): {sftp: sftp}, "outbox /local": {}}}
		org.ID = id
		return org
	}
	shared, own := login("agent", "/a"), login("beta", "/b")
	var s servers
	first := s.at(*shared, "acme", status.UseInbox)
	gone := s.at(*own, "beta", status.UseInbox)
	if again := s.at(*login("agent", "/c"), "gamma", status.UseOutbox); again != first {
		t.Fatal("one login has two sessions")
	}
	s.settle(&roster{running: []*organisation{using("gamma", login("agent", "/c"))}})
	left := s.list()
	if len(left) != 1 || left[0].Endpoint != first || len(left[0].organisations) != 1 || left[0].organisations[0] != "gamma" || left[0].uses[0] != status.UseInbox {
		t.Errorf("left is %+v", left)
	}
	if err := gone.Connect(t.Context()); err == nil {
		t.Error("a session that nobody uses was not ended")
	}
	if again := s.at(*own, "beta", status.UseInbox); again == gone {
		t.Error("who comes back gets a session that was ended")
	}
}
