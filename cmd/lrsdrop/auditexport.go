package main

import (
	"bufio"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"

	"github.com/spf13/cobra"

	"lrsdrop/internal/audit"
)

func newAuditExport(g *global) *cobra.Command {
	var p period
	cmd := &cobra.Command{
		Use:   "export [--from DAY] [--to DAY] [--org ID]",
		Short: "Print the audit's events as JSON Lines",
		Long: "export prints a line of JSON for each event, with the event exactly as it was hashed and its hash. Whoever has\n" +
			"all lines can check the chain: each hash is the SHA-256 of the 32 bytes of the hash before it (zeros for\n" +
			"the first) and the bytes of \"event\". It names no learner.",
		Example: "  lrsdrop audit export > audit.jsonl\n  lrsdrop audit export --from 2026-07-01 --to 2026-07-31 --org acme",
		Args:    noArguments,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runAuditExport(cmd.Context(), g, p) },
	}
	p.flags(cmd)
	return cmd
}

// exported is a line of the export.
type exported struct {
	Event json.RawMessage `json:"event"`
	Hash  string          `json:"hash"`
}

func runAuditExport(ctx context.Context, g *global, p period) error {
	if err := p.read(); err != nil {
		return err
	}
	c, err := g.load()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(g.out)
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	_, err = readAudit(ctx, c, func(e audit.Event, link audit.Link) error {
		if !p.has(e.Time, e.Organisation) {
			return nil
		}
		return lines.Encode(exported{link.Body, hex.EncodeToString(link.Hash[:])})
	})
	return errors.Join(out.Flush(), err)
}
