package daemon

import (
	"cmp"
	"context"
	"time"
)

// tryTimeout bounds the look at a mail server or webhook.
const tryTimeout = 15 * time.Second

// notices tries to reach what people are told by. It sends none.
func (l looking) notices() {
	l = l.as(CheckNotices)
	for _, c := range Channels(l.config, time.Now) {
		subject := "notices by " + c.Name()
		ctx, cancel := context.WithTimeout(l.ctx, tryTimeout)
		err := Reachable(ctx, c)
		cancel()
		if err != nil {
			key := "notices." + c.Name()
			l.bad("", subject, err.Error(), "People are not told of what needs them. Files are answered all the same.", cmp.Or(tlsAdvice(err, key+".ca_file"),
				"Correct "+key+" in the configuration: the address, how the way to it is protected, who signed its certificate, and the secret."))
			continue
		}
		l.good("", subject, "it can be reached and lets us in; no notice was sent")
	}
}
