package service

import (
	"fmt"
	"strings"
	"time"

	"github.com/coreos/go-systemd/v22/daemon"
)

const (
	// tellAnyway is how often systemd is told without a watchdog: systemctl
	// status shows the words.
	tellAnyway = 30 * time.Second
	// margin is what a stop may take beyond the grace of an upload.
	margin = 30 * time.Second
)

// systemd is the manager that has given us the socket NOTIFY_SOCKET.
type systemd struct {
	watchdog time.Duration // within which it wants a sign of life; 0: it does not
	told     *string       // the words that it was told last
}

func newSystemd() (systemd, error) {
	watchdog, err := daemon.SdWatchdogEnabled(false)
	if err != nil {
		return systemd{}, fmt.Errorf("read what systemd wants of its watchdog: %w", err)
	}
	return systemd{watchdog: watchdog, told: new(string)}, nil
}

// every is three times within the watchdog's time: one that is late does no
// harm.
func (s systemd) every() time.Duration {
	if s.watchdog > 0 {
		return s.watchdog / 3
	}
	return tellAnyway
}

func (s systemd) ready(words string) error {
	return s.notify(daemon.SdNotifyReady, s.status(words))
}

// alive feeds the watchdog while the program goes on.
func (s systemd) alive(p Pulse) error {
	if len(p.Stuck) > 0 {
		return s.notify("", s.status("Stuck: "+strings.Join(p.Stuck, "; ")))
	}
	return s.notify(daemon.SdNotifyWatchdog, s.status(p.Words))
}

// stopping asks for as much time as the stop may take, from now on: TimeoutStopSec
// of the unit may be for a shorter grace. The watchdog sleeps meanwhile.
func (s systemd) stopping(within time.Duration) error {
	if *s.told == stoppingWords {
		return s.notify(daemon.SdNotifyWatchdog, "")
	}
	extend := fmt.Sprintf("EXTEND_TIMEOUT_USEC=%d", (within + margin).Microseconds())
	return s.notify(daemon.SdNotifyStopping+"\n"+daemon.SdNotifyWatchdog+"\n"+extend, s.status(stoppingWords))
}

const stoppingWords = "Stopping: an upload that is being sent is awaited"

// status is what changes the words, or nothing if they are the same.
func (s systemd) status(words string) string {
	words = strings.Join(strings.Fields(words), " ")
	if words == *s.told {
		return ""
	}
	*s.told = words
	return "STATUS=" + words
}

func (s systemd) notify(state, status string) error {
	message := strings.TrimSpace(state + "\n" + status)
	if message == "" {
		return nil
	}
	if _, err := daemon.SdNotify(false, message); err != nil {
		return fmt.Errorf("tell systemd how the service is: %w", err)
	}
	return nil
}
