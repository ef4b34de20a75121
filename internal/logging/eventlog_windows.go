package logging

import (
	"golang.org/x/sys/windows/svc/eventlog"
)

// source is the event source that lrsdrop service install adds.
const source = "lrsdrop"

func openEventLog() (to eventLog, close func() error, err error) {
	l, err := eventlog.Open(source)
	if err != nil {
		return nil, nil, err
	}
	return l, l.Close, nil
}

// LastWords says in the Event Log why the service has ended: nobody sees the
// standard error of a service.
func LastWords(cause error) {
	to, closeLog, err := openEventLog()
	if err != nil {
		return // there is nowhere else to say it
	}
	defer func() { _ = closeLog() }()
	_ = newCatalogue()[EndedWithError].write(to, cause.Error())
}
