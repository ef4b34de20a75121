package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"lrsdrop/internal/config"
	"lrsdrop/internal/daemon"
	"lrsdrop/internal/lrs"
	"lrsdrop/internal/pipeline"
	"lrsdrop/internal/record"
)

type verifyOptions struct {
	org, user string
	learner   record.Learner
	json      bool
}

func newVerify(g *global) *cobra.Command {
	var opts verifyOptions
	cmd := &cobra.Command{
		Use:   "verify --org ID --user NAME --uln N --given-name S --family-name S",
		Short: "Ask LRS about one learner",
		Long: "verify asks the Learning Records Service whether it knows one learner by these details. LRS is told\n" +
			"the person who asks, and the audit keeps it, whether or not a daemon runs. Nothing changes at LRS.",
		Example: "  lrsdrop verify --org acme --user \"J Smith\" --uln 1000000078 --given-name Alex --family-name Example \\\n" +
			"    --date-of-birth 2001-02-03 --gender 1",
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return runVerify(cmd.Context(), g, opts) },
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.org, "org", "", "the organisation that asks; may be left out if there is only one")
	flags.StringVar(&opts.user, "user", "", "the person who asks, as LRS is told")
	flags.StringVar(&opts.learner.ULN, "uln", "", "unique learner number, 10 digits")
	flags.StringVar(&opts.learner.GivenName, "given-name", "", "given name")
	flags.StringVar(&opts.learner.FamilyName, "family-name", "", "family name")
	flags.StringVar(&opts.learner.DateOfBirth, "date-of-birth", "", "date of birth, like 2001-02-03")
	flags.StringVar(&opts.learner.Gender, "gender", "", "0 not known, 1 male, 2 female, 9 not specified")
	flags.BoolVar(&opts.json, "json", false, "print JSON")
	for _, name := range []string{"user", "uln", "given-name", "family-name"} {
		if err := cmd.MarkFlagRequired(name); err != nil {
			panic(err) // the flag was just defined
		}
	}
	return cmd
}

// verdict is what verify prints with --json. Names, birth date and gender that
// LRS holds are never in it.
type verdict struct {
	Code        string `json:"code"`
	Matched     bool   `json:"matched"`
	Meaning     string `json:"meaning"`
	WhatDiffers string `json:"what_differs"`
	Who         string `json:"who"`
	Action      string `json:"action"`
	ReturnedULN string `json:"returned_uln"` // only if it is another
}

const codeMatch = "WSVRC001"

func runVerify(ctx context.Context, g *global, opts verifyOptions) error {
	opts.user = strings.TrimSpace(opts.user)
	if n := utf8.RuneCountInString(opts.user); n == 0 || n > record.MaxUserName {
		return usage(fmt.Errorf("--user names the person who asks, in at most %d characters", record.MaxUserName))
	}
	c, err := g.load()
	if err != nil {
		return err
	}
	o, err := organisation(c, opts.org)
	if err != nil {
		return err
	}
	if err := checkLearner(&opts.learner); err != nil {
		return err
	}
	v, err := daemon.VerifyByHand(ctx, c, o, opts.user, opts.learner)
	if err != nil {
		return verifyError(o, err)
	}
	if v.SearchedULN != opts.learner.ULN {
		return errors.New("LRS answered about another ULN than the one that was asked. Try again; if it goes on, tell the LRS service desk")
	}
	return printVerdict(g, opts, v)
}

// checkLearner tells every broken rule before LRS is asked.
func checkLearner(l *record.Learner) error {
	var broken []string
	rules := record.Rules{Today: record.LondonToday(time.Now())}
	rules.Learner(l, func(f record.Field, p record.Problem) {
		if !p.Warning {
			broken = append(broken, fmt.Sprintf("%s: %s %s %s", flagOf(f), p.Code, p.Message, p.Action))
		}
	})
	if len(broken) == 0 {
		return nil
	}
	return &exit{exitData, fmt.Errorf("LRS was not asked:\n%s", strings.Join(broken, "\n"))}
}

func flagOf(f record.Field) string {
	switch f {
	case record.FieldULN:
		return "--uln"
	case record.FieldGivenName:
		return "--given-name"
	case record.FieldFamilyName:
		return "--family-name"
	case record.FieldDateOfBirth:
		return "--date-of-birth"
	case record.FieldGender:
		return "--gender"
	}
	return f.Name()
}

func verifyError(o config.Organisation, err error) error {
	if errors.Is(err, pipeline.ErrPasswordRefused) {
		return usage(fmt.Errorf("organisation %s: %w", o.ID, err))
	}
	if errors.As(err, new(*pipeline.Forbidden)) {
		return &exit{exitData, err}
	}
	return lrsWords(err)
}

func printVerdict(g *global, opts verifyOptions, v lrs.Verdict) error {
	entry, _ := lrs.Lookup(v.Code)
	entry = entry.OfCheck()
	said := verdict{
		Code: v.Code, Matched: lrs.Normalise(v.Code) == codeMatch, Meaning: entry.Meaning, WhatDiffers: lrs.WhatDiffers(v.Flags),
		Who: string(entry.Who), Action: entry.Action,
	}
	if v.ULN != opts.learner.ULN {
		said.ReturnedULN = v.ULN
	}
	if err := said.print(g, opts.json, entry); err != nil {
		return err
	}
	if !said.Matched {
		return &exit{exitData, nil}
	}
	return nil
}

func (v verdict) print(g *global, asJSON bool, entry lrs.Entry) error {
	if asJSON {
		return printJSON(g.out, v)
	}
	fmt.Fprintf(g.out, "%s  %s\n", v.Code, v.Meaning)
	if v.WhatDiffers != "" {
		fmt.Fprintf(g.out, "What differs: %s\n", oneLine(v.WhatDiffers))
	}
	if v.ReturnedULN != "" {
		fmt.Fprintf(g.out, "LRS returned ULN %s.\n", oneLine(v.ReturnedULN))
	}
	if entry.Who == lrs.WhoNobody {
		_, err := fmt.Fprintln(g.out, entry.Action)
		return err
	}
	_, err := fmt.Fprintf(g.out, "%s: %s\n", entry.Who.Words(), entry.Action)
	return err
}
