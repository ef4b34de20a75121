package daemon

import (
	"fmt"
	"time"
)

// thresholds are how many days before its end a certificate is warned of (F25),
// the most urgent first. It takes LRS weeks to issue the next one.
var thresholds = [...]int{7, 30, 60}

// threshold is the one that a certificate has passed with so much time left;
// 0: none.
func threshold(left time.Duration) int {
	for _, days := range thresholds {
		if left <= time.Duration(days)*fullDay {
			return days
		}
	}
	return 0
}

// daysLeft is how many whole days a certificate is valid; 0 on its last, and
// less than 0 after it.
func daysLeft(left time.Duration) int {
	days := int(left / fullDay)
	if left < 0 {
		days--
	}
	return days
}

// validWords say how long a certificate is valid.
func validWords(left time.Duration, until time.Time) string {
	date := until.UTC().Format(time.DateOnly)
	switch days := daysLeft(left); {
	case left < 0:
		return "expired on " + date
	case days == 0:
		return "valid for less than a day, until " + until.UTC().Format(time.RFC3339)
	case days == 1:
		return "valid for 1 more day, until " + date
	default:
		return fmt.Sprintf("valid for %d more days, until %s", days, date)
	}
}

// warned is the last warning of a certificate.
type warned struct {
	certificate string
	threshold   int
	at          time.Time
}

// countDown logs that a certificate has passed a threshold: once for each of
// them, and at most once a day.
func (d *Daemon) countDown() {
	now := d.now()
	for _, org := range d.roster.Load().running {
		a := org.access
		left := a.until.Sub(now)
		passed := threshold(left)
		last := d.warned[org.ID]
		if last.certificate != a.certificate {
			last = warned{}
		}
		if a.client == nil || passed == 0 || left < 0 || last.threshold == passed || !last.at.IsZero() && now.Sub(last.at).Abs() < fullDay {
			continue
		}
		d.warned[org.ID] = warned{a.certificate, passed, now}
		d.log.Warn("a certificate will expire: ask LRS for the next one now", "organisation", org.ID,
			"days_left", daysLeft(left), "valid_until", a.until.UTC().Format(time.RFC3339))
	}
}
