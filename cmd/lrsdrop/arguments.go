package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// noArguments is for commands that have flags only.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes no argument, and %q is one", cmd.CommandPath(), args[0])
	}
	return nil
}

// oneArgument asks for exactly one argument, by what it is.
func oneArgument(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return fmt.Errorf("name %s, and nothing else", what)
		}
		return nil
	}
}

// atMostOne takes one argument or none.
func atMostOne(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) > 1 {
			return fmt.Errorf("name one %s at most", what)
		}
		return nil
	}
}

// oneOf takes only what the command lists.
func oneOf(cmd *cobra.Command, args []string) error {
	for _, given := range args {
		if !slices.Contains(cmd.ValidArgs, given) {
			return fmt.Errorf("%q is none of %s", given, strings.Join(cmd.ValidArgs, ", "))
		}
	}
	return nil
}
