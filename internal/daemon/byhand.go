package daemon

import (
	"context"
	"errors"
	"fmt"
	"time"

	"lrsdrop/internal/config"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/pipeline"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// VerifyByHand asks LRS about one learner on behalf of an organisation and of
// the person user, whether or not a daemon runs. The call stands in the audit
// of the configuration's state folder.
func VerifyByHand(ctx context.Context, c *config.Config, o config.Organisation, user string, l record.Learner) (v lrs.Verdict, err error) {
	roots, err := c.LRS.Roots()
	if err != nil {
		return v, err
	}
	client, who, fingerprint, err := NewClient(c, o, roots)
	if err != nil {
		return v, fmt.Errorf("organisation %s: %w", o.ID, err)
	}
	defer client.Close()
	org := rules(o)
	org.LRS, org.Credentials, org.Certificate = client, who, fingerprint
	org.Cause = cause(fingerprint, who)
	s, err := store.OpenBeside(ctx, c.StateDir, time.Now)
	if err != nil {
		return v, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return pipeline.VerifyByHand(ctx, s, &org, user, l)
}
