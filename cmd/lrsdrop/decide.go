package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"lrsdrop/internal/daemon"
	"lrsdrop/internal/pipeline"
	"lrsdrop/internal/record"
)

type decideOptions struct {
	file, uln, by, note string
	verdict             string
	row                 int
	json                bool
}

func newDecide(g *global) *cobra.Command {
	var opts decideOptions
	cmd := &cobra.Command{
		Use:   "decide FILE-ID --row N confirm|reject [--uln N] --by NAME --note TEXT",
		Short: "Decide on a row that waits for a person",
		Long: "decide records what a person decided after checking a learner in the LRS organisation portal. A confirmed row is\n" +
			"sent. Where LRS says that the ULN was merged into another (WSVRC002, WSVRC004), --uln gives the one to use, and LRS\n" +
			"is asked about the learner once more. A rejected row is not sent. The first decision on a row stands.\n" +
			"A daemon that runs takes the decision up within a second, and else the next one does.\n" +
			"lrsdrop held lists the rows that wait.",
		Example: "  lrsdrop decide K7Q2M4XT --row 3 confirm --by \"J Smith\" --note \"same birth certificate\"\n" +
			"  lrsdrop decide K7Q2M4XT --row 4 confirm --uln 1000000094 --by \"J Smith\" --note \"master record checked\"\n" +
			"  lrsdrop decide K7Q2M4XT --row 5 reject --by \"J Smith\" --note \"another learner\"",
		Args: fileAndVerdict,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.file, opts.verdict = fileID(args[0]), args[1]
			return runDecide(cmd.Context(), g, opts)
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&opts.row, "row", 0, "number of the row, as a spreadsheet shows it")
	flags.StringVar(&opts.uln, "uln", "", "the ULN to use, where the row's own was merged")
	flags.StringVar(&opts.by, "by", "", "who decided")
	flags.StringVar(&opts.note, "note", "", "why")
	flags.BoolVar(&opts.json, "json", false, "print JSON")
	for _, name := range []string{"row", "by", "note"} {
		if err := cmd.MarkFlagRequired(name); err != nil {
			panic(err) // the flag was just defined
		}
	}
	return cmd
}

func fileAndVerdict(_ *cobra.Command, args []string) error {
	if len(args) != 2 || args[1] != record.DecisionConfirm && args[1] != record.DecisionReject {
		return errors.New("name the id of a file, and confirm or reject")
	}
	return nil
}

// decisionSaid is what decide prints with --json.
type decisionSaid struct {
	FileID   string `json:"file_id"`
	Row      int    `json:"row"`
	Decision string `json:"decision"`
	Recorded bool   `json:"recorded"`
	Code     string `json:"code"` // why it was not; "" = it was
	Problem  string `json:"problem"`
	Action   string `json:"action"`
}

func runDecide(ctx context.Context, g *global, opts decideOptions) error {
	c, err := g.load()
	if err != nil {
		return err
	}
	r := pipeline.Ruling{File: opts.file, Row: opts.row, Decision: record.Decision{Verdict: opts.verdict, ULN: opts.uln, By: opts.by, Note: opts.note}}
	refused, err := checkRuling(&r)
	if err != nil {
		return err
	}
	if refused == nil {
		refused, err = daemon.Decide(ctx, c, account(), r, nil)
	}
	if errors.Is(err, daemon.ErrNoFile) {
		return usage(fmt.Errorf("there is no file %s here. lrsdrop held lists the rows that wait", opts.file))
	}
	if err != nil {
		return err
	}
	return printDecision(g, opts, r, refused)
}

// checkRuling tells what is wrong with a decision before anything is looked up:
// the command, or the ULN.
func checkRuling(r *pipeline.Ruling) (*record.Problem, error) {
	if r.Row < 1 {
		return nil, usage(errors.New("--row is the number of a row, as a spreadsheet shows it"))
	}
	for _, p := range r.Check() {
		switch p.Column {
		case record.ColumnULNToUse:
			p.Message = strings.Replace(p.Message, "This row has", "--uln has", 1)
			return &p, nil
		case record.ColumnDecidedBy:
			return nil, usage(fmt.Errorf("--by names the person who decided, in at most %d characters on one line", record.MaxDecidedBy))
		case record.ColumnNote:
			return nil, usage(fmt.Errorf("--note says why, in at most %d characters", record.MaxNote))
		}
	}
	return nil, nil
}

func printDecision(g *global, opts decideOptions, r pipeline.Ruling, refused *record.Problem) error {
	said := decisionSaid{FileID: r.File, Row: r.Row, Decision: r.Verdict, Recorded: refused == nil}
	if refused != nil {
		said.Code, said.Problem, said.Action = refused.Code, refused.Message, refused.Action
	}
	if opts.json {
		if err := printJSON(g.out, said); err != nil || refused == nil {
			return err
		}
		return &exit{exitData, nil}
	}
	if refused != nil {
		return &exit{exitData, fmt.Errorf("%s: %s\n%s", said.Code, said.Problem, said.Action)}
	}
	words := "rejected. It is not sent"
	switch {
	case r.Verdict == record.DecisionConfirm && r.ULN != "":
		words = "confirmed. It is sent if LRS matches the learner under the ULN to use; else it waits again"
	case r.Verdict == record.DecisionConfirm:
		words = "confirmed. It is sent"
	}
	_, err := fmt.Fprintf(g.out, "Row %d of file %s is %s.\n", r.Row, r.File, words)
	return err
}
