package daemon

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"math"
	"net/http"
	"time"

	"lrsdrop/internal/config"
	"lrsdrop/internal/lrs"
)

// services connects to both services with the organisation's certificate.
func (l looking) services(o config.Organisation, roots *x509.CertPool) {
	l = l.as(CheckLRS)
	client, _, _, err := NewClient(l.config, o, roots)
	if err != nil {
		l.bad(o.ID, "LRS", err.Error(), "No call can be made.", "Correct the addresses under lrs in the configuration.")
		return
	}
	defer client.Close()
	for _, service := range []struct {
		name, address string
		probe         func(context.Context) (lrs.Reached, error)
	}{
		{"learner service", l.config.LRS.LearnerService, client.ProbeLearner},
		{"achievement service", l.config.LRS.AchievementService, client.ProbeAchievement},
	} {
		found, err := service.probe(l.ctx)
		l.service(o.ID, service.name+" "+service.address, found, err)
		l.as(CheckClock).clock(o.ID, service.name, found)
	}
}

func (l looking) service(org, subject string, found lrs.Reached, err error) {
	const why = "Files are checked and then wait until LRS can be reached."
	if failure, ok := errors.AsType[*lrs.Error](err); ok {
		l.bad(org, subject, reasonOf(failure), why, adviceFor(failure))
		return
	}
	if err != nil {
		l.bad(org, subject, err.Error(), why, adviceOtherwise)
		return
	}
	left := time.Until(found.Expiry)
	what := fmt.Sprintf("connected with the organisation's certificate over %s, HTTP status %d; its own certificate is issued by %s, trusted through %s, %s",
		found.Protocol, found.Status, found.Issuer, found.Root, validWords(left, found.Expiry))
	switch {
	case found.Status == http.StatusUnauthorized || found.Status == http.StatusForbidden:
		l.bad(org, subject, what, "The service answers, and does not let this certificate in.",
			"Ask the LRS service desk whether this certificate belongs to this organisation and service.")
	case found.Status >= http.StatusInternalServerError:
		l.warn(org, subject, what, "The service can be reached and may be closed or in trouble just now.", "Run this check again in the service's hours.")
	case left < serverWarning:
		l.warn(org, subject, what, "Once LRS's own certificate has expired no call is made.", "If it is not renewed in the next days, ask the LRS service desk.")
	default:
		l.good(org, subject, what)
	}
}

// reasonOf says what went wrong and how the system put it.
func reasonOf(failure *lrs.Error) string {
	if cause := errors.Unwrap(failure); cause != nil {
		return fmt.Sprintf("%s (%s): %v", failure.Class, failure.Code, cause)
	}
	return fmt.Sprintf("%s (%s)", failure.Class, failure.Code)
}

const adviceOtherwise = "Check the address, the network, the firewall and lrs.proxy. For the simulator, check that lrssim serve is running."

func adviceFor(failure *lrs.Error) string {
	if refusal, ok := errors.AsType[*lrs.ProxyRefusal](failure); ok {
		return proxyAdvice(refusal)
	}
	switch failure.Class {
	case lrs.TLSFailed:
		if advice := tlsAdvice(failure, "lrs.ca_file"); advice != "" {
			return advice
		}
		return "Check lrs.ca_file, the date of this machine's clock, and that the certificate is the one LRS gave this organisation. " +
			"A proxy that opens TLS connections must leave this address alone."
	case lrs.Timeout, lrs.Lost:
		return "Check that firewall and proxy let the connection pass. Then run this check again."
	}
	return adviceOtherwise
}

// clock compares this machine's clock with the service's.
func (l looking) clock(org, name string, found lrs.Reached) {
	if found.Date.IsZero() {
		return
	}
	off := time.Since(found.Date)
	distance := time.Duration(math.Abs(float64(off)))
	what := fmt.Sprintf("this machine's clock and that of the %s are %s apart", name, distance.Round(time.Second))
	const why = "Dates near midnight may be refused as lying in the future, and times in answers and audit mislead."
	switch {
	case distance > clockLimit:
		l.bad(org, "clock", what, why, "Set this machine's clock, and let it follow a time server.")
	case distance > clockWarning:
		l.warn(org, "clock", what, why, "Let this machine's clock follow a time server.")
	default:
		l.good(org, "clock", what)
	}
}
