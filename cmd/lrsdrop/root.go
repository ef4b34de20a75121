package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"lrsdrop/internal/config"
)

// global is what every command has.
type global struct {
	config   string // the configuration file; "" = the default place
	out, err io.Writer
	running  bool // the command line was right, and a command has begun
}

// execute carries out one command line and returns its exit code.
func execute(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	g := &global{out: stdout, err: stderr}
	root := newRoot(g)
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	if err != nil && !g.running && !strings.Contains(err.Error(), wayOn) {
		err = hint(cmd, err)
	}
	if err != nil && err.Error() != "" {
		fmt.Fprintln(stderr, "lrsdrop:", lineByLine(err.Error()))
	}
	if err != nil && !g.running {
		return exitUsage
	}
	return codeOf(err)
}

func newRoot(g *global) *cobra.Command {
	root := &cobra.Command{
		Use:   "lrsdrop",
		Short: "Send achievement and verify files to LRS by dropping them in a folder",
		Long: "lrsdrop takes files of awards or learners from folders, checks them, sends them to the Learning\n" +
			"Records Service (LRS) and puts the answers in other folders. Nothing is sent that was not verified.",
		Example:       "  lrsdrop demo\n  lrsdrop init --dir /etc/lrsdrop\n  lrsdrop check --connect\n  lrsdrop run",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.PersistentFlags().StringVar(&g.config, "config", "",
		"configuration file (default: LRSDROP_CONFIG, else "+config.DefaultPath()+")")
	root.AddCommand(newDemo(g), newInit(g), newRun(g), newCheck(g), newValidate(g), newVerify(g), newMapping(g),
		newCodes(g), newStatus(g), newHeld(g), newDecide(g), newResolve(g), newRelease(g), newCancel(g), newPause(g), newResume(g), newAudit(g),
		newEvidence(g), newSecret(g), newBackup(g), newSupportBundle(g), newService(g), newVersion(g), newCompletion(g))
	root.SetHelpCommand(newHelp())
	root.CompletionOptions.DisableDefaultCmd = true
	prepare(g, root)
	return root
}

func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND]",
		Short:   "Explain a command",
		Example: "  lrsdrop help validate",
		RunE: func(cmd *cobra.Command, args []string) error {
			topic, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return usage(hint(cmd.Root(), fmt.Errorf("there is no command %q", strings.Join(args, " "))))
			}
			return topic.Help()
		},
	}
}

// prepare tells mistakes in flags and arguments, with a way on, from errors of
// a command that runs.
func prepare(g *global, cmd *cobra.Command) {
	cmd.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return hint(cmd, err) })
	if args := cmd.Args; args != nil {
		cmd.Args = func(cmd *cobra.Command, given []string) error {
			if err := args(cmd, given); err != nil {
				return hint(cmd, err)
			}
			return nil
		}
	}
	if run := cmd.RunE; run != nil {
		cmd.RunE = func(cmd *cobra.Command, given []string) error {
			g.running = true
			return run(cmd, given)
		}
	}
	for _, sub := range cmd.Commands() {
		prepare(g, sub)
	}
}

// wayOn begins the line that says where to read on.
const wayOn = "\nSee "

func hint(cmd *cobra.Command, err error) error {
	return fmt.Errorf("%w%s%s --help", err, wayOn, cmd.CommandPath())
}

// path is where the configuration is.
func (g *global) path() string { return cmp.Or(g.config, config.DefaultPath()) }

// load reads the configuration.
func (g *global) load() (*config.Config, error) {
	path := g.path()
	c, err := config.Load(path)
	var problems config.Problems
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usage(fmt.Errorf("there is no configuration at %s.\n"+
			"Name yours with --config FILE or LRSDROP_CONFIG, or write a first one with lrsdrop init", path))
	case errors.As(err, &problems):
		return nil, usage(fmt.Errorf("the configuration %s cannot be used:\n%w", path, err))
	case err != nil:
		return nil, usage(err)
	}
	return c, nil
}

// organisation finds the organisation that a command is about. It may be left
// out where there is only one.
func organisation(c *config.Config, id string) (config.Organisation, error) {
	running := c.Running()
	if id == "" && len(c.Organisations) == 1 {
		return running[0], nil
	}
	if id == "" {
		return config.Organisation{}, usage(fmt.Errorf("the configuration has several organisations: name one with --org (%s)", ids(c)))
	}
	o, ok := c.Organisation(id)
	switch {
	case !ok:
		return o, usage(fmt.Errorf("the configuration has no organisation %q: it has %s", id, ids(c)))
	case o.Suspended != "":
		return o, usage(fmt.Errorf("organisation %s is suspended, because its configuration has a problem: %s", id, o.Suspended))
	}
	return o, nil
}

func ids(c *config.Config) string {
	var all []string
	for _, o := range c.Organisations {
		all = append(all, o.ID)
	}
	return strings.Join(all, ", ")
}

// printJSON writes facts for programs.
func printJSON(out io.Writer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
