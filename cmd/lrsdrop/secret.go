package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"lrsdrop/internal/secret"
)

// mostSecret is how much is read as one secret or key, in bytes.
const mostSecret = 64 << 10

func newSecret(g *global) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "secret",
		Short:   "Seal a password for the configuration, on Windows",
		Example: "  lrsdrop secret seal",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newSecretSeal(g))
	return cmd
}

func newSecretSeal(g *global) *cobra.Command {
	return &cobra.Command{
		Use:   "seal",
		Short: "Encrypt a secret so that only this machine can read it",
		Long: "seal asks for a secret, which is not shown, and prints what to write into the configuration in its place:\n\n" +
			"    password: {sealed: AQAAANCMnd8B...}\n\n" +
			"From a pipe or a file it takes the secret, or a private key, as it is. Windows encrypts it for this machine\n" +
			"(DPAPI, machine scope): a copy of the configuration is of no use elsewhere, and after a move to another\n" +
			"machine every secret is sealed again. Whoever can run programs on this machine and read the configuration\n" +
			"can open it, so leave the configuration closed to all but administrators and the service.\n\n" +
			"On Linux use {credential: NAME} with systemd-creds encrypt, or {file: PATH} with mode 0600.",
		Example: "  lrsdrop secret seal\n  type acme.key | lrsdrop secret seal",
		Args:    noArguments,
		RunE:    func(*cobra.Command, []string) error { return runSecretSeal(g, os.Stdin) },
	}
}

func runSecretSeal(g *global, in *os.File) error {
	text, err := readSecret(g, in)
	if err != nil {
		return err
	}
	sealed, err := secret.Seal(text)
	switch {
	case errors.Is(err, secret.ErrNoSealing):
		return usage(errors.New("only Windows seals secrets. Here keep the secret in a file of its own with mode 0600, {file: PATH}, " +
			"or have systemd decrypt it for the daemon alone:\n" +
			"  systemd-creds encrypt --name=acme.password - /etc/credstore.encrypted/acme.password\n" +
			"  LoadCredentialEncrypted=acme.password in the unit, {credential: acme.password} in the configuration"))
	case err != nil:
		return &exit{exitData, err}
	}
	_, err = fmt.Fprintf(g.out, "{sealed: %s}\n", sealed)
	return err
}

// readSecret asks a person without showing what is typed, or takes all that a
// pipe or a file has.
func readSecret(g *global, in *os.File) (string, error) {
	if term.IsTerminal(int(in.Fd())) {
		fmt.Fprint(g.err, "Secret (it is not shown): ")
		text, err := term.ReadPassword(int(in.Fd()))
		fmt.Fprintln(g.err)
		return string(text), err
	}
	text, err := io.ReadAll(io.LimitReader(in, mostSecret+1))
	if err == nil && len(text) > mostSecret {
		err = &exit{exitData, fmt.Errorf("this is no secret: it is over %d bytes", mostSecret)}
	}
	return string(text), err
}
