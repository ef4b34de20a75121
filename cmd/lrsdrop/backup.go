package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

type backupOptions struct {
	dir          string
	verify, json bool
}

func newBackup(g *global) *cobra.Command {
	var opts backupOptions
	cmd := &cobra.Command{
		Use:   "backup DIR",
		Short: "Copy the store and the spool, while a daemon runs or not",
		Long: "backup copies the state folder, as it is at one moment, to a folder that is new or empty. The daemon goes on\n" +
			"meanwhile. At the end all of it is read again and compared with manifest.json, which lists it; --verify does\n" +
			"that with a backup that is there, before you restore it say. Run it with the daemon's own account.\n\n" +
			"The backup has learners' details: keep it as safe as the state folder, and no longer than\n" +
			"retention.learner_data. Not in it, and to be kept apart from it: the journal of uploads and the file of audit\n" +
			"heads, beside the state folder, and the configuration with its secrets.\n\n" +
			"To restore: stop the daemon, put the backup in the place of the state folder, leave the journal of uploads as\n" +
			"it is, start the daemon, and see lrsdrop status. If anything was uploaded after the backup, all calls are\n" +
			"paused until lrsdrop resume --after-restore. The operator's guide goes through it.",
		Example: "  lrsdrop backup /var/backups/lrsdrop/2026-07-03\n  lrsdrop backup --verify /var/backups/lrsdrop/2026-07-03",
		Args:    oneArgument("the folder of the backup"),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.dir = args[0]
			return runBackup(cmd.Context(), g, opts)
		},
	}
	cmd.Flags().BoolVar(&opts.verify, "verify", false, "make none, and look whether the one that is there is whole")
	cmd.Flags().BoolVar(&opts.json, "json", false, "print JSON")
	return cmd
}

// backedUp is what backup prints with --json.
type backedUp struct {
	Dir        string    `json:"dir"`
	Whole      bool      `json:"whole"`
	Why        string    `json:"why"` // it is not
	StateID    string    `json:"state_id"`
	Schema     int64     `json:"schema"`
	TakenAt    time.Time `json:"taken_at"`
	Files      int       `json:"files"`
	Unfinished int       `json:"unfinished"`
	Bytes      int64     `json:"bytes"`
}

func runBackup(ctx context.Context, g *global, opts backupOptions) error {
	m, err := backupOf(ctx, g, opts)
	damaged, isDamaged := errors.AsType[*store.Damaged](err)
	switch {
	case errors.Is(err, store.ErrNotEmpty):
		return usage(err)
	case err != nil && !isDamaged:
		return err
	}
	b := backedUp{Dir: opts.dir, Whole: !isDamaged, StateID: m.StateID, Schema: m.Schema, TakenAt: m.TakenAt, Files: m.Files, Unfinished: m.Unfinished, Bytes: m.Bytes()}
	if isDamaged {
		b.Why = damaged.Error()
	}
	if !opts.json {
		return b.print(g, opts)
	}
	if err := printJSON(g.out, b); err != nil {
		return err
	}
	return b.end()
}

func backupOf(ctx context.Context, g *global, opts backupOptions) (store.Manifest, error) {
	if opts.verify {
		return store.VerifyBackup(ctx, opts.dir)
	}
	c, err := g.load()
	if err != nil {
		return store.Manifest{}, err
	}
	return store.Backup(ctx, c.StateDir, opts.dir, time.Now())
}

func (b backedUp) end() error {
	if !b.Whole {
		return said(exitData)
	}
	return nil
}

func (b backedUp) print(g *global, opts backupOptions) error {
	if !b.Whole {
		return &exit{exitData, fmt.Errorf("%s.\nRestore another one, and look after the disk that this one is on", b.Why)}
	}
	what := "The backup is in " + opts.dir
	if opts.verify {
		what = "The backup in " + opts.dir + " is whole: taken " + clock(b.TakenAt)
	}
	_, err := fmt.Fprintf(g.out, "%s, %s. It knows %s, %s of them unfinished. All of it was read again and compared.\n"+
		"It has learners' details: keep it safe. To restore it see lrsdrop backup --help.\n",
		what, humanize.IBytes(uint64(b.Bytes)), plural(b.Files, "file"), record.Thousands(int64(b.Unfinished)))
	return err
}
