package main

import (
	"github.com/spf13/cobra"
)

func newCompletion(g *global) *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "Print a script that completes commands and flags in your shell",
		Example: "  lrsdrop completion bash > /etc/bash_completion.d/lrsdrop\n" +
			"  lrsdrop completion powershell | Out-String | Invoke-Expression",
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		Args:      cobra.MatchAll(oneArgument("a shell: bash, zsh, fish or powershell"), oneOf),
		RunE:      func(cmd *cobra.Command, args []string) error { return runCompletion(g, cmd.Root(), args[0]) },
	}
}

func runCompletion(g *global, root *cobra.Command, shell string) error {
	switch shell {
	case "bash":
		return root.GenBashCompletionV2(g.out, true)
	case "zsh":
		return root.GenZshCompletion(g.out)
	case "fish":
		return root.GenFishCompletion(g.out, true)
	}
	return root.GenPowerShellCompletionWithDesc(g.out)
}
